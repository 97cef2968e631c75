"""Finds out to which semester each course of a file belongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kurslink.models import Semester
from kurslink.planning.half_years import HalfYear, half_year_of
from kurslink.services.importing.named_semesters import NamedSemesters
from kurslink.sources.course_rows import CourseRow, Rejection, RemarkCode

Key = tuple[str, str]
"""Semester code and course number, case folded."""

_LONGEST_CODE = 20

PlacedRow = tuple[str, CourseRow]
"""The code of the semester, and the course."""


@dataclass(frozen=True)
class Placement:
    """Rows with the code of their semester, semesters to be made, and rows that have none."""

    rows: tuple[PlacedRow, ...]
    new: tuple[HalfYear, ...]
    rejected: tuple[Rejection, ...]


def place_rows(rows: Iterable[CourseRow], semester_code: str | None) -> Placement:
    """Find the semester of each row: the file's, else `semester_code`, else that of its first day.

    A row that fits none, and rows of one semester that share a number, are rejected.
    """
    known = NamedSemesters()
    made: dict[str, HalfYear] = {}
    placed: list[PlacedRow] = []
    rejected: list[Rejection] = []
    for row in rows:
        code = row.semester_code or semester_code
        home = known.find(code) if code else _covering(known, row)
        half_year = None if home else _half_year(row, code)
        if home:
            placed.append((home.code, row))
        elif code and len(code) > _LONGEST_CODE:
            rejected.append(_code_too_long(row, code))
        elif half_year:
            made.setdefault(half_year.code, half_year)
            placed.append((half_year.code, row))
        else:
            rejected.append(_without_date(row))
    named, shared = _of_one_number(placed)
    codes = {code for code, _ in named}
    new = tuple(half_year for code, half_year in made.items() if code in codes)
    return Placement(named, new, (*rejected, *shared))


def _of_one_number(
    placed: Iterable[PlacedRow],
) -> tuple[tuple[PlacedRow, ...], tuple[Rejection, ...]]:
    """Rows whose number is theirs alone in their semester; of the others none can be told apart.

    Taking the first would give one course's meeting to another as soon as the file is sorted anew.
    """
    sharing: dict[Key, list[PlacedRow]] = {}
    for code, row in placed:
        sharing.setdefault((code, row.number.casefold()), []).append((code, row))
    alone = tuple(rows[0] for rows in sharing.values() if len(rows) == 1)
    shared = (rows for rows in sharing.values() if len(rows) > 1)
    return alone, tuple(_shared(code, row, rows) for rows in shared for code, row in rows)


def _shared(code: str, row: CourseRow, rows: Iterable[PlacedRow]) -> Rejection:
    lines = ", ".join(str(each.source_line) for _, each in rows)
    data = (("number", row.number), ("lines", lines))
    return Rejection(row.source_line, "kurs", RemarkCode.NUMBER_SHARED, row.number, code, data)


def _without_date(row: CourseRow) -> Rejection:
    """Neither a known semester nor a date says where the course belongs."""
    code = RemarkCode.DATE_MISSING
    return Rejection(row.source_line, "kurs", code, row.number, row.semester_code)


def _code_too_long(row: CourseRow, code: str) -> Rejection:
    """A semester of that name is not there, and none can be made with such a code."""
    data = (("count", str(len(code))), ("limit", str(_LONGEST_CODE)))
    return Rejection(row.source_line, "SEMESTER", RemarkCode.TOO_LONG, row.number, code, data)


def _covering(semesters: NamedSemesters, row: CourseRow) -> Semester | None:
    first = _first_day(row)
    return next((each for each in semesters if first and each.covers(first)), None)


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
