"""Which course days need a licence, and whose: from our rows, nothing is asked of Zoom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from kurslink.models import ZOOM, Course, CourseDay, CourseStatus
from kurslink.models.course_day import minutes_between
from kurslink.planning.hosts import Window


@dataclass(frozen=True, slots=True)
class CourseTime:
    """One day of an online course with Zoom; `window` in naive local time, its course's id in it.

    `host_id` and `account_id` are None while the office has not chosen.
    """

    window: Window
    number: str
    title: str
    host_id: int | None
    account_id: int | None


class _Row(NamedTuple):
    course_id: int
    number: str
    title: str
    host_id: int | None
    account_id: int | None
    on: date
    begin: time | None
    end: time | None


def course_times(first: date, last: date) -> list[CourseTime]:
    """Those that begin from `first` to `last`, by time; two queries.

    Days that do not take place or are not meant for Zoom need no licence, days without a time
    cannot be placed. Without any Kurstage „Datum von" is the day (decision 20).
    """
    rows = (*_from_days(first, last), *_from_first_page(first, last))
    return sorted(_times(rows), key=lambda each: (each.window.start, each.number))


def _from_days(first: date, last: date) -> Iterator[_Row]:
    days = CourseDay.objects.filter(
        date__range=(first, last), is_cancelled=False, missing_since=None, is_selected=True
    ).filter(course__in=_zoom_courses())
    values = days.order_by().values_list(
        "course_id",
        "course__number",
        "course__title",
        "course__online__host_id",
        "course__online__account_id",
        "date",
        Coalesce(F("starts_at"), F("course__starts_at")),
        Coalesce(F("ends_at"), F("course__ends_at")),
    )
    yield from map(_Row._make, values)


def _from_first_page(first: date, last: date) -> Iterator[_Row]:
    days = CourseDay.objects.filter(course=OuterRef("pk"))
    courses = _zoom_courses().filter(~Exists(days), starts_on__range=(first, last))
    values = courses.order_by().values_list(
        "pk",
        "number",
        "title",
        "online__host_id",
        "online__account_id",
        "starts_on",
        "starts_at",
        "ends_at",
    )
    yield from map(_Row._make, values)


def _zoom_courses() -> "QuerySet[Course]":
    marked = Course.objects.filter(online__is_online=True, online__software__name=ZOOM)
    return marked.exclude(status=CourseStatus.CANCELLED)


def _times(rows: Iterable[_Row]) -> Iterator[CourseTime]:
    for row in rows:
        if row.begin is None or row.end is None:
            continue
        start = datetime.combine(row.on, row.begin)
        end = start + timedelta(minutes=minutes_between(row.begin, row.end))
        window = Window(start, end, row.course_id)
        yield CourseTime(window, row.number, row.title, row.host_id, row.account_id)
