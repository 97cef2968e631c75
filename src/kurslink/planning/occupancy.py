"""Knows how the licences are used: what one cannot hold together, and how many an hour needs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kurslink.planning.hosts import Calendar, Window

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Conflict:
    """Windows one host cannot hold together, by start.

    `gap` is the shortest pause between two courses of them; negative: they overlap by so much.
    """

    windows: tuple[Window, ...]
    gap: timedelta


def conflicts(
    windows: Iterable[Window], *, capacity: int, buffer: timedelta
) -> tuple[Conflict, ...]:
    """What a host that holds `windows` cannot hold, in order of time; each window at most once."""
    near = _touching(sorted(windows), buffer)
    calendar = Calendar(capacity=capacity, buffer=buffer)
    calendar.add(near)
    crowded = [window for window in near if not calendar.is_free([window])]
    return tuple(Conflict(group, _gap(group, buffer)) for group in _groups(crowded, buffer))


def _touching(windows: list[Window], buffer: timedelta) -> list[Window]:
    """Those that meet another one, the buffer counted: mostly few, and only they can collide."""
    meets = [False] * len(windows)
    latest = 0  # of those before, the one that ends last
    for place in range(1, len(windows)):
        if windows[place].start < windows[latest].end + buffer:
            meets[latest] = meets[place] = True
            meets[place - 1] = meets[place - 1] or _meet(windows[place - 1], windows[place], buffer)
        if windows[place].end > windows[latest].end:
            latest = place
    return [window for window, is_met in zip(windows, meets, strict=True) if is_met]


def _meet(earlier: Window, later: Window, buffer: timedelta) -> bool:
    return later.start < earlier.end + buffer


def _groups(crowded: list[Window], buffer: timedelta) -> Iterator[tuple[Window, ...]]:
    group: list[Window] = []
    for window in crowded:
        if group and window.start >= max(each.end for each in group) + buffer:
            yield tuple(group)
            group = []
        group.append(window)
    if group:
        yield tuple(group)


def _gap(group: tuple[Window, ...], buffer: timedelta) -> timedelta:
    """The group has at least two courses that meet."""
    found = []
    for place, first in enumerate(group):
        for second in group[place + 1 :]:
            if not _meet(first, second, buffer):
                break
            if first.course != second.course:
                found.append(second.start - min(first.end, second.end))
    return min(found)


def busy_hours(hosts: Iterable[Iterable[Window]]) -> Counter[datetime]:
    """By the beginning of each full hour: how many of `hosts` hold something in it."""
    counts: Counter[datetime] = Counter()
    for windows in hosts:
        counts.update({hour for window in windows for hour in _hours(window)})
    return counts


def _hours(window: Window) -> Iterator[datetime]:
    hour = window.start.replace(minute=0, second=0, microsecond=0)
    while hour < window.end:
        yield hour
        hour += _HOUR
