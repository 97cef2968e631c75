"""A search that shares nothing with ours: every rule, every start, every count, every assignment.

Only usable on a handful of days and few occurrences. A series that gives no day by itself is left
out: moving all days is never cheaper than moving all but one, which the daily rule always offers.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import NamedTuple

from kurslink.planning.days import Day


class Work(NamedTuple):
    """In the order of comparison."""

    cost: int
    moves: int


Dates = list[int]


def least_work(
    days: Sequence[Day], *, limit: int, price_of_write: int, not_before: datetime | None = None
) -> Work:
    """The least cost of turning any series of up to `limit` occurrences into ordered `days`."""
    patterns = {
        pattern
        for anchor in days
        for dates in _all_rules_through(anchor.start.date(), limit)
        for pattern in _patterns(dates, anchor, days, limit, not_before)
    }
    return min(work for pattern in patterns for work in _works(pattern, len(days), price_of_write))


def _all_rules_through(anchor: date, limit: int) -> Iterator[Dates]:
    """For each rule its dates around the anchor, enough for every series that meets it."""
    middle = anchor.toordinal()
    for interval in range(1, 15):
        yield [middle + step * interval for step in range(1 - limit, limit)]
    monday = middle - anchor.weekday()
    for size in range(1, 8):
        for weekdays in combinations(range(7), size):
            if anchor.weekday() in weekdays:
                for interval in range(1, 5):
                    if interval == 1 or size == 1 or 6 not in weekdays:
                        yield _weekly(monday, weekdays, 7 * interval, limit)


def _weekly(monday: int, weekdays: Sequence[int], step: int, limit: int) -> Dates:
    weeks = range(-limit, limit + 1)
    return [monday + week * step + weekday for week in weeks for weekday in weekdays]


def _patterns(
    dates: Dates, anchor: Day, days: Sequence[Day], limit: int, not_before: datetime | None
) -> Iterator[tuple[int, ...]]:
    """For each start: which day each occurrence already equals, -1 for none."""
    at = anchor.start.time()
    alike = {
        day.start.toordinal(): index
        for index, day in enumerate(days)
        if (day.start.time(), day.duration) == (at, anchor.duration)
    }
    place = dates.index(anchor.start.toordinal())
    for start in range(place - limit + 1, place + 1):
        if not_before is None or _at(dates[start], at) >= not_before:
            yield tuple(alike.get(one, -1) for one in dates[start : start + limit])


def _at(ordinal: int, at: time) -> datetime:
    return datetime.combine(date.min, at) + timedelta(days=ordinal - 1)


def _works(pattern: Sequence[int], days: int, price_of_write: int) -> Iterator[Work]:
    """For each count of occurrences the least work, by trying every increasing assignment."""
    impossible = days + 1
    moves = [0] + [impossible] * days
    for count, equal in enumerate(pattern, 1):
        for day in range(days, 0, -1):
            moves[day] = min(moves[day], moves[day - 1] + (equal != day - 1))
        if count >= days and moves[days] <= days:
            yield Work(price_of_write * moves[days] + count - days, moves[days])


def least_split(days: Sequence[Day], *, limit: int, price_of_write: int, price_of_link: int) -> int:
    """The least cost over every way to cut the days into periods of at most `limit`."""
    least = [0]
    for end in range(1, len(days) + 1):
        least.append(
            min(
                least[begin]
                + price_of_link
                + least_work(days[begin:end], limit=limit, price_of_write=price_of_write).cost
                for begin in range(max(0, end - limit), end)
            )
        )
    return least[-1]
