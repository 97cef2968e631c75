"""The half-years of a German adult-education centre, with the holidays of an invented Land."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kurslink.planning import half_years

SATURDAY, SUNDAY = 6, 7  # ISO weekdays
_SPRING_FIRST_MONTH = 2
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class HalfYear(half_years.HalfYear):
    """Courses are held from `teaching_from` to `teaching_until`, but not in the holidays."""

    teaching_from: date
    teaching_until: date

    def days(self) -> Iterator[date]:
        """Every day on which courses may be held, in order."""
        day = self.teaching_from
        while day <= self.teaching_until:
            if not is_free(day):
                yield day
            day += _DAY


def half_year_of(day: date) -> HalfYear:
    """The half-year that holds `day`, with the weeks of its courses."""
    plain = half_years.half_year_of(day)
    year = plain.first_on.year
    if plain.first_on.month == _SPRING_FIRST_MONTH:
        first, last = _monday_from(date(year, 2, 8)), date(year, 7, 15)
    else:
        first, last = _monday_from(date(year, 9, 1)), plain.last_on
    return HalfYear(plain.code, plain.name, plain.first_on, plain.last_on, first, last)


def following(half_year: HalfYear) -> HalfYear:
    """The half-year after this one."""
    return half_year_of(half_year.last_on + _DAY)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def is_free(day: date) -> bool:
    """Whether no course is held: public holidays and the school holidays of Musterstadt."""
    return any(first <= day <= last for first, last in _holidays(day.year))


@lru_cache(maxsize=16)
def _holidays(year: int) -> tuple[tuple[date, date], ...]:
    easter = _easter(year)
    ascension, whit_monday = easter + timedelta(days=39), easter + timedelta(days=50)
    autumn_break = _monday_from(date(year, 10, 15))
    single = (date(year, 5, 1), date(year, 10, 3), date(year, 11, 1), ascension, whit_monday)
    return (
        (date(year, 1, 1), date(year, 1, 6)),
        (easter - 6 * _DAY, easter + 6 * _DAY),
        (date(year, 7, 16), date(year, 8, 31)),
        (autumn_break, autumn_break + 2 * _WEEK - 2 * _DAY),
        (date(year, 12, 23), date(year, 12, 31)),
        *((day, day) for day in single),
    )


def _easter(year: int) -> date:
    """Easter Sunday: Gauss's rule with Lichtenberg's corrections."""
    leap_rule = (3 * (year // 100) + 3) // 4
    moon = 15 + leap_rule - (8 * (year // 100) + 13) // 25
    golden = year % 19
    epact = (19 * golden + moon) % 30
    full_moon = 21 + epact - (epact + golden // 11) // 29
    first_sunday = 7 - (year + year // 4 + 2 - leap_rule) % 7
    day_of_march = full_moon + 7 - (full_moon - first_sunday) % 7
    return date(year, 3, 1) + timedelta(days=day_of_march - 1)
