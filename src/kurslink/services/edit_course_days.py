"""Adds and changes course days; a day is cancelled, never deleted: its history stays."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from kurslink.models import Course, CourseDay, Event
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import changes_between, record, snapshot
from kurslink.services.rights import Actor, Right

_NAMES = ("date", "starts_at", "ends_at", "room", "note")


@dataclass(frozen=True)
class DayValues:
    """What the office says about a day; without own times those of the „1. Seite" hold."""

    date: date
    starts_at: time | None
    ends_at: time | None
    room: str = ""
    note: str = ""


def add_course_day(course: Course, *, actor: Actor, now: datetime, values: DayValues) -> CourseDay:
    """A new day of `course`. Raises Refusal (DAY_TWICE: one begins at that moment already)."""
    actor.require(Right.EDIT)
    day = CourseDay(course=course)
    _take_over(day, values)
    with transaction.atomic():
        _save(day)
        _course_changed(course, now)
        _record(actor, day, change="added")
    return day


def change_course_day(day: CourseDay, *, actor: Actor, now: datetime, values: DayValues) -> None:
    """Give `day` other values; only its moment concerns Zoom. Raises Refusal (DAY_TWICE)."""
    actor.require(Right.EDIT)
    before, held = (day.date, day.times()), snapshot(day, _NAMES)
    _take_over(day, values)
    with transaction.atomic():
        _save(day)
        if (day.date, day.times()) != before:
            _course_changed(day.course, now)
        if changed := changes_between(held, snapshot(day, _NAMES), hidden=("note",)):
            _record(actor, day, change="changed", **changed)


def cancel_course_day(day: CourseDay, *, actor: Actor, now: datetime) -> None:
    """Let `day` not take place (entfällt)."""
    _set_cancelled(day, actor=actor, now=now, is_cancelled=True)


def restore_course_day(day: CourseDay, *, actor: Actor, now: datetime) -> None:
    """Let `day` take place after all, also one that had left the export; it is sent again."""
    day.is_selected = True
    _set_cancelled(day, actor=actor, now=now, is_cancelled=False)


def _set_cancelled(day: CourseDay, *, actor: Actor, now: datetime, is_cancelled: bool) -> None:
    actor.require(Right.EDIT)
    took_place = day.takes_place
    day.is_cancelled = is_cancelled
    if not is_cancelled and day.missing_since is not None:
        day.missing_since = None
        day.is_imported = False  # the office's own now: the next import must not take it away
    with transaction.atomic():
        day.save(update_fields=["is_cancelled", "missing_since", "is_selected", "is_imported"])
        if day.takes_place != took_place:
            _course_changed(day.course, now)
        _record(actor, day, change="cancelled" if is_cancelled else "restored")


def _take_over(day: CourseDay, values: DayValues) -> None:
    day.date = values.date
    day.starts_at = values.starts_at
    day.ends_at = values.ends_at
    day.room = values.room
    day.note = values.note


def _save(day: CourseDay) -> None:
    """Save; the database knows best whether another day begins at the same moment."""
    try:
        with transaction.atomic():
            day.save()
    except IntegrityError as error:
        raise Refusal(
            RefusalCode.DAY_TWICE, date=day.date, time=day.starts_at, attribute="starts_at"
        ) from error


def _record(actor: Actor, day: CourseDay, **values: Any) -> None:
    said = {"date": day.date, "starts_at": day.starts_at} | values
    record(actor, Event.COURSE_DAYS_CHANGED, day.course, **said)


def _course_changed(course: Course, now: datetime) -> None:
    course.changed_at = now
    course.save(update_fields=["changed_at"])
