"""Changing a meeting: the whole of it by PATCH, and what Zoom ignores without a word."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kurslink.simulator import errors
from kurslink.simulator.account import User
from kurslink.simulator.meetings import Meeting, MeetingType, Occurrence
from kurslink.simulator.requests import MeetingBody
from kurslink.simulator.scheduling import (
    check_passcode,
    check_schedule_for,
    effective_settings,
    planned,
)
from kurslink.simulator.series import rebuilt, with_duration
from kurslink.simulator.switches import Permission, RecurrenceWithoutStart, Switches
from kurslink.simulator.world import World

RECURRING = MeetingType.RECURRING
WITHOUT_TIMES = (MeetingType.NO_FIXED_TIME, MeetingType.INSTANT)


def updated(world: World, meeting: Meeting, body: MeetingBody) -> Meeting:
    """The meeting after a PATCH of the whole of it; nothing is written yet."""
    host = _new_host(world, meeting, body)
    meeting_type = _new_type(meeting, body, world.switches)
    if body.password:
        check_passcode(body.password, host)
    settings = effective_settings(world, host, meeting.settings, body, meeting_type=meeting_type)
    changed = replace(
        meeting,
        host_id=host.user_id,
        settings=settings,
        pmi=host.pmi if settings["use_pmi"] else None,
        password=_passcode(meeting, host, body),
        **_sent_texts(meeting, body),
    )
    return _rescheduled(changed, body, meeting_type, now=world.now, switches=world.switches)


def _new_host(world: World, meeting: Meeting, body: MeetingBody) -> User:
    """``schedule_for`` hands the meeting over, if its host may schedule for the new one."""
    current = world.host_of(meeting)
    if not body.schedule_for:
        return current
    return check_schedule_for(world, current, body.schedule_for)


def _new_type(meeting: Meeting, body: MeetingBody, switches: Switches) -> MeetingType:
    wanted = body.type if body.has("type") else meeting.type
    if wanted != meeting.type and switches.type_change == Permission.REFUSED:
        raise errors.invalid_field("type")
    return wanted


def _passcode(meeting: Meeting, host: User, body: MeetingBody) -> str:
    """An empty one removes it, unless the host's account insists on passcodes."""
    is_removed = body.has("password") and not host.require_passcode_locked
    return body.password or ("" if is_removed else meeting.password)


def _sent_texts(meeting: Meeting, body: MeetingBody) -> dict[str, Any]:
    values: dict[str, Any] = {
        "topic": body.topic or meeting.topic,
        "agenda": body.agenda,
        "timezone": body.timezone or meeting.timezone,
        "tracking_fields": tuple(f.model_dump() for f in body.tracking_fields),
    }
    return {name: value for name, value in values.items() if body.has(name)}


def _rescheduled(
    meeting: Meeting, body: MeetingBody, wanted: MeetingType, *, now: datetime, switches: Switches
) -> Meeting:
    timed = _with_duration(meeting, body)
    if wanted in WITHOUT_TIMES:
        return replace(timed, type=wanted, start=None, recurrence=None, occurrences=())
    first = _first_start(timed, body, wanted, now=now, switches=switches)
    if first is None:
        return timed
    request = body.model_copy(update={"type": wanted, "duration": timed.duration})
    schedule = planned(request, first, switches)
    kept = rebuilt(meeting.occurrences, schedule.occurrences, switches=switches)
    return replace(
        timed,
        type=wanted,
        start=schedule.start,
        recurrence=schedule.recurrence,
        occurrences=_after_those_held(meeting, kept, now) if wanted == RECURRING else (),
    )


def _with_duration(meeting: Meeting, body: MeetingBody) -> Meeting:
    if not body.has("duration"):
        return meeting
    occurrences = with_duration(meeting.occurrences, before=meeting.duration, after=body.duration)
    return replace(meeting, duration=body.duration, occurrences=occurrences)


def _first_start(
    meeting: Meeting, body: MeetingBody, wanted: MeetingType, *, now: datetime, switches: Switches
) -> datetime | None:
    """Where the new schedule begins, in the meeting's zone; None leaves the schedule alone.

    A series changes only with its whole recurrence, and a past start is ignored without a word.
    """
    if wanted == RECURRING and body.recurrence is None:
        if meeting.type != RECURRING:
            raise errors.invalid_field("recurrence")
        return None
    sent = body.start(meeting.zone)
    if sent is not None and sent >= now:
        return sent
    if wanted != meeting.type:
        return _next_start(meeting, now).astimezone(meeting.zone)
    if wanted == RECURRING and sent is None:
        return _start_unsaid(meeting, switches)
    return None


def _next_start(meeting: Meeting, now: datetime) -> datetime:
    coming = [o.start for o in meeting.available if o.start >= now]
    present = now.replace(microsecond=0)
    return min(coming, default=max(meeting.start or present, present))


def _start_unsaid(meeting: Meeting, switches: Switches) -> datetime | None:
    """Reported by integrators: without a start, the last date becomes the first."""
    if switches.recurrence_without_start == RecurrenceWithoutStart.IGNORED:
        return None
    last = max((o.slot for o in meeting.available), default=meeting.start)
    return last.astimezone(meeting.zone) if last else None


def _after_those_held(
    meeting: Meeting, coming: tuple[Occurrence, ...], now: datetime
) -> tuple[Occurrence, ...]:
    """What has been held stays in the record, whatever the series becomes."""
    new_ids = {o.occurrence_id for o in coming}
    held = [o for o in meeting.available if o.end < now and o.occurrence_id not in new_ids]
    return (*held, *coming)
