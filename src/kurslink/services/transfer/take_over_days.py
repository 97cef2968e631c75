"""Carries out what „Aus Zoom übernehmen" decided about course days."""

from collections.abc import Iterable
from datetime import time

from django.db import IntegrityError, transaction

from kurslink.models import Course, CourseDay
from kurslink.planning.days import Day
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.transfer.take_over import (
    AddDay,
    CancelDay,
    DayChange,
    MoveDay,
    RestoreDay,
)


def carry_out_days(course: Course, changes: Iterable[DayChange]) -> None:
    """Change the Kurstage of `course`; Zoom holds them already, so nothing falls due.

    Raises Refusal(DAY_TWICE).
    """
    for change in changes:
        match change:
            case MoveDay(None, before, after):
                _move_first_page(course, before, after)
            case MoveDay(int() as day_id, _before, after):
                _move(CourseDay.objects.get(pk=day_id), after)
            case AddDay(day):
                _save(CourseDay(course=course, date=day.start.date()), day)
            case RestoreDay(day_id, day):
                _restore(CourseDay.objects.get(pk=day_id), day)
            case CancelDay(day_id):
                CourseDay.objects.filter(pk=day_id).update(is_cancelled=True)


def _move(day: CourseDay, after: Day) -> None:
    """An imported day that begins at another moment is called off, and an own one takes its place.

    The next import finds the imported one where the export has it, and leaves the own one alone.
    """
    moves = (day.date, _begin(day)) != (after.start.date(), after.start.time())
    if not day.is_imported or not moves:
        _save(day, after)
        return
    people = list(day.instructors.all())
    CourseDay.objects.filter(pk=day.pk).update(is_cancelled=True)
    own = CourseDay(course=day.course, date=after.start.date(), room=day.room, note=day.note)
    _save(own, after)
    own.instructors.set(people)


def _restore(day: CourseDay, to: Day) -> None:
    if day.missing_since is not None:
        day.is_imported = False  # the office's own now, as when it is restored by hand
    day.missing_since, day.is_cancelled, day.is_selected = None, False, True
    _save(day, to)


def _save(day: CourseDay, to: Day) -> None:
    """Save `day` at `to`; it keeps the times of the 1. Seite if they are the same."""
    day.date = to.start.date()
    if day.times() != (to.start.time(), to.end.time()):
        day.starts_at, day.ends_at = to.start.time(), to.end.time()
    try:
        with transaction.atomic():
            day.save()
    except IntegrityError as error:
        raise Refusal(RefusalCode.DAY_TWICE, date=day.date, time=day.starts_at) from error


def _begin(day: CourseDay) -> time | None:
    times = day.times()
    return times[0] if times else None


def _move_first_page(course: Course, before: Day, after: Day) -> None:
    """„Datum bis" goes along, so that it never lies before „Datum von"."""
    if course.ends_on is not None:
        course.ends_on = max(
            course.ends_on + (after.start.date() - before.start.date()), after.start.date()
        )
    course.starts_on = after.start.date()
    course.starts_at, course.ends_at = after.start.time(), after.end.time()
    course.save(update_fields=["starts_on", "ends_on", "starts_at", "ends_at"])
