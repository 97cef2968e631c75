"""Knows the rhythms we ask Zoom for, and the days they give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, islice

from kurslink.planning.days import Day


@dataclass(frozen=True)
class Daily:
    """Every `interval` days, 1 to 14."""

    interval: int

    def dates_from(self, first: date) -> Iterator[date]:
        """The endless dates of the rule, beginning with `first`."""
        return (first + timedelta(days=step * self.interval) for step in count())


@dataclass(frozen=True)
class Weekly:
    """Every `interval` weeks, 1 to 4, on these weekdays (ISO: 1 Monday to 7 Sunday).

    Above interval 1 Sunday stands alone: whether it opens or closes a week is disputed.
    """

    interval: int
    weekdays: frozenset[int]

    def dates_from(self, first: date) -> Iterator[date]:
        """The endless dates of the rule, from `first` on and in the rhythm of its week."""
        monday = first - timedelta(days=first.isoweekday() - 1)
        for week in count(0, self.interval):
            for weekday in sorted(self.weekdays):
                on = monday + timedelta(weeks=week, days=weekday - 1)
                if on >= first:
                    yield on


Rule = Daily | Weekly


@dataclass(frozen=True)
class Series:
    """`count` days by one rule, all at the time of `first` and `duration` minutes long.

    `first` is naive local wall clock and lies on the rule: Zoom does not count a start beside it.
    """

    first: datetime
    duration: int
    rule: Rule
    count: int

    def days(self) -> tuple[Day, ...]:
        """Every occurrence, in order, before any change."""
        dates = islice(self.rule.dates_from(self.first.date()), self.count)
        time = self.first.time()
        return tuple(Day(datetime.combine(on, time), self.duration) for on in dates)
