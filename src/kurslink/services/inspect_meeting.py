"""Button „Info": what Zoom holds for a course, beside what the course says."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import Course, Meeting
from kurslink.planning.days import Day
from kurslink.planning.differences import Row, compare
from kurslink.services.activation import require_active
from kurslink.services.check_meeting import LOSSES, keep_loss, keep_reading
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.choose_host import account_for
from kurslink.services.transfer.course_schedule import DayState, schedule_of
from kurslink.services.transfer.drift import Drift
from kurslink.services.transfer.field_differences import FieldDifference, compare_fields
from kurslink.services.transfer.meeting_settings import SettingDifference, compare_settings
from kurslink.services.transfer.store_check import Mark
from kurslink.services.transfer.wanted_meeting import Wanted, wanted_meeting


@dataclass(frozen=True)
class Inspection:
    """Course and meeting side by side; past days are compared too, but never changed.

    `wanted` is None when the course itself could not be transferred now, e.g. all days are past.
    `drift` is what of it was changed at Zoom without us.
    """

    course: Course
    meeting: Meeting
    at_zoom: MeetingAtZoom
    wanted: Wanted | None
    field_differences: tuple[FieldDifference, ...]
    setting_differences: tuple[SettingDifference, ...]
    day_rows: tuple[Row, ...]
    drift: Drift


def inspect_meeting(
    course: Course, *, actor: Actor, now: datetime, budget: float | None = None
) -> Inspection:
    """Read the meeting of `course` from Zoom; one call, nothing is changed there.

    What it finds is kept as by a check (services/check_meeting.py). `budget`: seconds a person
    waits. Raises Refusal(NO_MEETING), ZoomError.
    """
    actor.require(Right.VIEW)
    require_active(now)
    meeting = course.current_meeting()
    if meeting is None or meeting.zoom_meeting_id is None:
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    mark = Mark.of(meeting)
    with connect(meeting.host.account, lambda _record: None, budget=budget) as zoom:
        try:
            answer = zoom.meeting(meeting.zoom_meeting_id, with_past=True)
        except LOSSES as loss:
            keep_loss(meeting, mark, loss, zoom=zoom, now=now)
            raise
    at_zoom = read_meeting(answer, time_zone())
    check = keep_reading(meeting, mark, at_zoom, now=now)
    wanted = _wanted(course, now)
    fields = compare_fields(meeting, wanted, at_zoom) if wanted else ()
    settings = compare_settings(meeting, wanted.settings, at_zoom.settings) if wanted else ()
    rows = compare(_all_days(course, now), (one.day for one in at_zoom.occurrences))
    return Inspection(course, meeting, at_zoom, wanted, fields, settings, rows, check.drift)


def _wanted(course: Course, now: datetime) -> Wanted | None:
    try:
        account = account_for(course.online)
        return wanted_meeting(course, account, now=now, zone=time_zone())
    except Refusal:
        return None


def _all_days(course: Course, now: datetime) -> tuple[Day, ...]:
    """Every day the meeting ever stood for: chosen ones still to come, and those that are past."""
    schedule = schedule_of(course, now=now, zone=time_zone())
    wanted = (DayState.CHOSEN, DayState.PAST)
    return tuple(line.day for line in schedule.days if line.day and line.state in wanted)
