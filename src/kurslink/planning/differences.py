"""Knows, day by day, where what Zoom holds differs from what the course wants."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kurslink.planning.days import Day


@dataclass(frozen=True)
class Same:
    """Zoom holds the day as wanted."""

    day: Day


@dataclass(frozen=True)
class Missing:
    """The course has this day, Zoom has nothing on its date."""

    day: Day


@dataclass(frozen=True)
class Extra:
    """Zoom holds a day on a date where the course has none."""

    day: Day


@dataclass(frozen=True)
class Differs:
    """Both have a day on this date, at another time or with another length."""

    wanted: Day
    held: Day


Difference = Missing | Extra | Differs
Row = Same | Difference


def compare(wanted: Iterable[Day], held: Iterable[Day]) -> tuple[Row, ...]:
    """One row per day for a table side by side, in order of time.

    Equal days are paired first; what is left of a date is paired in order of time.
    """
    wanted_by_date, held_by_date = _by_date(wanted), _by_date(held)
    rows: list[Row] = []
    for on in sorted(wanted_by_date.keys() | held_by_date.keys()):
        rows += _rows_of_one_date(wanted_by_date[on], held_by_date[on])
    return tuple(rows)


def differences(wanted: Iterable[Day], held: Iterable[Day]) -> tuple[Difference, ...]:
    """Only the rows that are not the same."""
    return tuple(row for row in compare(wanted, held) if not isinstance(row, Same))


def _by_date(days: Iterable[Day]) -> defaultdict[date, list[Day]]:
    dates: defaultdict[date, list[Day]] = defaultdict(list)
    for day in sorted(days):
        dates[day.start.date()].append(day)
    return dates


def _rows_of_one_date(wanted: Sequence[Day], held: Sequence[Day]) -> list[Row]:
    same = [day for day in wanted if day in held]
    only_wanted = [day for day in wanted if day not in same]
    only_held = [day for day in held if day not in same]
    rows: list[Row] = [
        *map(Same, same),
        *map(Differs, only_wanted, only_held),
        *map(Missing, only_wanted[len(only_held) :]),
        *map(Extra, only_held[len(only_wanted) :]),
    ]
    return sorted(rows, key=_day)


def _day(row: Row) -> Day:
    return row.wanted if isinstance(row, Differs) else row.day
