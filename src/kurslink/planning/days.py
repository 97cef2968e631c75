"""Knows what a course day is: a local start and a length."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from kurslink.planning.errors import DuplicateStart, NoDays


@dataclass(frozen=True, order=True)
class Day:
    """One course day, or one occurrence at Zoom.

    `start` is the naive local wall clock; `duration` counts minutes of that same clock.
    """

    start: datetime
    duration: int

    @property
    def end(self) -> datetime:
        """The local wall clock when the day is over."""
        return self.start + timedelta(minutes=self.duration)


def in_order(days: Iterable[Day]) -> tuple[Day, ...]:
    """The days by start. Raises NoDays for none, DuplicateStart for two at one moment."""
    ordered = tuple(sorted(days))
    if not ordered:
        raise NoDays
    for day, following in pairwise(ordered):
        if day.start == following.start:
            raise DuplicateStart(day.start)
    return ordered
