"""Making a meeting: what Zoom fills in, overrides and refuses when one is created."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kurslink.simulator import errors
from kurslink.simulator.account import Licence, User
from kurslink.simulator.meetings import Meeting, MeetingType, Occurrence, Source
from kurslink.simulator.passcodes import complaints, generate
from kurslink.simulator.requests import MeetingBody, MeetingSettings
from kurslink.simulator.series import new_occurrences
from kurslink.simulator.switches import PastStart, Switches
from kurslink.simulator.world import World

DEFAULT_TOPIC = "Zoom Meeting"
NO_REGISTRATION = 2
MEETING_IDS = range(81_000_000_000, 89_000_000_000)
"""Eleven digits, beyond 32 bits."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a meeting takes place; the part of it that type and recurrence decide."""

    start: datetime | None
    recurrence: Mapping[str, Any] | None
    occurrences: tuple[Occurrence, ...]


def new_meeting(world: World, host: User, body: MeetingBody, *, source: Source) -> Meeting:
    """The meeting Zoom would store for this host; nothing is written yet."""
    zone = ZoneInfo(body.timezone or host.timezone)
    schedule = first_schedule(body, zone, now=world.now, switches=world.switches)
    settings = effective_settings(world, host, {}, body, meeting_type=body.type)
    return Meeting(
        meeting_id=_free_id(world),
        uuid=base64.b64encode(world.random.randbytes(16)).decode(),
        host_id=host.user_id,
        topic=body.topic or DEFAULT_TOPIC,
        agenda=body.agenda,
        type=body.type,
        start=schedule.start,
        duration=body.duration,
        timezone=zone.key,
        password=first_passcode(world, host, body),
        settings=settings,
        recurrence=schedule.recurrence,
        occurrences=schedule.occurrences,
        tracking_fields=tuple(f.model_dump() for f in body.tracking_fields),
        created_at=world.now.replace(microsecond=0),
        source=source,
        pmi=host.pmi if settings["use_pmi"] else None,
    )


def _free_id(world: World) -> int:
    while (meeting_id := world.random.choice(MEETING_IDS)) in world.meetings:
        continue
    return meeting_id


def first_schedule(
    body: MeetingBody, zone: ZoneInfo, *, now: datetime, switches: Switches
) -> Schedule:
    """A missing or past start becomes now, also for every occurrence of a series."""
    if body.type in (MeetingType.NO_FIXED_TIME, MeetingType.INSTANT):
        return Schedule(start=None, recurrence=None, occurrences=())
    present = now.astimezone(zone).replace(microsecond=0)
    first = body.start(zone) or present
    if first < present and switches.past_start == PastStart.REFUSED:
        raise errors.invalid_field("start_time")
    return planned(body, max(first, present), switches)


def planned(body: MeetingBody, first: datetime, switches: Switches) -> Schedule:
    """The schedule from ``first`` on, aware in the meeting's zone."""
    if body.type != MeetingType.RECURRING:
        return Schedule(start=first.astimezone(UTC), recurrence=None, occurrences=())
    if body.recurrence is None:
        raise errors.invalid_field("recurrence")
    occurrences = new_occurrences(
        body.recurrence.parsed(), first, duration=body.duration, switches=switches
    )
    start = occurrences[0].start if occurrences else first.astimezone(UTC)
    return Schedule(start=start, recurrence=described(body), occurrences=occurrences)


def described(body: MeetingBody) -> Mapping[str, Any] | None:
    """The recurrence as Zoom gives it back: what was sent, and the defaults of its type."""
    if body.recurrence is None:
        return None
    sent = body.recurrence.model_dump(exclude_unset=True, exclude_none=True)
    defaults: dict[str, Any] = {"type": body.recurrence.type, "repeat_interval": 1}
    if "end_date_time" not in sent:
        defaults["end_times"] = 1
    return {**defaults, **sent}


def first_passcode(world: World, host: User, body: MeetingBody) -> str:
    """The one sent, or a generated one where the host's setting asks for it."""
    if body.password:
        check_passcode(body.password, host)
        return body.password
    wanted = host.require_passcode and (body.default_password or host.require_passcode_locked)
    if not wanted:
        return ""
    return host.default_passcode or generate(host.passcode_rules, world.random)


def check_passcode(passcode: str, host: User) -> None:
    broken = complaints(passcode, host.passcode_rules)
    if broken:
        sentence = (
            "Password provided does not match the password requirement settings set for this"
            f" account. The password must follow these rules: [{', '.join(broken)}]."
        )
        raise errors.validation_failed(("password", sentence))


def effective_settings(
    world: World,
    host: User,
    before: Mapping[str, Any],
    body: MeetingBody,
    *,
    meeting_type: MeetingType,
) -> Mapping[str, Any]:
    """Zoom's defaults, the host's, what stood before, what is sent; locked ones win silently."""
    defaults = MeetingSettings(use_pmi=host.use_pmi).model_dump(mode="json", exclude_none=True)
    known = {k: v for k, v in body.sent_settings().items() if k in MeetingSettings.model_fields}
    settings = {**defaults, **host.settings, **before, **known, **host.locked}
    if settings["waiting_room"]:
        settings["join_before_host"] = False
    if meeting_type == MeetingType.NO_FIXED_TIME:
        settings["approval_type"] = NO_REGISTRATION
    if meeting_type not in (MeetingType.SCHEDULED, MeetingType.NO_FIXED_TIME):
        settings["use_pmi"] = False
    if "alternative_hosts" in known:
        settings["alternative_hosts"] = alternative_hosts(world, known["alternative_hosts"])
    return settings


def alternative_hosts(world: World, listed: str) -> str:
    """Addresses or ids, separated by ``;`` or ``,``; answered in the registered spelling."""
    entries = [entry.strip() for entry in listed.replace(",", ";").split(";") if entry.strip()]
    users = [(entry, world.find_user(entry)) for entry in entries]
    for entry, user in users:
        if user is None or not user.is_licensed:
            raise errors.alternative_host_refused(entry)
    return ";".join(user.email for _, user in users if user)


def check_schedule_for(world: World, current: User, wanted: str) -> User:
    """The user named by ``schedule_for``, if the current host may schedule for that user."""
    target = world.find_user(wanted)
    if target is None:
        raise errors.schedule_for_invalid()
    if target == current:
        return target
    is_basic = Licence.BASIC in (current.type, target.type)
    if is_basic or not target.may_host or current.user_id not in target.assistants:
        raise errors.cannot_schedule_for(wanted)
    return target
