"""Takes a course file over: adds and changes, marks what has left the export, deletes nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from kurslink.models import Course, CourseDay, Instructor, OnlineDetails, Semester
from kurslink.services.importing.compare_courses import (
    Comparison,
    CourseChange,
    compare_courses,
    course_fields,
)
from kurslink.services.importing.file_people import FIELDS, PersonKey, key_of, people_named
from kurslink.services.importing.one_at_a_time import wait_for_other_imports
from kurslink.services.importing.recognise_people import recognise_people
from kurslink.services.importing.record_import import record_import
from kurslink.services.rights import Actor, Right
from kurslink.sources.course_rows import CourseFile, CourseRow, DayRow, InstructorRow

_BATCH = 1_000


def import_courses(
    file: CourseFile,
    *,
    actor: Actor,
    now: datetime,
    semester_code: str | None = None,
    dry_run: bool = False,
) -> Comparison:
    """Import `file` in one transaction and say what was done; with `dry_run` only say it.

    The same file again changes nothing. Raises Refusal (right missing, semester not to be found).
    """
    actor.require(Right.IMPORT)
    if dry_run:
        return compare_courses(recognise_people(file), semester_code=semester_code)
    with transaction.atomic():
        wait_for_other_imports()
        file = recognise_people(file)
        comparison = compare_courses(file, semester_code=semester_code)
        new = _carry_out(comparison, people_named(file.courses), now)
        record_import(comparison, new, actor=actor)
    return comparison


def _carry_out(
    comparison: Comparison, named: Mapping[PersonKey, InstructorRow], now: datetime
) -> list[Course]:
    """The courses that are new."""
    for half_year in comparison.new_semesters:
        Semester.objects.create(
            code=half_year.code,
            name=half_year.name,
            first_on=half_year.first_on,
            last_on=half_year.last_on,
        )
    people = _people(named)
    new = _add(comparison.new, people, now)
    for change in comparison.changed:
        _change(change, people, now)
    Course.objects.filter(pk__in=[c.pk for c in comparison.missing]).update(missing_since=now)
    Course.objects.filter(pk__in=[c.pk for c in comparison.returned]).update(missing_since=None)
    return new


def _people(named: Mapping[PersonKey, InstructorRow]) -> dict[PersonKey, Instructor]:
    """Every instructor the file names, added or brought up to date."""
    held = {key_of(person): person for person in Instructor.objects.all()}
    added = [_instructor(person) for key, person in named.items() if key not in held]
    altered = [
        held[key] for key, person in named.items() if key in held and _bring_up(held[key], person)
    ]
    Instructor.objects.bulk_create(added, batch_size=_BATCH)
    Instructor.objects.bulk_update(altered, FIELDS, batch_size=_BATCH)
    return held | {key_of(person): person for person in added}


def _instructor(person: InstructorRow) -> Instructor:
    values = {name: getattr(person, name) for name in FIELDS}
    return Instructor(number=person.number, **values)


def _bring_up(held: Instructor, person: InstructorRow) -> bool:
    """Take over what the file says about `held`; whether anything was new."""
    differing = [n for n in FIELDS if getattr(held, n) != str(getattr(person, n))]
    for name in differing:
        setattr(held, name, str(getattr(person, name)))
    return bool(differing)


def _add(
    new: Iterable[tuple[str, CourseRow]], people: Mapping[PersonKey, Instructor], now: datetime
) -> list[Course]:
    semesters = {semester.code: semester for semester in Semester.objects.all()}
    pairs = [
        (
            Course.new(
                semester=semesters[code], number=row.number, changed_at=now, **course_fields(row)
            ),
            row,
        )
        for code, row in new
    ]
    Course.objects.bulk_create([course for course, _ in pairs], batch_size=_BATCH)
    OnlineDetails.objects.bulk_create(
        [OnlineDetails(course=course) for course, _ in pairs], batch_size=_BATCH
    )
    _add_days([(course, day) for course, row in pairs for day in row.days], people)
    links = Course.instructors.through
    links.objects.bulk_create(
        [
            links(course_id=course.pk, instructor_id=people[key_of(person)].pk)
            for course, row in pairs
            for person in row.instructors
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    return [course for course, _ in pairs]


def _add_days(
    wanted: Iterable[tuple[Course, DayRow]], people: Mapping[PersonKey, Instructor]
) -> None:
    pairs = [(_day(course, row), row) for course, row in wanted]
    CourseDay.objects.bulk_create([day for day, _ in pairs], batch_size=_BATCH)
    links = CourseDay.instructors.through
    links.objects.bulk_create(
        [
            links(courseday_id=day.pk, instructor_id=people[key_of(person)].pk)
            for day, row in pairs
            for person in row.instructors
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def _day(course: Course, row: DayRow) -> CourseDay:
    return CourseDay(
        course=course,
        date=row.date,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room=row.room.label,
        is_imported=True,
    )


def _change(change: CourseChange, people: Mapping[PersonKey, Instructor], now: datetime) -> None:
    course = change.course
    for field in change.fields:
        setattr(course, field.name, field.new)
    if change.concerns_zoom:
        course.changed_at = now
    # These fields only: what somebody edits at this moment stays.
    course.save(update_fields=[*(field.name for field in change.fields), "changed_at"])
    if change.instructors_change:
        course.instructors.set(people[key_of(person)] for person in change.row.instructors)
    _add_days([(course, day) for day in change.added_days], people)
    for held, wanted in change.changed_days:
        held.ends_at, held.missing_since = wanted.ends_at, None
        if "room" not in change.row.unsaid:
            held.room = wanted.room.label
        held.save(update_fields=["ends_at", "room", "missing_since"])
    CourseDay.objects.filter(pk__in=[day.pk for day in change.missing_days]).update(
        missing_since=now
    )
