"""Knows every rhythm that runs through given dates, and the place of each date in it.

A rhythm is a rule without beginning or end. Its dates are numbered by whole numbers, the slots;
a series is a run of slots. Dates are ordinals here: day 1 of the proleptic calendar is a Monday.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kurslink.planning.series import Daily, Rule, Weekly

DAILY_INTERVALS = range(1, 15)
WEEKLY_INTERVALS = range(1, 5)
SUNDAY = 7

_WEEKDAY_SETS = [
    frozenset(chosen) for size in range(1, 8) for chosen in combinations(range(1, 8), size)
]


@dataclass(frozen=True)
class Rhythm:
    """A rule and where it stands: `phase` is the day or week number modulo the interval."""

    rule: Rule
    phase: int

    def date_of(self, slot: int) -> date:
        """The date of a slot."""
        if isinstance(self.rule, Daily):
            return date.fromordinal(slot * self.rule.interval + self.phase)
        weekdays = sorted(self.rule.weekdays)
        block, place = divmod(slot, len(weekdays))
        week = block * self.rule.interval + self.phase
        return date.fromordinal(week * 7 + weekdays[place])


@dataclass(frozen=True)
class Beat:
    """Where a rhythm meets a course: the indices of the days it hits, and the slack of each.

    Slack is slot minus index: where it grows by one between two days, the rhythm has one slot
    more than the course has days, and where it falls, one less.
    """

    rhythm: Rhythm
    indices: Sequence[int]
    slacks: Sequence[int]


def beats(dates: Iterable[tuple[int, date]]) -> Iterator[Beat]:
    """Every rhythm that meets at least one of the (index, date) pairs; dates are increasing."""
    ordinals = [(index, on.toordinal()) for index, on in dates]
    for interval in WEEKLY_INTERVALS:
        yield from _weekly_beats(ordinals, interval)
    for interval in DAILY_INTERVALS:
        yield from _daily_beats(ordinals, interval)


def _daily_beats(ordinals: Sequence[tuple[int, int]], interval: int) -> Iterator[Beat]:
    phases: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, ordinal in ordinals:
        slot, phase = divmod(ordinal, interval)
        phases[phase].append((index, slot - index))
    for phase, met in phases.items():
        indices, slacks = zip(*met, strict=True)
        yield Beat(Rhythm(Daily(interval), phase), indices, slacks)


def _weekly_beats(ordinals: Sequence[tuple[int, int]], interval: int) -> Iterator[Beat]:
    phases: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for index, ordinal in ordinals:
        week, days_after_monday = divmod(ordinal - 1, 7)
        block, phase = divmod(week, interval)
        phases[phase].append((index, block, days_after_monday + 1))
    for phase, cells in phases.items():
        for rule, places in _WEEKLY_RULES[interval]:
            met = [cell for cell in cells if cell[2] in places]
            if met:
                size = len(places)
                slacks = [block * size + places[day] - index for index, block, day in met]
                yield Beat(Rhythm(rule, phase), [index for index, _, _ in met], slacks)


def _weekly_rules(interval: int) -> list[tuple[Weekly, dict[int, int]]]:
    """The rules of one interval, each with the place of its weekdays in their order."""
    return [
        (Weekly(interval, days), {day: place for place, day in enumerate(sorted(days))})
        for days in _WEEKDAY_SETS
        if interval == 1 or SUNDAY not in days or len(days) == 1
    ]


_WEEKLY_RULES = {interval: _weekly_rules(interval) for interval in WEEKLY_INTERVALS}
