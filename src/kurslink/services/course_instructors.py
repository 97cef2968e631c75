"""Says who teaches a course: the office may add and remove instructors."""

from kurslink.models import Course, Instructor
from kurslink.services.rights import Actor, Right


def add_to_course(course: Course, person: Instructor, *, actor: Actor) -> None:
    """Let `person` teach `course`; done twice nothing happens."""
    actor.require(Right.EDIT)
    course.instructors.add(person)


def remove_from_course(course: Course, person: Instructor, *, actor: Actor) -> None:
    """Take `person` out of `course` and of its single days; done twice nothing happens."""
    actor.require(Right.EDIT)
    course.instructors.remove(person)
    person.days.remove(*person.days.filter(course=course))
