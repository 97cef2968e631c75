"""The days of courses as calendar events: how their fields follow from the rows."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import translation

from kurslink.models import Course, CourseDay, CourseStatus, Instructor, Meeting, TransferStep
from kurslink.models.course_day import minutes_between
from kurslink.planning.host_link import makes_host
from kurslink.planning.variables import render
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.variables.course_values import Values, course_values
from kurslink.services.words.catalogue.export_variables import CALENDAR_CANCELLED, CALENDAR_TEXT
from kurslink.sources.calendar_writer import CalendarDay

_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)  # seconds since then fit 31 bits until 2088


def with_sequence(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    """`courses` with the moments their events' SEQUENCE comes from, and who teaches each day.

    Deleted meetings count as well: a sequence never falls.
    """
    meetings = Meeting.objects.filter(course=OuterRef("pk")).exclude(transferred_at=None)
    steps = TransferStep.objects.filter(meeting__course=OuterRef("pk"))
    return courses.annotate(
        newest_transfer=_newest(meetings, "transferred_at"),
        newest_step=_newest(steps, "started_at"),
    ).prefetch_related("days__instructors")


def _newest(rows: "QuerySet[Any]", name: str) -> Subquery:
    return Subquery(rows.order_by(f"-{name}").values(name)[:1])


def calendar_days(
    courses: Iterable[Course],
    *,
    instance_id: UUID,
    hidden: frozenset[str],
    instructor: Instructor | None = None,
) -> Iterator[CalendarDay]:
    """An event for each day of `courses` (from `with_values`, `with_sequence`).

    `hidden` names the variables whose values stay out of the file. With `instructor`, only the
    days this person teaches.
    """
    for course in courses:
        with translation.override(settings.LANGUAGE_CODE):
            values = course_values(course) | dict.fromkeys(hidden, "")
            yield from _Events(course, instance_id, values).of_days(instructor)


def personal_days(course: Course, values: Values, *, instance_id: UUID) -> Iterator[CalendarDay]:
    """An event for each day of `course` as somebody is told it whose mail has `values`."""
    with translation.override(settings.LANGUAGE_CODE):
        yield from _Events(course, instance_id, values).of_days(None)


class _Events:
    """What the events of one course have in common, and how each differs."""

    def __init__(self, course: Course, instance_id: UUID, values: Values) -> None:
        self.course = course
        self.instance_id = instance_id
        self.sequence = _sequence(course)
        self.values = _for_participants(values)

    def of_days(self, instructor: Instructor | None) -> Iterator[CalendarDay]:
        """The Kurstage; without any, „Datum von" and „Uhrzeit von/bis" of the 1. Seite."""
        days = list(self.course.days.all())
        for day in days:
            if instructor is None or _teaches(instructor, day):
                is_cancelled = not day.takes_place or self._is_cancelled
                times, where = day.times(), day.room or self.course.room
                yield self._event(f"kurstag-{day.pk}", day.date, times, where, is_cancelled)
        if not days and self.course.starts_on:
            begin, end = self.course.starts_at, self.course.ends_at
            times = (begin, end) if begin and end else None
            name, on, where = f"kurs-{self.course.pk}", self.course.starts_on, self.course.room
            yield self._event(name, on, times, where, self._is_cancelled)

    @property
    def _is_cancelled(self) -> bool:
        return self.course.status == CourseStatus.CANCELLED

    def _event(
        self, name: str, on: date, times: tuple[time, time] | None, room: str, is_cancelled: bool
    ) -> CalendarDay:
        summary = f"{self.course.title} ({self.course.number})"
        return CalendarDay(
            uid=f"{name}@{self.instance_id}",
            sequence=self.sequence,
            begin=datetime.combine(on, times[0], tzinfo=time_zone()) if times else on,
            minutes=minutes_between(*times) if times else 0,
            summary=str(CALENDAR_CANCELLED).format(summary=summary) if is_cancelled else summary,
            description="" if is_cancelled else render(str(CALENDAR_TEXT), self.values).strip(),
            location=", ".join(part for part in (self.course.place, room) if part),
            url="" if is_cancelled else self.values["WEBIN_LINK"],
            is_cancelled=is_cancelled,
        )


def _sequence(course: Course) -> int:
    """Seconds: rises with what the office changes and with every change we made at Zoom."""
    moments = (course.changed_at, course.newest_transfer, course.newest_step)  # type: ignore[attr-defined]  # from with_sequence
    newest = max(moment for moment in moments if moment is not None)
    return max(0, int((newest - _BEGINNING).total_seconds()))


def _for_participants(values: Values) -> Values:
    """Without a link that makes anybody the host."""
    return values | {"WEBIN_LINK": ""} if makes_host(values["WEBIN_LINK"]) else values


def _teaches(instructor: Instructor, day: CourseDay) -> bool:
    """Named for the day, or teaching the course while nobody is named for the day."""
    return instructor in (day.instructors.all() or day.course.instructors.all())
