"""Knows which host has time for a course: what each holds, how many may run at once."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate


@dataclass(frozen=True, order=True)
class Window:
    """A time from `start` to before `end` in which `course` needs its host; all aware, or none."""

    start: datetime
    end: datetime
    course: int = field(compare=False)


class Calendar:
    """What one host holds. `capacity` courses may run at once; between two of them lies `buffer`.

    Two windows of one course count once.
    """

    def __init__(self, *, capacity: int = 1, buffer: timedelta = timedelta(0)) -> None:
        self._capacity, self._buffer = capacity, buffer
        self._windows: list[Window] = []
        self._longest = timedelta(0)

    @property
    def load(self) -> int:
        """How many windows the host holds."""
        return len(self._windows)

    def add(self, windows: Iterable[Window]) -> None:
        """The host holds these too, whether they fit or not."""
        for window in windows:
            insort(self._windows, window)
            self._longest = max(self._longest, window.end - window.start)

    def is_free(self, windows: Iterable[Window]) -> bool:
        """Whether the host can hold these too."""
        return not any(self._collides(window) for window in windows)

    def collisions(self, windows: Iterable[Window]) -> tuple[tuple[Window, Window], ...]:
        """Each of `windows` that the host cannot hold, with a course it holds at that time."""
        return tuple(
            (window, self._near(window)[0]) for window in windows if self._collides(window)
        )

    def _near(self, window: Window) -> list[Window]:
        """The windows of other courses that meet `window`, the buffer counted."""
        earliest = window.start - self._buffer - self._longest
        first = bisect_left(self._windows, earliest, key=lambda held: held.start)
        last = bisect_left(
            self._windows, window.end + self._buffer, key=lambda held: held.start, lo=first
        )
        return [
            held
            for held in self._windows[first:last]
            if held.course != window.course and held.end + self._buffer > window.start
        ]

    def _collides(self, window: Window) -> bool:
        return _most_at_once(self._near(window), self._buffer) >= self._capacity


def _most_at_once(windows: Iterable[Window], buffer: timedelta) -> int:
    """The largest number of courses at one moment; each needs its host until a buffer later."""
    edges: list[tuple[datetime, int]] = []
    for course in _merged(windows, buffer):
        edges += [(course[0], 1), (course[1], -1)]
    counts = accumulate(change for _, change in sorted(edges))  # an end comes before a beginning
    return max(counts, default=0)


def _merged(windows: Iterable[Window], buffer: timedelta) -> list[tuple[datetime, datetime]]:
    """The spans in which each course needs its host; those of one course never overlap."""
    latest: dict[int, tuple[datetime, datetime]] = {}
    spans: list[tuple[datetime, datetime]] = []
    for window in sorted(windows):
        begin, end = window.start, window.end + buffer
        held = latest.get(window.course)
        if held and begin <= held[1]:
            begin, end = held[0], max(held[1], end)
        elif held:
            spans.append(held)
        latest[window.course] = (begin, end)
    return [*spans, *latest.values()]


def propose(
    calendars: Mapping[int, Calendar], windows: Sequence[Window], *, preferred: int | None
) -> int | None:
    """The host that gets these windows; None if nobody is free.

    That is `preferred` if it is free, else of the free ones that with the least load, the first
    of equals.
    """
    free = [host for host, calendar in calendars.items() if calendar.is_free(windows)]
    if preferred in free:
        return preferred
    return min(free, key=lambda host: calendars[host].load, default=None)
