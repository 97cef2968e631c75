"""Says who teaches a course: the office may add and remove instructors."""

from django.db import transaction

from kurslink.models import Course, Event, Instructor
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def add_to_course(course: Course, person: Instructor, *, actor: Actor) -> None:
    """Let `person` teach `course`; done twice nothing happens."""
    actor.require(Right.EDIT)
    with transaction.atomic():
        if not course.instructors.filter(pk=person.pk).exists():
            course.instructors.add(person)
            record(actor, Event.COURSE_INSTRUCTORS_CHANGED, course, added=[person.pk])


def remove_from_course(course: Course, person: Instructor, *, actor: Actor) -> None:
    """Take `person` out of `course` and of its single days; done twice nothing happens."""
    actor.require(Right.EDIT)
    days = person.days.filter(course=course)
    with transaction.atomic():
        if course.instructors.filter(pk=person.pk).exists() or days.exists():
            course.instructors.remove(person)
            person.days.remove(*days)
            record(actor, Event.COURSE_INSTRUCTORS_CHANGED, course, removed=[person.pk])
