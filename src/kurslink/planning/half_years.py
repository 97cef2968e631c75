"""Knows the half-years of an adult-education centre: February to July, August to January."""

from dataclasses import dataclass
from datetime import date

_SPRING_FIRST_MONTH, _AUTUMN_FIRST_MONTH = 2, 8


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A semester by the calendar: code 271 is „Frühjahr 2027", 272 „Herbst 2027" to January."""

    code: str
    name: str
    first_on: date
    last_on: date


def half_year_of(day: date) -> HalfYear:
    """The half-year that holds `day`; January belongs to the autumn before it."""
    if _SPRING_FIRST_MONTH <= day.month < _AUTUMN_FIRST_MONTH:
        first, last = date(day.year, 2, 1), date(day.year, 7, 31)
        return HalfYear(f"{day.year % 100:02d}1", f"Frühjahr {day.year}", first, last)
    year = day.year if day.month >= _AUTUMN_FIRST_MONTH else day.year - 1
    first, last = date(year, 8, 1), date(year + 1, 1, 31)
    return HalfYear(f"{year % 100:02d}2", f"Herbst {year}", first, last)
