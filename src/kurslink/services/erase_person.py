"""Deletes one person (Art. 17 DSGVO): participant or instructor."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kurslink.models import (
    Course,
    CourseStatus,
    Deletion,
    DeletionKind,
    Event,
    Instructor,
    Participant,
    last_day,
)
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.journal.record import record
from kurslink.services.retention.erasure import erase_instructor, erase_participants
from kurslink.services.rights import Actor, Right


def erase_person(person: Participant | Instructor, *, actor: Actor, now: datetime) -> Deletion:
    """Delete `person` everywhere; what is left is a report without a name.

    Raises Refusal (PERSON_IN_COURSE, PERSON_TEACHES) while the person is expected in a course.
    """
    actor.require(Right.PRIVACY)
    with transaction.atomic():
        person._meta.default_manager.select_for_update().filter(pk=person.pk).first()  # type: ignore[union-attr]  # our models have one
        require_erasable(person, now=now)
        record(actor, Event.PERSON_DELETED, person)
        counts = (
            erase_instructor(person)
            if isinstance(person, Instructor)
            else erase_participants([person.pk])
        )
        return Deletion.objects.create(
            kind=DeletionKind.PERSON,
            started_by=actor.reference,
            started_at=now,
            ended_at=now,
            counts={thing.value: count for thing, count in counts.items() if count},
        )


def require_erasable(person: Participant | Instructor, *, now: datetime) -> None:
    """Raise Refusal naming the courses in which the person is still expected.

    Mails of a cancelled course that is still to come may name who would have taught it.
    """
    if isinstance(person, Instructor):
        code, courses = RefusalCode.PERSON_TEACHES, taught_by(Course.objects.all(), person)
        courses = _not_over(courses, now)
    else:
        placed = person.enrolments.filter(HAS_PLACE).order_by().values("course")
        code, courses = RefusalCode.PERSON_IN_COURSE, Course.objects.filter(pk__in=placed)
        courses = _not_over(courses, now).exclude(status=CourseStatus.CANCELLED)
    if numbers := list(courses.values_list("number", flat=True)):
        raise Refusal(code, name=str(person), courses=", ".join(numbers))


def _not_over(courses: "QuerySet[Course]", now: datetime) -> "QuerySet[Course]":
    """A course without any date may still come."""
    today = now.astimezone(time_zone()).date()
    coming = Q(last_day=None) | Q(last_day__gte=today)
    return courses.annotate(last_day=last_day()).filter(coming)
