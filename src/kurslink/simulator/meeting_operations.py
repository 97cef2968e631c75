"""Calls about meetings: create, list, read, change, delete."""

from collections.abc import Mapping
from datetime import timedelta

from kurslink.simulator import answers, errors, events, single_dates
from kurslink.simulator.account import User, UserStatus
from kurslink.simulator.limits import charge_write
from kurslink.simulator.meetings import Meeting, MeetingType, Source, Status, expires_at
from kurslink.simulator.operation import NO_CONTENT, Answer, Call, Json
from kurslink.simulator.paging import page
from kurslink.simulator.requests import read_meeting, refuse_unknown_settings
from kurslink.simulator.scheduling import check_schedule_for, new_meeting
from kurslink.simulator.updating import updated
from kurslink.simulator.user_operations import known_user
from kurslink.simulator.world import World

LARGEST_PAGE = 300
HALF_A_YEAR = timedelta(days=183)


def create_meeting(world: World, call: Call) -> Answer:
    host = _active_user(world, call)
    _check_licence(host)
    charge_write(world, host)
    meeting = created(world, host, call.body, source=Source.API)
    return Answer(201, answers.full_meeting(world, meeting, show_previous=True))


def created(world: World, host: User, body: Json, *, source: Source) -> Meeting:
    """The stored meeting, told of. With ``schedule_for`` the caller stays the host, as at Zoom."""
    request = read_meeting(body)
    if request.schedule_for:
        if request.type == MeetingType.INSTANT:
            raise errors.instant_for_other()
        check_schedule_for(world, host, request.schedule_for)
    meeting = new_meeting(world, host, request, source=source)
    world.put_meeting(meeting)
    events.meeting_created(world, meeting, by=host if source == Source.PORTAL else None)
    return meeting


def get_meeting(world: World, call: Call) -> Answer:
    meeting = known_meeting(world, call)
    if wanted := call.query.get("occurrence_id"):
        occurrence = single_dates.find(meeting, wanted, now=world.now)
        return Answer(200, answers.single_occurrence(world, meeting, occurrence))
    show_previous = _is_true(call.query, "show_previous_occurrences")
    return Answer(200, answers.full_meeting(world, meeting, show_previous=show_previous))


def update_meeting(world: World, call: Call) -> Answer:
    meeting = known_meeting(world, call)
    charge_write(world, world.host_of(meeting))
    if meeting.status == Status.STARTED:
        raise errors.has_started()
    occurrence_id = call.query.get("occurrence_id")
    new = changed(world, meeting, call.body, occurrence_id=occurrence_id)
    events.meeting_changed(world, meeting, new, is_single=bool(occurrence_id))
    return NO_CONTENT


def changed(world: World, meeting: Meeting, body: Json, *, occurrence_id: str | None) -> Meeting:
    """The stored meeting after a PATCH of the whole or of one date."""
    request = read_meeting(body, ignored=world.switches.ignored_fields)
    refuse_unknown_settings(request)
    if occurrence_id:
        date = single_dates.find(meeting, occurrence_id, now=world.now)
        new = single_dates.moved(meeting, date, request, now=world.now, switches=world.switches)
    else:
        new = updated(world, meeting, request)
    world.put_meeting(new)
    return new


def delete_meeting(world: World, call: Call) -> Answer:
    meeting = known_meeting(world, call)
    if world.switches.deletes_counted:
        charge_write(world, world.host_of(meeting))
    if meeting.status == Status.STARTED:
        raise errors.in_progress()
    deleted(world, meeting, occurrence_id=call.query.get("occurrence_id"))
    return NO_CONTENT


def deleted(
    world: World, meeting: Meeting, *, occurrence_id: str | None, by: User | None = None
) -> None:
    """Take out one date, or forget the whole meeting, and tell; ``by`` as in ``events``."""
    if not occurrence_id:
        world.drop_meeting(meeting)
        events.meeting_deleted(world, meeting, by=by)
        return
    occurrence = single_dates.find(meeting, occurrence_id, now=world.now)
    world.put_meeting(single_dates.removed(meeting, occurrence))
    events.meeting_deleted(world, meeting, occurrence=occurrence, by=by)


def list_meetings(world: World, call: Call) -> Answer:
    host = _active_user(world, call)
    _check_licence(host)
    kind = call.query.get("type") or "scheduled"
    rows = [row for meeting in _listed(world, host) for row in _rows(world, meeting, kind)]
    listing = page(rows, call.query, name="meetings", largest=LARGEST_PAGE, now=world.now)
    return Answer(200, listing)


def _listed(world: World, host: User) -> list[Meeting]:
    """Unexpired and neither instant nor a webinar; a new one appears after the lag."""
    visible_since = world.now - timedelta(seconds=world.switches.list_lag_seconds)
    return [
        meeting
        for meeting in world.meetings.values()
        if meeting.host_id == host.user_id
        and meeting.type != MeetingType.INSTANT
        and not meeting.is_webinar
        and expires_at(meeting) > world.now
        and meeting.created_at <= visible_since
    ]


def _rows(world: World, meeting: Meeting, kind: str) -> list[Json]:
    row = answers.listed_meeting(world, meeting)
    match kind:
        case "scheduled":
            return [row]
        case "live":
            return [row] if meeting.status == Status.STARTED else []
        case "upcoming" | "upcoming_meetings":
            return _dated_rows(world, meeting, row, is_past=False)
        case "previous_meetings":
            return _dated_rows(world, meeting, row, is_past=True)
        case _:
            raise errors.invalid_parameter("type")


def _dated_rows(world: World, meeting: Meeting, row: Json, *, is_past: bool) -> list[Json]:
    """One row per date within half a year; a meeting without times is always to come."""
    if meeting.type == MeetingType.RECURRING:
        starts = [o.start for o in meeting.available]
    elif meeting.start is None:
        return [] if is_past else [row]
    else:
        starts = [meeting.start]
    near = [start for start in starts if abs(start - world.now) <= HALF_A_YEAR]
    return [
        {**row, "start_time": answers.utc(start)}
        for start in near
        if (start < world.now) == is_past
    ]


def _active_user(world: World, call: Call) -> User:
    user = known_user(world, call)
    if user.status == UserStatus.PENDING:
        raise errors.user_unknown(call.path["user_id"])
    return user


def _check_licence(host: User) -> None:
    if not host.may_host:
        raise errors.no_meeting_licence()


def known_meeting(world: World, call: Call) -> Meeting:
    """The meeting of the path, if it still exists, is no webinar, and its host has a licence."""
    wanted = call.path["meeting_id"]
    meeting = world.find_meeting(wanted)
    if meeting is None:
        raise errors.meeting_gone(wanted)
    if meeting.is_webinar:
        raise errors.is_webinar()
    _check_licence(world.host_of(meeting))
    return meeting


def _is_true(query: Mapping[str, str], name: str) -> bool:
    return query.get(name, "").lower() == "true"
