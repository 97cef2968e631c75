"""Makes the days of a course those a program names: matched by their moment, so that ids stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kurslink.models import Course, CourseDay, Event
from kurslink.services.edit_course_days import DayValues
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


@dataclass(frozen=True)
class GivenDay:
    """A day as a program names it; None leaves as it is whether the day is cancelled."""

    values: DayValues
    is_cancelled: bool | None = None


def replace_course_days(
    course: Course, days: Sequence[GivenDay], *, actor: Actor, now: datetime
) -> bool:
    """Add and change days, and mark those no longer named as gone; whether anything changed.

    Days the office entered by hand are left alone, as with an import. Raises Refusal (DAY_TWICE).
    """
    actor.require(Right.EDIT)
    _require_distinct(days)
    with transaction.atomic():
        held = {(day.date, day.starts_at): day for day in course.days.all()}
        before = {_known_to_zoom(day) for day in held.values()}
        wanted = {(each.values.date, each.values.starts_at): each for each in days}
        changed = [_bring_up(held.get(at), course, each, actor) for at, each in wanted.items()]
        gone = [day for at, day in held.items() if at not in wanted and _may_go(day)]
        for day in gone:
            day.missing_since = now
            day.save(update_fields=["missing_since"])
            _record(actor, day, "cancelled")
        after = {_known_to_zoom(day) for day in CourseDay.objects.filter(course=course)}
        if before != after:
            course.changed_at = now
            course.save(update_fields=["changed_at"])
    return any(changed) or bool(gone)


def _require_distinct(days: Sequence[GivenDay]) -> None:
    seen = set()
    for each in days:
        moment = (each.values.date, each.values.starts_at)
        if moment in seen:
            date, time = moment
            raise Refusal(RefusalCode.DAY_TWICE, date=date, time=time, attribute="course_days")
        seen.add(moment)


def _known_to_zoom(day: CourseDay) -> tuple[object, ...]:
    return (day.date, day.starts_at, day.ends_at, day.takes_place)


def _may_go(day: CourseDay) -> bool:
    return day.is_imported and day.missing_since is None


def _record(actor: Actor, day: CourseDay, change: str) -> None:
    said = {"date": day.date, "starts_at": day.starts_at, "change": change}
    record(actor, Event.COURSE_DAYS_CHANGED, day.course, **said)


def _bring_up(day: CourseDay | None, course: Course, given: GivenDay, actor: Actor) -> bool:
    """Make `day`, or a new one, what was given; whether anything was new."""
    values = given.values
    wanted: dict[str, object] = {
        "ends_at": values.ends_at,
        "room": values.room,
        "note": values.note,
        "missing_since": None,
    }
    if given.is_cancelled is not None:
        wanted["is_cancelled"] = given.is_cancelled
    if day is None:
        moment = {"date": values.date, "starts_at": values.starts_at, "is_imported": True}
        day = CourseDay.objects.create(course=course, **moment, **wanted)
        _record(actor, day, "added")
        return True
    differing = [name for name, value in wanted.items() if getattr(day, name) != value]
    for name in differing:
        setattr(day, name, wanted[name])
    if differing:
        day.save(update_fields=differing)
        _record(actor, day, "changed")
    return bool(differing)
