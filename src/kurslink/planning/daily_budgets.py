"""Knows on which day each piece of work fits into its host's daily number of writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """What one course will write to Zoom for its host."""

    host: int
    writes: int


def spread(
    works: Iterable[Work],
    *,
    per_day: int,
    used: Mapping[tuple[int, int], int],
) -> tuple[int, ...]:
    """For each work, in order, how many days it has to wait: 0 for today.

    `used` is what is spoken for already, by host and day. A work is never begun by halves; one that
    needs more than a whole day has gets a day on which nothing else is written before it.
    """
    taken = defaultdict(int, used)
    return tuple(_day_of(work, per_day, taken) for work in works)


def _day_of(work: Work, per_day: int, taken: defaultdict[tuple[int, int], int]) -> int:
    if work.writes == 0:
        return 0
    day = 0
    while taken[work.host, day] and taken[work.host, day] + work.writes > per_day:
        day += 1
    taken[work.host, day] += work.writes
    return day
