"""Knows where the bars of a board stand: in which lane, and from which minute of its day on."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kurslink.planning.hosts import Window

USUAL = (8, 22)
"""The hours a board shows at least."""
_DAY = 24


@dataclass(frozen=True)
class Hours:
    """The part of each day a board shows, from hour `first` to before hour `last`."""

    first: int
    last: int

    @property
    def minutes(self) -> int:
        """How long that is."""
        return 60 * (self.last - self.first)


@dataclass(frozen=True)
class Span:
    """A bar within its day: minutes after the first hour shown, and its length in minutes."""

    offset: int
    length: int


def days_of_week(on: date) -> tuple[date, ...]:
    """Monday to Sunday of the week of `on`."""
    monday = on - timedelta(days=on.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7))


def days_of_month(on: date) -> tuple[date, ...]:
    """The days of the month of `on`."""
    return tuple(on.replace(day=1 + number) for number in range(monthrange(on.year, on.month)[1]))


def month_after(on: date, step: int) -> date:
    """The first day of the month `step` months after that of `on` (before it if negative)."""
    months = on.year * 12 + on.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def hours_shown(windows: Iterable[Window]) -> Hours:
    """The usual hours, and more if a window begins earlier or ends later."""
    first, last = USUAL
    for window in windows:
        first = min(first, window.start.hour)
        last = max(last, _last_hour(window))
    return Hours(first, last)


def _last_hour(window: Window) -> int:
    if window.end.date() > window.start.date():
        return _DAY
    has_more = window.end.time() > time(window.end.hour)
    return window.end.hour + has_more


def span_of(window: Window, hours: Hours) -> Span:
    """Where a window stands on the day it begins; what is after midnight is cut off."""
    midnight = datetime.combine(window.start.date(), time.min)
    begin = _minutes(window.start - midnight) - 60 * hours.first
    end = _minutes(window.end - midnight) - 60 * hours.first
    offset = min(max(begin, 0), hours.minutes - 1)
    return Span(offset, max(1, min(end, hours.minutes) - offset))


def _minutes(length: timedelta) -> int:
    return int(length / timedelta(minutes=1))


def in_lanes(windows: Sequence[Window]) -> tuple[int, ...]:
    """For each of `windows`, sorted by start, the first lane that is free for it."""
    ends: list[datetime] = []
    lanes = []
    for window in windows:
        lane = next((at for at, end in enumerate(ends) if end <= window.start), len(ends))
        ends[lane : lane + 1] = [window.end]
        lanes.append(lane)
    return tuple(lanes)
