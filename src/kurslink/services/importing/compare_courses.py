"""Decides what a course file would change, without changing anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from kurslink.models import Course, CourseDay, CourseStatus, Semester
from kurslink.planning.half_years import HalfYear, half_year_of
from kurslink.services.importing.file_people import PersonKey, description_of, key_of, people_named
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
Key = tuple[str, str]
"""Semester code and course number, case folded."""

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
    placement = _place(file.courses, semester_code)
    placed, rejected = placement.rows, (*file.rejected, *placement.rejected)
    known = _known({code for code, _ in placed})
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


@dataclass(frozen=True)
class _Placement:
    """Rows with the code of their semester, semesters to be made, and rows that have none."""

    rows: tuple[tuple[str, CourseRow], ...]
    new: tuple[HalfYear, ...]
    rejected: tuple[Rejection, ...]


def _place(rows: Iterable[CourseRow], semester_code: str | None) -> _Placement:
    known = {semester.code: semester for semester in Semester.objects.all()}
    made: dict[str, HalfYear] = {}
    placed, rejected = [], []
    for row in rows:
        code = row.semester_code or semester_code
        home = known.get(code) if code else _covering(known, row)
        half_year = None if home else _half_year(row, code)
        if home:
            placed.append((home.code, row))
        elif half_year:
            made.setdefault(half_year.code, half_year)
            placed.append((half_year.code, row))
        else:
            rejected.append(_without_date(row))
    return _Placement(tuple(placed), tuple(made.values()), tuple(rejected))


def _without_date(row: CourseRow) -> Rejection:
    """Neither a known semester nor a date says where the course belongs."""
    code = RemarkCode.DATE_MISSING
    return Rejection(row.source_line, "kurs", code, row.number, row.semester_code)


def _covering(semesters: Mapping[str, Semester], row: CourseRow) -> Semester | None:
    first = _first_day(row)
    return next((each for each in semesters.values() if first and each.covers(first)), None)


def _half_year(row: CourseRow, code: str | None) -> HalfYear | None:
    first = _first_day(row)
    if first is None:
        return None
    natural = half_year_of(first)
    if code is None or code == natural.code:
        return natural
    return HalfYear(code, f"Semester {code}", natural.first_on, natural.last_on)


def _first_day(row: CourseRow) -> date | None:
    return row.days[0].date if row.days else row.starts_on


def _known(codes: set[str]) -> dict[Key, Course]:
    courses = (
        Course.objects.filter(semester__code__in=codes)
        .select_related("semester")
        .prefetch_related("days", "instructors")
    )
    return {(course.semester.code, course.number.casefold()): course for course in courses}


def _keys_of_rejected(rejected: Iterable[Rejection], codes: set[str]) -> set[Key]:
    """Courses the file names but that could not be read: they have not left the export."""
    return {
        (code, rejection.number.casefold())
        for rejection in rejected
        for code in ({rejection.semester_code} if rejection.semester_code else codes)
        if code is not None
    }


def _sort(
    placed: Iterable[tuple[str, CourseRow]],
    known: Mapping[Key, Course],
    people: Mapping[PersonKey, InstructorRow],
) -> tuple[tuple[tuple[str, CourseRow], ...], tuple[CourseChange, ...], tuple[Course, ...]]:
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
        if getattr(course, name) != wanted[name]
    )
    added, altered, missing = _day_changes(course, row)
    return CourseChange(
        course, row, fields, added, altered, missing, _instructors_differ(course, row, people)
    )


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


def _day_changes(
    course: Course, row: CourseRow
) -> tuple[tuple[DayRow, ...], tuple[tuple[CourseDay, DayRow], ...], tuple[CourseDay, ...]]:
    """Days to add, to change and to mark as missing; the office's own days are left alone."""
    held: dict[Moment, CourseDay] = {(day.date, day.starts_at): day for day in course.days.all()}
    wanted = {(day.date, day.starts_at): day for day in row.days}
    added = tuple(day for moment, day in wanted.items() if moment not in held)
    altered = tuple(
        (held[moment], day)
        for moment, day in wanted.items()
        if moment in held and _day_differs(held[moment], day)
    )
    missing = tuple(
        day
        for moment, day in held.items()
        if moment not in wanted and day.is_imported and day.missing_since is None
    )
    return added, altered, missing


def _day_differs(held: CourseDay, wanted: DayRow) -> bool:
    same = (held.ends_at, held.room, held.missing_since) == (
        wanted.ends_at,
        wanted.room.label,
        None,
    )
    return not same


def _instructors_differ(
    course: Course, row: CourseRow, people: Mapping[PersonKey, InstructorRow]
) -> bool:
    held = {description_of(person) for person in course.instructors.all()}
    wanted = {description_of(people[key_of(person)]) for person in row.instructors}
    return held != wanted
