"""„Startklar": can today's and tomorrow's online courses begin? From our rows, not from Zoom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet

from kurslink.models import OPEN, Course, CourseDay, Enrolment, MailSettings, Meeting, Order
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.find_course import online_soon
from kurslink.services.overview.meeting_findings import meeting_findings
from kurslink.services.overview.obstacles import Finding, Obstacle
from kurslink.services.overview.people_told import PeopleTold
from kurslink.services.variables.course_values import with_values


@dataclass(frozen=True)
class ReadyLine:
    """A course that begins `on` at `begin`; nothing found means that everything is in place.

    `checked_at`: when its meeting was last compared with Zoom; `is_due`: that is about to happen.
    """

    course: Course
    on: date
    begin: time | None
    findings: tuple[Finding, ...]
    checked_at: datetime | None = None
    is_due: bool = False
    is_checked_today: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether nothing is in the way and Zoom was asked today, where there is a meeting."""
        return not self.findings and (self.is_checked_today or not self.course.online.uses_zoom)


def ready(now: datetime) -> tuple[ReadyLine, ...]:
    """Today's courses, then tomorrow's, by time; a constant number of queries."""
    today = now.astimezone(time_zone()).date()
    courses = list(_loaded(online_soon(today=today, days=1)))
    told = None
    if MailSettings.load().sends_access_data:
        told = PeopleTold.read(courses, today=today)
    lines = (_line(course, told, now=now, today=today) for course in courses)
    return tuple(sorted(lines, key=lambda line: (line.on, line.begin or time.max)))


def _loaded(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    meetings = Meeting.objects.select_related("host")
    enrolments = Enrolment.objects.select_related("participant").order_by()
    return with_values(courses).prefetch_related(
        "days__instructors",
        Prefetch("meetings", meetings),
        Prefetch("orders", Order.objects.filter(state__in=OPEN)),
        Prefetch("enrolments", enrolments),
    )


def _line(course: Course, told: PeopleTold | None, *, now: datetime, today: date) -> ReadyLine:
    on: date = course.next_on  # type: ignore[attr-defined]  # from online_soon
    findings = tuple(_findings(course, told))
    meeting = course.current_meeting() if course.online.uses_zoom else None
    checked_at = meeting.checked_at if meeting else None
    return ReadyLine(
        course,
        on,
        _begin(course, on),
        findings,
        checked_at,
        is_due=bool(meeting and meeting.check_due_at and meeting.check_due_at <= now),
        is_checked_today=bool(checked_at and checked_at.astimezone(time_zone()).date() == today),
    )


def _findings(course: Course, told: PeopleTold | None) -> Iterator[Finding]:
    if course.online.uses_zoom:
        yield from meeting_findings(course)
    elif not (course.online.link or course.online.phone_number):
        yield Finding(Obstacle.NO_WAY_IN)
    if told is not None:
        yield from told.findings(course)


def _begin(course: Course, on: date) -> time | None:
    of_day: list[CourseDay] = [
        day for day in course.days.all() if day.date == on and day.takes_place
    ]
    times = of_day[0].times() if of_day else None
    return times[0] if times else course.starts_at
