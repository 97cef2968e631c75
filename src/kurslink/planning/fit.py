"""Knows the series that becomes a given list of days with the least work.

Moves keep the order of occurrences, so the days a series already gives form a chain along which
slack (see `rhythm`) never falls: between two of them there is an occurrence for every day. What
slack grows along the chain is removed, every day beside the chain is moved. Searching all chains
of all rhythms through the days is therefore exact.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from kurslink.planning.chains import chains
from kurslink.planning.days import Day
from kurslink.planning.rhythm import Beat, beats
from kurslink.planning.series import Daily, Rule, Series


class Objective(StrEnum):
    """What a plan saves first: calls in all, or the writes Zoom counts per host and day."""

    FEWEST_CALLS = "fewest_calls"
    FEWEST_WRITES = "fewest_writes"

    @property
    def price_of_write(self) -> int:
        """What creating, changing or moving costs when removing costs 1."""
        return 2 if self is Objective.FEWEST_CALLS else 1_000

    @property
    def price_of_link(self) -> int:
        """What a further meeting costs in the same unit: every participant has to hear of it."""
        return 10 * self.price_of_write


@dataclass(frozen=True)
class Fit:
    """A series and the work that turns its occurrences into the days."""

    series: Series
    moves: int
    removals: int

    def cost(self, objective: Objective) -> int:
        """The work in the unit of the objective."""
        return objective.price_of_write * self.moves + self.removals


TimeClass = tuple[time, int]
"""A time of day and a duration: what all occurrences of one series share."""


def classes(days: Sequence[Day]) -> dict[TimeClass, list[tuple[int, date]]]:
    """Index and date of the days by time of day and duration."""
    found: defaultdict[TimeClass, list[tuple[int, date]]] = defaultdict(list)
    for index, day in enumerate(days):
        found[day.start.time(), day.duration].append((index, day.start.date()))
    return dict(found)


def fewest_moves(days: Sequence[Day]) -> int:
    """No series needs fewer moves: the days it gives all share one time and one duration."""
    return len(days) - max(len(dates) for dates in classes(days).values())


def fit(
    days: Sequence[Day],
    *,
    max_occurrences: int,
    objective: Objective = Objective.FEWEST_CALLS,
    not_before: datetime | None = None,
) -> Fit:
    """The cheapest series for ordered days, one to `max_occurrences` of them.

    No occurrence begins before `not_before` (local), which the days themselves must not either:
    Zoom turns a past start into "now". Equal cost: fewer moves, then the rule a person would
    choose (weekly before daily, smaller interval, fewer weekdays), then the earlier start.
    """
    search = _Search(days, max_occurrences - len(days), objective, not_before)
    for time_class, dates in classes(days).items():
        for beat in beats(dates):
            if search.is_settled(beat.rhythm.rule):
                break  # `beats` comes to the rules in this order: these days share one phase
            search.consider(beat, time_class)
    return search.best


class _Search:
    """The best series found so far, and the bound it sets for the rest."""

    def __init__(
        self, days: Sequence[Day], spare: int, objective: Objective, not_before: datetime | None
    ) -> None:
        self._days = days
        self._spare = spare
        self._objective = objective
        self._not_before = not_before
        self._fewest_moves = fewest_moves(days)
        self._weekdays = {day.start.isoweekday() for day in days}
        self._cost = objective.price_of_write * len(days)
        self._key: tuple[object, ...] = ()
        self.best: Fit

    def is_settled(self, rule: Rule) -> bool:
        """Whether nothing is left to be saved, and `rule` is one a person would rather not have."""
        least = (self._objective.price_of_write * self._fewest_moves, self._fewest_moves)
        return self._key[:2] == least and (*least, *_simplicity(rule)) > self._key

    def consider(self, beat: Beat, time_class: TimeClass) -> None:
        if self._key and self._least_key_of(beat) > self._key:
            return
        for fitting in self._fits(beat, time_class):
            key = self._key_of(fitting)
            if not self._key or key < self._key:
                self.best, self._key = fitting, key
                self._cost = fitting.cost(self._objective)

    def _fits(self, beat: Beat, time_class: TimeClass) -> Iterator[Fit]:
        """What a rhythm offers that is at most as dear as the best so far."""
        days, price = len(self._days), self._objective.price_of_write
        at_least = max(1, days - self._cost // price)
        room = min(self._spare, self._cost - price * (days - len(beat.slacks)))
        for chain in chains(beat.slacks, room=room, at_least=at_least):
            at, duration = time_class
            first = datetime.combine(beat.rhythm.date_of(chain.slack), at)
            if self._not_before is None or first >= self._not_before:
                series = Series(first, duration, beat.rhythm.rule, days + chain.growth)
                yield Fit(series, days - chain.matches, chain.growth)

    def _least_key_of(self, beat: Beat) -> tuple[object, ...]:
        """No fit of this rhythm is better: it moves at least the days it does not meet."""
        moves = len(self._days) - len(beat.slacks)
        return (self._objective.price_of_write * moves, moves, *_simplicity(beat.rhythm.rule))

    def _key_of(self, fitting: Fit) -> tuple[object, ...]:
        cost = fitting.cost(self._objective)
        return (cost, fitting.moves, *self._preference(fitting.series))

    def _preference(self, series: Series) -> tuple[object, ...]:
        """The order in which a person would choose among equally good series."""
        rule = series.rule
        weekdays = [] if isinstance(rule, Daily) else sorted(rule.weekdays)
        return (
            *_simplicity(rule),
            len(set(weekdays) - self._weekdays),
            series.first < self._days[0].start,
            series.first,
            weekdays,
            series.duration,
        )


def _simplicity(rule: Rule) -> tuple[bool, int, int]:
    """Weekly before daily, then a smaller interval, then fewer weekdays."""
    if isinstance(rule, Daily):
        return True, rule.interval, 0
    return False, rule.interval, len(rule.weekdays)
