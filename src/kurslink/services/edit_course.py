"""Changes what stands on the „1. Seite" of a course."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q

from kurslink.models import Course, CourseStatus, Event
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import Actor, Right


@dataclass(frozen=True)
class CourseValues:
    """The fields of the „1. Seite" the office may change; number and semester name the course."""

    title: str
    subtitle: str
    department: str
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    place: str
    room: str
    kind: str
    is_bamf: bool
    is_artists_fund: bool
    is_new: bool
    status: CourseStatus
    minimum: int | None
    maximum: int | None


def edit_course(course: Course, *, actor: Actor, now: datetime, values: CourseValues) -> bool:
    """Store `values`; whether anything changed.

    Raises Refusal; its data name the form field as `attribute`.
    """
    actor.require(Right.EDIT)
    _check(course, values)
    changed = [
        each.name
        for each in fields(values)
        if getattr(course, each.name) != getattr(values, each.name)
    ]
    before = snapshot(course, changed)
    for name in changed:
        setattr(course, name, getattr(values, name))
    if _concern_zoom(course, changed):
        course.changed_at = now
    with transaction.atomic():
        course.save(update_fields=[*changed, "changed_at"])
        record_changes(actor, Event.COURSE_CHANGED, course, before, snapshot(course, changed))
    return bool(changed)


def _check(course: Course, values: CourseValues) -> None:
    if not values.title.strip():
        raise Refusal(RefusalCode.TITLE_MISSING, number=course.number, attribute="title")
    if values.starts_on and values.ends_on and values.ends_on < values.starts_on:
        raise Refusal(RefusalCode.DATES_REVERSED, attribute="ends_on")
    least, most = values.minimum, values.maximum
    if least is not None and most is not None and most < least:
        raise Refusal(RefusalCode.COUNTS_REVERSED, attribute="maximum")


def _concern_zoom(course: Course, changed: list[str]) -> bool:
    """Whether a meeting would have to follow: Kurstage outrank the „1. Seite" (decision 20)."""
    if "title" in changed:
        return True
    if not course.days.exists():
        return not {"starts_on", "starts_at", "ends_at"}.isdisjoint(changed)
    without_time = course.days.filter(Q(starts_at=None) | Q(ends_at=None))
    return not {"starts_at", "ends_at"}.isdisjoint(changed) and without_time.exists()
