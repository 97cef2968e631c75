"""What Zoom tells an app of its own accord when a meeting is made, changed or deleted."""

from typing import Any

from kurslink.simulator import answers
from kurslink.simulator.account import Role, User
from kurslink.simulator.meetings import Meeting, Occurrence
from kurslink.simulator.operation import Json
from kurslink.simulator.world import World

IDENTITY = ("uuid", "id", "host_id", "topic", "type", "start_time", "duration", "timezone")
NEW = (*IDENTITY, "join_url", "password", "pmi", "occurrences", "recurrence", "tracking_fields")
NEW_SETTINGS = ("use_pmi", "alternative_hosts", "meeting_invitees", "join_before_host", "jbh_time")
CHANGEABLE = (
    "host_id",
    "topic",
    "type",
    "start_time",
    "duration",
    "timezone",
    "join_url",
    "password",
    "agenda",
    "registration_url",
    "recurrence",
    "tracking_fields",
)
CHANGEABLE_SETTINGS = (
    "host_video",
    "participant_video",
    "join_before_host",
    "jbh_time",
    "mute_upon_entry",
    "audio",
    "auto_recording",
    "use_pmi",
    "waiting_room",
    "watermark",
    "approval_type",
    "registration_type",
    "alternative_hosts",
    "meeting_authentication",
    "meeting_invitees",
    "email_in_attendee_report",
)


def meeting_created(world: World, meeting: Meeting, *, by: User | None = None) -> None:
    """``by`` is who did it in the portal; without it the app did, in its owner's name."""
    full = answers.full_meeting(world, meeting, show_previous=True)
    settings = {"use_pmi": False, "alternative_hosts": "", **_of(full["settings"], NEW_SETTINGS)}
    told = {**_of(full, NEW), "settings": settings}
    _tell(world, "meeting.created", {"operation": "all", "object": told}, by)


def meeting_changed(
    world: World, before: Meeting, after: Meeting, *, is_single: bool, by: User | None = None
) -> None:
    """Both objects hold only what differs; where nothing does, nothing is told."""
    old, new = (answers.full_meeting(world, each, show_previous=True) for each in (before, after))
    told, told_before = _difference(old, new), _difference(new, old)
    if not told and not told_before:
        return
    moment = _milliseconds(world)
    payload = {
        "scope": "single" if is_single else "all",
        "object": {"id": after.meeting_id, "uuid": after.uuid, **told},
        "old_object": {"id": after.meeting_id, "uuid": after.uuid, **told_before},
        "time_stamp": moment,
    }
    _tell(world, "meeting.updated", payload, by)


def meeting_deleted(
    world: World, meeting: Meeting, *, occurrence: Occurrence | None = None, by: User | None = None
) -> None:
    """With ``occurrence`` it was only that date of the series."""
    full = answers.full_meeting(world, meeting, show_previous=True)
    gone = full.get("occurrences", [])
    if occurrence:
        gone = [each for each in gone if each["occurrence_id"] == occurrence.occurrence_id]
    dates = [_of(each, ("occurrence_id", "start_time")) for each in gone]
    told = {**_of(full, IDENTITY), **({"occurrences": dates} if dates else {})}
    operation = "single" if occurrence else "all"
    _tell(world, "meeting.deleted", {"operation": operation, "object": told}, by)


def _tell(world: World, name: str, payload: Json, by: User | None) -> None:
    operator = by or _owner(world)
    about = {
        "account_id": world.standing.app.account_id,
        "operator": operator.email,
        "operator_id": operator.user_id,
    }
    moment = _milliseconds(world)
    world.tell({"event": name, "event_ts": moment, "payload": {**about, **payload}})


def _owner(world: World) -> User:
    users = list(world.users.values())
    return next((user for user in users if user.role == Role.OWNER), users[0])


def _difference(old: Json, new: Json) -> Json:
    """What ``new`` says that ``old`` does not, of what events tell; of dates only those."""
    told: dict[str, Any] = {
        name: value for name, value in _of(new, CHANGEABLE).items() if old.get(name) != value
    }
    known = old["settings"]
    settings = {
        name: value
        for name, value in _of(new["settings"], CHANGEABLE_SETTINGS).items()
        if known.get(name) != value
    }
    dates = [each for each in new.get("occurrences", []) if each not in old.get("occurrences", [])]
    return {
        **told,
        **({"settings": settings} if settings else {}),
        **({"occurrences": dates} if dates else {}),
    }


def _of(values: Json, names: tuple[str, ...]) -> Json:
    return {name: values[name] for name in names if name in values}


def _milliseconds(world: World) -> int:
    return int(world.now.timestamp() * 1000)
