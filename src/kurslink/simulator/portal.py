"""What people do to meetings in Zoom's own web portal, without any app knowing of it."""

from dataclasses import replace
from typing import Any

from kurslink.simulator import events
from kurslink.simulator import meeting_operations as operations
from kurslink.simulator.answers import Json, full_meeting
from kurslink.simulator.errors import ControlRefusal
from kurslink.simulator.meetings import Meeting, Occurrence, Source, Status
from kurslink.simulator.requests import MeetingBody, read_meeting
from kurslink.simulator.series import occurrence_id
from kurslink.simulator.world import World

BEYOND_THE_API = ("status", "is_webinar", "host")


def shown(world: World, meeting: Meeting) -> Json:
    """The whole truth about a meeting, as the portal shows it."""
    return {
        **full_meeting(world, meeting, show_previous=True),
        "is_webinar": meeting.is_webinar,
    }


def create(world: World, email: str, body: Json) -> Meeting:
    """A meeting a person made by hand; no app's budget is charged for it."""
    host = world.find_user(email)
    if host is None:
        raise ControlRefusal(f"There is no user {email}.")
    return operations.created(world, host, body, source=Source.PORTAL)


def change(world: World, meeting: Meeting, body: Json, *, occurrence: str | None) -> Meeting:
    """Fields of the API's PATCH, and ``status``, ``is_webinar``, ``host`` (an e-mail)."""
    before, host = meeting, world.host_of(meeting)
    beyond = {name: value for name, value in body.items() if name in BEYOND_THE_API}
    rest = {name: value for name, value in body.items() if name not in BEYOND_THE_API}
    if rest:
        meeting = operations.changed(world, meeting, rest, occurrence_id=occurrence)
    changed = replace(meeting, **_beyond(world, beyond))
    world.put_meeting(changed)
    events.meeting_changed(world, before, changed, is_single=bool(occurrence), by=host)
    return changed


def delete(world: World, meeting: Meeting, *, occurrence: str | None = None) -> None:
    """The whole meeting, or one of its dates."""
    host = world.host_of(meeting)
    operations.deleted(world, meeting, occurrence_id=occurrence, by=host)


def _beyond(world: World, body: Json) -> dict[str, Any]:
    values = dict(body)
    if "status" in values:
        values["status"] = _status(values["status"])
    if email := values.pop("host", None):
        host = world.find_user(email)
        if host is None:
            raise ControlRefusal(f"There is no user {email}.")
        values["host_id"] = host.user_id
    return values


def _status(name: str) -> Status:
    if name not in list(Status):
        raise ControlRefusal(f"A meeting cannot be {name}.")
    return Status(name)


def add_occurrence(world: World, meeting: Meeting, body: Json) -> Meeting:
    """One more date for a series, which no call of the API can do."""
    request: MeetingBody = read_meeting(body)
    start = request.start(meeting.zone)
    if start is None:
        raise ControlRefusal("An occurrence needs a start_time.")
    added = Occurrence(
        occurrence_id=occurrence_id(start),
        slot=start,
        start=start,
        duration=request.duration if request.has("duration") else meeting.duration,
    )
    occurrences = sorted((*meeting.occurrences, added), key=lambda o: o.start)
    changed = replace(meeting, occurrences=tuple(occurrences))
    world.put_meeting(changed)
    events.meeting_changed(world, meeting, changed, is_single=True, by=world.host_of(meeting))
    return changed
