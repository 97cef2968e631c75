"""Recognises instructors a file knows by name only: Open-vhs and tables give no number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kurslink.models import Instructor
from kurslink.services.importing.file_people import everybody
from kurslink.sources.course_rows import CourseFile, CourseRow, InstructorRow, Salutation

_Name = tuple[str, str]


def recognise_people(file: CourseFile) -> CourseFile:
    """`file` with what is stored about people it names only, where the name is one person's.

    Otherwise a file without addresses would put a second, mute person beside the one we can reach.
    """
    if not any(_has_only_a_name(person) for row in file.courses for person in everybody(row)):
        return file
    known = _known_by_name()
    return replace(file, courses=tuple(_recognised(row, known) for row in file.courses))


def _has_only_a_name(person: InstructorRow) -> bool:
    return not person.number and not person.email


def _name(person: InstructorRow | Instructor) -> _Name:
    return person.first_name.casefold(), person.last_name.casefold()


def _known_by_name() -> Mapping[_Name, InstructorRow]:
    found: dict[_Name, list[Instructor]] = defaultdict(list)
    for person in Instructor.objects.filter(salutation__in=Salutation):
        found[_name(person)].append(person)
    return {name: _row(people[0]) for name, people in found.items() if len(people) == 1}


def _row(person: Instructor) -> InstructorRow:
    return InstructorRow(
        person.number,
        Salutation(person.salutation),
        person.title,
        person.first_name,
        person.last_name,
        person.email,
    )


def _recognised(row: CourseRow, known: Mapping[_Name, InstructorRow]) -> CourseRow:
    days = tuple(
        replace(day, instructors=_each(day.instructors, known)) if day.instructors else day
        for day in row.days
    )
    return replace(row, instructors=_each(row.instructors, known), days=days)


def _each(
    people: Iterable[InstructorRow], known: Mapping[_Name, InstructorRow]
) -> tuple[InstructorRow, ...]:
    return tuple(
        known.get(_name(person), person) if _has_only_a_name(person) else person
        for person in people
    )
