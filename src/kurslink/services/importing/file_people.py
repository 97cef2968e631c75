"""Who a course file names: each person once, however often and differently it describes them."""

from collections.abc import Iterable
from itertools import chain

from kurslink.models import Instructor
from kurslink.sources.course_rows import CourseRow, InstructorRow

PersonKey = tuple[str, str, str, str]

FIELDS = ("salutation", "title", "first_name", "last_name", "email")
"""What a file says about a person beside the number."""


def key_of(person: InstructorRow | Instructor) -> PersonKey:
    """The number names a person for ever; without one, name and address have to do."""
    if person.number:
        return (person.number, "", "", "")
    return ("", person.first_name, person.last_name, person.email.casefold())


def description_of(person: InstructorRow | Instructor) -> tuple[str, ...]:
    """Everything kept about a person, to compare a row with what is stored."""
    return (person.number, *(str(getattr(person, name)) for name in FIELDS))


def people_named(rows: Iterable[CourseRow]) -> dict[PersonKey, InstructorRow]:
    """Everybody the courses and their days name; the last description of a person holds.

    One for the whole file: otherwise two descriptions would replace each other at every import.
    """
    return {key_of(person): person for row in rows for person in everybody(row)}


def everybody(row: CourseRow) -> Iterable[InstructorRow]:
    """Who teaches the course, and who teaches single days of it."""
    return chain(row.instructors, *(day.instructors for day in row.days))
