"""Courses of a batch before their host is known: loaded once, with their days, or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from kurslink.models import OPEN, Course, Meeting, MeetingState, Order, ZoomAccount
from kurslink.planning.days import Day
from kurslink.services.batches.plan_row import PlanRow, RowState
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.transfer.choose_host import account_for
from kurslink.services.transfer.course_schedule import require_sendable, schedule_of
from kurslink.services.transfer.wanted_meeting import require_zoom_course
from kurslink.zoom.errors import ZoomError


@dataclass(frozen=True)
class Draft:
    """A course that can be sent as far as its own data go."""

    course: Course
    account: ZoomAccount
    meeting: Meeting | None
    days: tuple[Day, ...]


def drafts(courses: QuerySet[Course], *, now: datetime) -> Iterator[Draft | PlanRow]:
    """For each course a draft, or the row that says why it is not sent."""
    active = list(ZoomAccount.objects.filter(is_active=True)[:2])
    only = active[0] if len(active) == 1 else None
    for course in loaded(courses):
        if course.orders.all():
            yield PlanRow(course, RowState.WAITING, course.current_meeting())
            continue
        course.online.account = course.online.account or only
        try:
            yield _draft(course, now)
        except Refusal as refusal:
            yield impossible(course, refusal)


def impossible(course: Course, why: Refusal | ZoomError) -> PlanRow:
    """The row of a course that cannot be sent."""
    meeting = course.current_meeting()
    return PlanRow(course, RowState.IMPOSSIBLE, meeting, error=why)


def loaded(courses: QuerySet[Course]) -> list[Course]:
    """The courses with all a plan asks of them, in a number of queries that does not grow."""
    meetings = Meeting.objects.select_related("host__account").prefetch_related("occurrences")
    return list(
        courses.select_related(
            "semester", "online__software", "online__account", "online__host__account"
        ).prefetch_related(
            "days",
            "instructors",
            "online__alternatives",
            Prefetch("meetings", meetings),
            Prefetch("orders", Order.objects.filter(state__in=OPEN)),
        )
    )


def _draft(course: Course, now: datetime) -> Draft:
    require_zoom_course(course)
    meeting = course.current_meeting()
    if meeting is not None and meeting.state == MeetingState.GONE:
        raise Refusal(RefusalCode.MEETING_GONE, number=course.number)
    account = account_for(course.online)
    days = require_sendable(schedule_of(course, now=now, zone=time_zone()))
    return Draft(course, account, meeting, days)
