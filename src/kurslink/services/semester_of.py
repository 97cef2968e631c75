"""Which semester a course belongs to when its file does not say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kurslink.models import Semester

_SPRING_FIRST_MONTH, _AUTUMN_FIRST_MONTH = 2, 8


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A semester as it would be made: code 261 is spring 2026, 262 autumn 2026 to January."""

    code: str
    name: str
    first_on: date
    last_on: date


def half_year_of(day: date) -> HalfYear:
    """The half-year a day falls into: February to July, or August to January."""
    if _SPRING_FIRST_MONTH <= day.month < _AUTUMN_FIRST_MONTH:
        first, last = date(day.year, 2, 1), date(day.year, 7, 31)
        return HalfYear(f"{day.year % 100:02d}1", f"Frühjahr {day.year}", first, last)
    year = day.year if day.month >= _AUTUMN_FIRST_MONTH else day.year - 1
    first, last = date(year, 8, 1), date(year + 1, 1, 31)
    return HalfYear(f"{year % 100:02d}2", f"Herbst {year}", first, last)


def covering(semesters: Iterable[Semester], day: date) -> Semester | None:
    """The known semester whose period holds `day`, if there is one."""
    return next((each for each in semesters if each.first_on <= day <= each.last_on), None)
