"""When a fictional course takes place: the patterns of real programmes, with holidays left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from types import MappingProxyType

from kurslink.cli.fictional_vhs.half_years import SATURDAY, SUNDAY, HalfYear, is_free

_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = range(1, 6)
_EVENING = time(18)
_LATEST_START = 6  # weeks after the beginning of teaching


@dataclass(frozen=True, slots=True)
class Slot:
    """One course day; without times those of the course hold."""

    date: date
    starts_at: time | None
    ends_at: time | None


Slots = tuple[Slot, ...]
Pattern = Callable[[Random, HalfYear], Slots]


def slot(day: date, begin: time, minutes: int) -> Slot:
    """A course day of so many minutes, past midnight if need be."""
    end = datetime.combine(day, begin) + timedelta(minutes=minutes)
    return Slot(day, begin, end.time())


def rhythm(
    days: Iterable[date], weekdays: Iterable[int], *, count: int, begin: time, minutes: int
) -> Slots:
    """The first `count` of `days` that fall on `weekdays` (ISO, Monday 1)."""
    wanted = set(weekdays)
    fitting = (day for day in days if day.isoweekday() in wanted)
    return tuple(slot(day, begin, minutes) for day in islice(fitting, count))


def free_of_holidays(first: date) -> Iterable[date]:
    """Every day from `first` on that is no holiday, without end."""
    day = first
    while True:
        if not is_free(day):
            yield day
        day += timedelta(days=1)


def _later(random: Random, half_year: HalfYear) -> Iterable[date]:
    """The teaching days from some week of the beginning on."""
    first = half_year.teaching_from + timedelta(weeks=random.randint(0, _LATEST_START))
    return (day for day in half_year.days() if day >= first)


def _weekday(random: Random) -> int:
    """Tuesday to Thursday are what people book."""
    return random.choices(range(_MONDAY, _FRIDAY + 1), weights=(2, 4, 4, 4, 1))[0]


def _ten_evenings(random: Random, half_year: HalfYear) -> Slots:
    days = _later(random, half_year)
    return rhythm(days, {_weekday(random)}, count=10, begin=_EVENING, minutes=90)


def _few_weeks(random: Random, half_year: HalfYear) -> Slots:
    begin = time(random.choice((9, 10, 17, 19)), random.choice((0, 30)))
    return rhythm(
        _later(random, half_year),
        {_weekday(random)},
        count=random.randint(5, 8),
        begin=begin,
        minutes=random.choice((60, 75)),
    )


def _fifteen_weeks(random: Random, half_year: HalfYear) -> Slots:
    begin = time(random.choice((9, 18, 19)), random.choice((0, 30)))
    return rhythm(half_year.days(), {_weekday(random)}, count=15, begin=begin, minutes=90)


def _one_evening(random: Random, half_year: HalfYear) -> Slots:
    days = [day for day in half_year.days() if day.isoweekday() < _FRIDAY]
    return (slot(random.choice(days), time(19, random.choice((0, 30))), 90),)


def _friday_and_saturday(random: Random, half_year: HalfYear) -> Slots:
    friday, saturday = random.choice(_neighbours(half_year, _FRIDAY, SATURDAY))
    return slot(friday, _EVENING, 180), slot(saturday, time(9), 540)


def _weekend(random: Random, half_year: HalfYear) -> Slots:
    return tuple(
        slot(day, time(10), 360) for day in random.choice(_neighbours(half_year, SATURDAY, SUNDAY))
    )


def _neighbours(half_year: HalfYear, first: int, last: int) -> list[tuple[date, ...]]:
    """Runs of days from weekday `first` to `last` without a holiday between them."""
    starts = (day for day in half_year.days() if day.isoweekday() == first)
    runs = (tuple(day + timedelta(days=n) for n in range(last - first + 1)) for day in starts)
    return [run for run in runs if not any(is_free(day) for day in run)]


def _twice_a_week(random: Random, half_year: HalfYear) -> Slots:
    days = _later(random, half_year)
    return rhythm(days, {_TUESDAY, _THURSDAY}, count=16, begin=_EVENING, minutes=90)


def _study_leave(random: Random, half_year: HalfYear) -> Slots:
    week = random.choice(_neighbours(half_year, _MONDAY, _FRIDAY))
    return tuple(slot(day, time(9), 420) for day in week)


def _integration(random: Random, half_year: HalfYear) -> Slots:
    weekdays = random.sample(range(_MONDAY, _FRIDAY + 1), random.randint(3, 5))
    return rhythm(
        _later(random, half_year),
        weekdays,
        count=random.randint(20, 25),
        begin=time(9),
        minutes=random.choice((195, 240)),
    )


def _fortnightly(random: Random, half_year: HalfYear) -> Slots:
    first = half_year.teaching_from + timedelta(weeks=random.randint(0, _LATEST_START))
    weekday = _weekday(random)
    even = (day for day in half_year.days() if day >= first and (day - first).days // 7 % 2 == 0)
    return rhythm(even, {weekday}, count=6, begin=_EVENING, minutes=90)


PATTERNS: Mapping[Pattern, float] = MappingProxyType(
    {
        _ten_evenings: 0.34,
        _few_weeks: 0.17,
        _fifteen_weeks: 0.08,
        _one_evening: 0.18,
        _friday_and_saturday: 0.08,
        _weekend: 0.03,
        _twice_a_week: 0.05,
        _study_leave: 0.04,
        _integration: 0.02,
        _fortnightly: 0.01,
    }
)
"""Every pattern with its share of the programme."""

SHARE_WITH_REPLACEMENT = 0.20
"""So many of the courses with five days or more lost one and got another at the end."""

_SHORTEST_WITH_REPLACEMENT = 5


def with_replacement(random: Random, slots: Slots) -> Slots:
    """`slots` with one day in the middle given up for one after the end, at another time."""
    if len(slots) < _SHORTEST_WITH_REPLACEMENT:
        return slots
    lost = random.randrange(1, len(slots) - 1)
    after = free_of_holidays(slots[-1].date + timedelta(days=random.randint(2, 4)))
    moved = slot(next(iter(after)), time(17, 30), 90)
    return (*slots[:lost], *slots[lost + 1 :], moved)
