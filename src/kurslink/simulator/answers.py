"""What Zoom tells of users and meetings, in Zoom's spelling."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from kurslink.simulator.account import ROLE_NAMES, App, Licence, User, UserStatus
from kurslink.simulator.meetings import Meeting, MeetingType, Occurrence
from kurslink.simulator.switches import DeletedOccurrences, Plan, PreviousOccurrences
from kurslink.simulator.world import World

AGENDA_IN_LISTS = 250
REGISTRATION_OFF = 2
CREATED_AT = "2020-09-01T08:00:00Z"
CONCURRENT = {Plan.FREE: "None", Plan.PRO: "Basic", Plan.BUSINESS: "Plus"}

Json = dict[str, Any]


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def listed_user(user: User) -> Json:
    """A row of the list of users; an invited user has no id yet."""
    row: Json = {
        "id": user.user_id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "display_name": user.display_name,
        "type": int(user.type),
        "status": user.status.value,
        "pmi": user.pmi,
        "timezone": user.timezone,
        "role_id": user.role.value,
        "verified": int(user.status == UserStatus.ACTIVE),
        "dept": "",
        "user_created_at": CREATED_AT,
    }
    if user.status == UserStatus.PENDING:
        del row["id"], row["pmi"]
    return row


def single_user(user: User, app: App, base_url: str) -> Json:
    return {
        **listed_user(user),
        "role_name": ROLE_NAMES[user.role],
        "use_pmi": user.use_pmi,
        "personal_meeting_url": f"{base_url}/j/{user.pmi}",
        "account_id": app.account_id,
        "account_number": 10_000_001,
        "language": "de-DE",
        "cluster": "practice",
        "login_types": [100],
    }


def user_settings(user: User, plan: Plan) -> Json:
    rules = asdict(user.passcode_rules)
    return {
        "schedule_meeting": {
            **{name: bool(user.settings.get(name)) for name in ("host_video", "join_before_host")},
            "participants_video": bool(user.settings.get("participant_video")),
            "use_pmi_for_scheduled_meetings": user.use_pmi,
            "require_password_for_scheduling_new_meetings": user.require_passcode,
            "require_password_for_scheduled_meetings": user.require_passcode,
            "default_password_for_scheduled_meetings": user.default_passcode,
            "embed_password_in_join_link": user.embed_passcode,
            "meeting_password_requirement": rules,
            "personal_meeting": True,
        },
        "in_meeting": {"waiting_room": bool(_setting(user, "waiting_room"))},
        "feature": {
            "meeting_capacity": 100 if user.type == Licence.BASIC else 300,
            "large_meeting": False,
            "webinar": False,
            "concurrent_meeting": CONCURRENT[plan],
        },
        "recording": {"auto_recording": _setting(user, "auto_recording") or "none"},
    }


def meeting_security(user: User) -> Json:
    return {
        "meeting_security": {
            "meeting_password": user.require_passcode,
            "require_password_for_scheduled_meeting": user.require_passcode,
            "embed_password_in_join_link": user.embed_passcode,
            "meeting_password_requirement": asdict(user.passcode_rules),
            "waiting_room": bool(_setting(user, "waiting_room")),
            "encryption_type": "enhanced_encryption",
            "end_to_end_encrypted_meetings": False,
            "auto_security": False,
        }
    }


def meeting_authentication(user: User) -> Json:
    return {"meeting_authentication": bool(_setting(user, "meeting_authentication"))}


def _setting(user: User, name: str) -> Any:
    return {**user.settings, **user.locked}.get(name)


def full_meeting(world: World, meeting: Meeting, *, show_previous: bool = False) -> Json:
    """Answer to create and to get: all that is known, with the coming occurrences of a series."""
    host = world.host_of(meeting)
    return {
        **_identity(meeting),
        "host_email": host.email,
        "assistant_id": "",
        "agenda": meeting.agenda,
        "status": meeting.status.value,
        "creation_source": meeting.source.value,
        **_passcode(meeting),
        "join_url": join_url(world, meeting),
        "start_url": f"{world.base_url}/s/{meeting.link_id}?zak={world.random.getrandbits(64):x}",
        **_registration(world, meeting),
        **_times(world, meeting, show_previous=show_previous),
        "settings": dict(meeting.settings),
        "pre_schedule": False,
        **({"tracking_fields": list(meeting.tracking_fields)} if meeting.tracking_fields else {}),
        **({"pmi": str(meeting.pmi)} if meeting.pmi else {}),
    }


def single_occurrence(world: World, meeting: Meeting, occurrence: Occurrence) -> Json:
    """Answer to get with ``occurrence_id``: the meeting as it is on that date."""
    return {
        **full_meeting(world, meeting),
        "start_time": utc(occurrence.start),
        "duration": occurrence.duration,
        "agenda": meeting.agenda if occurrence.agenda is None else occurrence.agenda,
        "settings": {**meeting.settings, **occurrence.settings},
        "occurrences": [_occurrence(occurrence)],
    }


def listed_meeting(world: World, meeting: Meeting) -> Json:
    """A row of a host's list: no passcode, no occurrences, the agenda cut."""
    row = {
        **_identity(meeting),
        "agenda": meeting.agenda[:AGENDA_IN_LISTS],
        "join_url": join_url(world, meeting),
    }
    return row if meeting.start is None else {**row, "start_time": utc(meeting.start)}


def _identity(meeting: Meeting) -> Json:
    return {
        "id": meeting.meeting_id,
        "uuid": meeting.uuid,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": int(meeting.type),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "created_at": utc(meeting.created_at),
    }


def _passcode(meeting: Meeting) -> Json:
    digits = int.from_bytes(hashlib.sha256(meeting.password.encode()).digest()[:4]) % 1_000_000
    number = meeting.password if meeting.password.isdigit() else f"{digits:06}"
    return {
        "password": meeting.password,
        "h323_password": number if meeting.password else "",
        "pstn_password": number if meeting.password else "",
        "encrypted_password": "",
    }


def _registration(world: World, meeting: Meeting) -> Mapping[str, str]:
    if meeting.settings["approval_type"] == REGISTRATION_OFF:
        return {}
    return {"registration_url": f"{world.base_url}/meeting/register/{meeting.meeting_id}"}


def _times(world: World, meeting: Meeting, *, show_previous: bool) -> Json:
    if meeting.type != MeetingType.RECURRING:
        return {"start_time": utc(meeting.start)} if meeting.start else {}
    shown = _shown(world, meeting, show_previous=show_previous)
    first = next((o.start for o in shown if not o.is_deleted), meeting.start)
    return {
        **({"start_time": utc(first)} if first else {}),
        "recurrence": dict(meeting.recurrence or {}),
        "occurrences": [_occurrence(o) for o in shown],
    }


def _shown(world: World, meeting: Meeting, *, show_previous: bool) -> list[Occurrence]:
    switches = world.switches
    wanted = {
        PreviousOccurrences.ALWAYS: True,
        PreviousOccurrences.NEVER: False,
        PreviousOccurrences.ON_REQUEST: show_previous,
    }[switches.previous_occurrences]
    with_deleted = switches.deleted_occurrences == DeletedOccurrences.LISTED
    return [
        o
        for o in sorted(meeting.occurrences, key=lambda o: o.start)
        if (wanted or o.end > world.now) and (with_deleted or not o.is_deleted)
    ]


def _occurrence(occurrence: Occurrence) -> Json:
    return {
        "occurrence_id": occurrence.occurrence_id,
        "start_time": utc(occurrence.start),
        "duration": occurrence.duration,
        "status": "deleted" if occurrence.is_deleted else "available",
    }


def join_url(world: World, meeting: Meeting) -> str:
    """The participants' link; its ``pwd`` changes with the passcode, never otherwise."""
    url = f"{world.base_url}/j/{meeting.link_id}"
    if not meeting.password or not world.host_of(meeting).embed_passcode:
        return url
    return f"{url}?pwd={link_passcode(world, meeting)}"


def link_passcode(world: World, meeting: Meeting) -> str:
    message = f"{meeting.meeting_id} {meeting.password}".encode()
    digest = hmac.digest(world.standing.link_key.encode(), message, "sha256")
    return f"{base64.urlsafe_b64encode(digest[:24]).decode()}.1"


def account_settings(owner: User) -> Json:
    return {
        "schedule_meeting": {
            "meeting_password_requirement": asdict(owner.passcode_rules),
            "require_password_for_scheduling_new_meetings": owner.require_passcode,
            "require_password_for_scheduled_meetings": owner.require_passcode,
            "use_pmi_for_scheduled_meetings": owner.use_pmi,
        }
    }
