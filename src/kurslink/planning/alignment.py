"""Knows which occurrence becomes which day when neither may pass its neighbour."""

from collections.abc import Sequence

from kurslink.planning.days import Day

_MOVE = 10**9
"""One move weighs more than all distances together: minutes over a few hundred years."""


def align(occurrences: Sequence[Day], days: Sequence[Day]) -> tuple[int, ...]:
    """For every day the index of its occurrence: increasing, fewest moves, then shortest way.

    Both are ordered; there are at least as many occurrences as days. Works through the band of
    places a day can take, so the effort is days times spare occurrences.
    """
    spare = len(occurrences) - len(days)
    costs = [0] * (spare + 1)
    choices: list[list[int]] = []
    for index, day in enumerate(days):
        here = [
            cost + _cost(occurrences[index + skipped], day) for skipped, cost in enumerate(costs)
        ]
        choices.append(_first_smallest_so_far(here))
        costs = [here[skipped] for skipped in choices[-1]]
    return _walk_back(choices, spare)


def _cost(occurrence: Day, day: Day) -> int:
    if occurrence == day:
        return 0
    return _MOVE + int(abs(day.start - occurrence.start).total_seconds()) // 60


def _first_smallest_so_far(costs: Sequence[int]) -> list[int]:
    """For every place the best one up to it: what is skipped before stays skipped."""
    best = 0
    result = []
    for place, cost in enumerate(costs):
        if cost < costs[best]:
            best = place
        result.append(best)
    return result


def _walk_back(choices: Sequence[Sequence[int]], spare: int) -> tuple[int, ...]:
    skipped = spare
    kept = []
    for index in reversed(range(len(choices))):
        skipped = choices[index][skipped]
        kept.append(index + skipped)
    return tuple(reversed(kept))
