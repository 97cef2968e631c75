"""Decides what a course file would change, without changing anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from kurslink.models import Course, CourseDay, CourseStatus
from kurslink.planning.half_years import HalfYear
from kurslink.services.importing.file_people import PersonKey, description_of, key_of, people_named
from kurslink.services.importing.named_semesters import NamedSemesters
from kurslink.services.importing.place_rows import Key, PlacedRow, place_rows
from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    DayRow,
    InstructorRow,
    Rejection,
    RemarkCode,
    SourceWarning,
)

Moment = tuple[date, time | None]
_DayChanges = tuple[tuple[DayRow, ...], tuple[tuple[CourseDay, DayRow], ...], tuple[CourseDay, ...]]
"""Days to add, to change, and to mark as missing."""

# Fields a file may change.
_FIELDS = (
    "title",
    "starts_on",
    "starts_at",
    "ends_at",
    "subtitle",
    "department_code",
    "department",
    "ends_on",
    "place",
    "room",
    "minimum",
    "maximum",
    "enrolled",
    "waiting",
    "status",
)


@dataclass(frozen=True)
class FieldChange:
    """One field of a course that the file gives another value."""

    name: str
    old: object
    new: object


@dataclass(frozen=True)
class CourseChange:
    """What the file changes about a course we know."""

    course: Course
    row: CourseRow
    fields: tuple[FieldChange, ...]
    added_days: tuple[DayRow, ...]
    changed_days: tuple[tuple[CourseDay, DayRow], ...]
    missing_days: tuple[CourseDay, ...]
    instructors_change: bool

    @property
    def concerns_zoom(self) -> bool:
        """Whether a transferred meeting would have to follow."""
        changed = {change.name for change in self.fields}
        return self._moves_days or not changed.isdisjoint(_sent_to_zoom(self.course))

    @property
    def is_empty(self) -> bool:
        """Whether the file says what we know already."""
        days = self.added_days or self.changed_days or self.missing_days
        return not (self.fields or self.instructors_change or days)

    @property
    def _moves_days(self) -> bool:
        altered = any(
            held.missing_since or held.ends_at != row.ends_at for held, row in self.changed_days
        )
        gone = any(day.takes_place for day in self.missing_days)
        return bool(self.added_days) or altered or gone


def _sent_to_zoom(course: Course) -> set[str]:
    """The fields Zoom would learn of: Kurstage outrank the „1. Seite" (decision 20)."""
    days = course.days.all()
    if not days:
        return {"title", "starts_on", "starts_at", "ends_at"}
    all_timed = all(day.starts_at and day.ends_at for day in days)
    return {"title"} if all_timed else {"title", "starts_at", "ends_at"}


@dataclass(frozen=True)
class Comparison:
    """A file against the database: what an import would do, and what it leaves out."""

    new: tuple[tuple[str, CourseRow], ...]
    changed: tuple[CourseChange, ...]
    unchanged: tuple[Course, ...]
    returned: tuple[Course, ...]
    missing: tuple[Course, ...]
    rejected: tuple[Rejection, ...]
    warnings: tuple[SourceWarning, ...]
    new_semesters: tuple[HalfYear, ...] = field(default=())


def compare_courses(file: CourseFile, *, semester_code: str | None = None) -> Comparison:
    """Compare `file` with what is stored; reads rows only.

    The semester of a course is the file's, else `semester_code`, else the half-year of its first
    day; a course with none of these is rejected. "No longer in the export" looks only at semesters
    that occur in the file.
    """
    placement = place_rows(file.courses, semester_code)
    known = _known({code for code, _ in placement.rows})
    placed, untitled = _with_title(placement.rows, known)
    rejected = (*file.rejected, *placement.rejected, *untitled)
    new, changed, unchanged = _sort(placed, known, people_named(file.courses))
    present = {(code, row.number.casefold()) for code, row in placed}
    seen = present | _keys_of_rejected(rejected, {code for code, _ in placed})
    missing = tuple(c for key, c in known.items() if key not in seen and c.missing_since is None)
    returned = tuple(
        c for key, c in known.items() if key in present and c.missing_since is not None
    )
    return Comparison(
        new, changed, unchanged, returned, missing, rejected, file.warnings, placement.new
    )


def _known(codes: set[str]) -> dict[Key, Course]:
    courses = (
        Course.objects.filter(semester__code__in=codes)
        .select_related("semester")
        .prefetch_related("days", "instructors")
    )
    return {(course.semester.code, course.number.casefold()): course for course in courses}


def _with_title(
    rows: Iterable[PlacedRow], known: Mapping[Key, Course]
) -> tuple[tuple[PlacedRow, ...], tuple[Rejection, ...]]:
    """A file without titles may change courses, but a new one would have none."""
    placed, untitled = [], []
    for code, row in rows:
        if row.title or (code, row.number.casefold()) in known:
            placed.append((code, row))
        else:
            reason = RemarkCode.TITLE_MISSING
            untitled.append(Rejection(row.source_line, "KURSTITEL", reason, row.number, code))
    return tuple(placed), tuple(untitled)


def _keys_of_rejected(rejected: Iterable[Rejection], codes: set[str]) -> set[Key]:
    """Courses the file names but that could not be read: they have not left the export."""
    semesters = NamedSemesters()
    return {
        (code, rejection.number.casefold())
        for rejection in rejected
        for code in (
            {semesters.code_of(rejection.semester_code)} if rejection.semester_code else codes
        )
        if code is not None
    }


def _sort(
    placed: Iterable[PlacedRow],
    known: Mapping[Key, Course],
    people: Mapping[PersonKey, InstructorRow],
) -> tuple[tuple[PlacedRow, ...], tuple[CourseChange, ...], tuple[Course, ...]]:
    new, changed, unchanged = [], [], []
    for code, row in placed:
        course = known.get((code, row.number.casefold()))
        if course is None:
            new.append((code, row))
            continue
        change = _change(course, row, people)
        if change.is_empty:
            unchanged.append(course)
        else:
            changed.append(change)
    return tuple(new), tuple(changed), tuple(unchanged)


def _change(
    course: Course, row: CourseRow, people: Mapping[PersonKey, InstructorRow]
) -> CourseChange:
    wanted = course_fields(row, course.status)
    fields = tuple(
        FieldChange(name, getattr(course, name), wanted[name])
        for name in _FIELDS
        if name not in row.unsaid and getattr(course, name) != wanted[name]
    )
    no_days: _DayChanges = ((), (), ())
    added, altered, missing = no_days if "days" in row.unsaid else _day_changes(course, row)
    other_people = "instructors" not in row.unsaid and _instructors_differ(course, row, people)
    return CourseChange(course, row, fields, added, altered, missing, other_people)


def course_fields(row: CourseRow, status: str = CourseStatus.PLANNED) -> dict[str, object]:
    """The fields of a Course that `row` gives. A file may cancel a course, never revive one."""
    return {
        "title": row.title,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "subtitle": row.subtitle,
        "department_code": row.department_code,
        "department": row.department,
        "place": row.place,
        "room": row.room.label,
        "minimum": row.minimum,
        "maximum": row.maximum,
        "enrolled": row.enrolled,
        "waiting": row.waiting,
        "status": CourseStatus.CANCELLED.value if row.is_cancelled else status,
    }


def _day_changes(course: Course, row: CourseRow) -> _DayChanges:
    """Days to add, to change and to mark as missing; the office's own days are left alone."""
    held: dict[Moment, CourseDay] = {(day.date, day.starts_at): day for day in course.days.all()}
    wanted = {(day.date, day.starts_at): day for day in row.days}
    added = tuple(day for moment, day in wanted.items() if moment not in held)
    altered = tuple(
        (held[moment], day)
        for moment, day in wanted.items()
        if moment in held and _day_differs(held[moment], day, row.unsaid)
    )
    missing = tuple(
        day
        for moment, day in held.items()
        if moment not in wanted and day.is_imported and day.missing_since is None
    )
    return added, altered, missing


def _day_differs(held: CourseDay, wanted: DayRow, unsaid: frozenset[str]) -> bool:
    other_room = "room" not in unsaid and held.room != wanted.room.label
    return other_room or (held.ends_at, held.missing_since) != (wanted.ends_at, None)


def _instructors_differ(
    course: Course, row: CourseRow, people: Mapping[PersonKey, InstructorRow]
) -> bool:
    held = {description_of(person) for person in course.instructors.all()}
    wanted = {description_of(people[key_of(person)]) for person in row.instructors}
    return held != wanted
