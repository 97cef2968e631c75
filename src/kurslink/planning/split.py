"""Knows where to cut a course that is too long for one series, so that the whole costs least.

A period is one series: days moved ahead of it (the lead), a stretch whose first and last day the
series gives by itself, and days moved behind it (the trail). The cheapest periods are a shortest
path over the days, on which a period also counts the occurrences it has used.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import NamedTuple

from kurslink.planning.days import Day
from kurslink.planning.fit import Objective, classes
from kurslink.planning.rhythm import Beat, beats


class _Stretch(NamedTuple):
    """Days up to index `end`: the first and the last given by a series, the rest after changes.

    At most `lead` of its occurrences may stand before.
    """

    end: int
    occurrences: int
    lead: int


class _Way(NamedTuple):
    """What it costs to get here, and the index where the period under way begins."""

    cost: int
    begin: int


_Ways = dict[int, _Way]
"""The ways to one place, by the occurrences their last period has used."""


def split(
    days: Sequence[Day],
    *,
    max_occurrences: int,
    objective: Objective = Objective.FEWEST_CALLS,
    not_before: datetime | None = None,
) -> tuple[Sequence[Day], ...]:
    """Ordered days cut into periods of one meeting each, so that the total cost is least.

    The cost is that of `objective`, each further meeting at its price of a link.
    """
    search = _Search(days, max_occurrences, objective, not_before)
    return tuple(days[begin:end] for begin, end in search.periods())


class _Search:
    """The cheapest ways to every place between two days."""

    def __init__(
        self,
        days: Sequence[Day],
        max_occurrences: int,
        objective: Objective,
        not_before: datetime | None,
    ) -> None:
        self._limit = max_occurrences
        self._price = objective.price_of_write
        self._link = objective.price_of_link
        self._not_before = not_before
        self._stretches: list[dict[_Stretch, int]] = [{} for _ in days]
        self._running: list[_Ways] = [{} for _ in range(len(days) + 1)]
        self._complete = [_Way(0, 0)]
        self._find_stretches(days)

    def periods(self) -> list[tuple[int, int]]:
        """Begin and end of the periods, by index."""
        for here in range(len(self._stretches)):
            self._begin_at(here)
            self._trail_from(here)
            self._complete.append(min(self._running[here + 1].values()))
        cuts = []
        end = len(self._stretches)
        while end:
            cuts.append((self._complete[end].begin, end))
            end = self._complete[end].begin
        return cuts[::-1]

    def _begin_at(self, first: int) -> None:
        """Continue every way with a period whose first day given by its series is `first`."""
        leads = list(self._leads_to(first))
        for stretch, cost in self._stretches[first].items():
            for lead, way in leads:
                if lead <= stretch.lead:
                    self._reach(stretch.end, lead + stretch.occurrences, way.cost + cost, way.begin)

    def _leads_to(self, first: int) -> Iterator[tuple[int, _Way]]:
        """Days moved ahead of `first`: only as many more as make the way cheaper."""
        cheapest = None
        for lead in range(min(first + 1, self._limit)):
            begin = first - lead
            cost = self._complete[begin].cost + lead * self._price
            if cheapest is None or cost < cheapest:
                cheapest = cost
                yield lead, _Way(cost, begin)

    def _trail_from(self, here: int) -> None:
        """Move the day `here` behind the periods under way: only where it is cheaper."""
        cheapest = None
        for used, way in sorted(self._running[here].items()):
            if cheapest is None or way.cost < cheapest:
                cheapest = way.cost
                self._reach(here + 1, used + 1, way.cost + self._price, way.begin)

    def _reach(self, place: int, used: int, cost: int, begin: int) -> None:
        if used <= self._limit:
            way = _Way(cost, begin)
            known = self._running[place].get(used)
            self._running[place][used] = min(known, way) if known else way

    def _find_stretches(self, days: Sequence[Day]) -> None:
        for (at, _), dates in classes(days).items():
            for beat in beats(dates):
                earliest = self._earliest_slot(beat, at)
                for begin in range(len(beat.indices)):
                    self._remember_stretches(beat, begin, earliest)

    def _earliest_slot(self, beat: Beat, at: time) -> int:
        """The first slot of the rhythm worth a thought that is not past."""
        first = beat.indices[0] + beat.slacks[0]
        not_before = self._not_before
        if not_before is None:
            return first - self._limit

        def is_ahead(slot: int) -> bool:
            return datetime.combine(beat.rhythm.date_of(slot), at) >= not_before

        slots = range(first - self._limit, first)
        return slots.start + bisect_left(slots, True, key=is_ahead)

    def _remember_stretches(self, beat: Beat, begin: int, earliest: int) -> None:
        first = beat.indices[begin]
        lead = min(first + beat.slacks[begin] - earliest, self._limit)
        known = self._stretches[first]
        for end, growth, moves in _stretches(beat, begin, self._limit, self._link):
            stretch = _Stretch(end, end - first + growth, lead)
            cost = self._link + self._price * moves + growth
            known[stretch] = min(cost, known.get(stretch, cost))


def _stretches(
    beat: Beat, begin: int, limit: int, dearest_step: int
) -> Iterator[tuple[int, int, int]]:
    """End, removals and moves of the stretches that begin with one day of a beat.

    A step in slack dearer than a new link is never worth bridging.
    """
    first, slack = beat.indices[begin], beat.slacks[begin]
    ends: list[int] = []
    for place in range(begin, len(beat.indices)):
        index, growth = beat.indices[place], beat.slacks[place] - slack
        if index - first + growth >= limit:
            return
        if 0 <= growth <= dearest_step + (ends[-1] if ends else 0):
            matches = bisect_right(ends, growth)
            ends[matches : matches + 1] = [growth]
            yield index + 1, growth, index - first - matches
