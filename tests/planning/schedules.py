"""Lists of course days for property tests, from tiny and nasty to a whole semester."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import strategies as st

from kurslink.planning.days import Day

MONDAY = datetime.fromisoformat("2026-09-07")


def day_lists(
    *, most: int, span: int, starts: tuple[int, ...] = (18, 10), durations: tuple[int, ...] = (90,)
) -> st.SearchStrategy[list[Day]]:
    """Up to `most` days within `span` days; several on one date are allowed."""
    one = st.builds(
        lambda offset, hour, minutes: Day(MONDAY + timedelta(days=offset, hours=hour), minutes),
        st.integers(0, span - 1),
        st.sampled_from(starts),
        st.sampled_from(durations),
    )
    lists = st.lists(one, min_size=1, max_size=most, unique_by=lambda day: day.start)
    return lists.map(sorted)


def weekly(
    count: int,
    *,
    start: datetime = MONDAY + timedelta(hours=18),
    skip: frozenset[int] = frozenset(),
) -> list[Day]:
    """One day a week, without the weeks of a holiday."""
    return [Day(start + timedelta(weeks=week), 90) for week in range(count) if week not in skip]


def on(*starts: str, minutes: int = 90) -> list[Day]:
    """Days by their local starts in ISO form."""
    return [Day(datetime.fromisoformat(start), minutes) for start in starts]


def shifted(days: Iterable[Day], by: timedelta) -> list[Day]:
    """The same days, later or earlier."""
    return [Day(day.start + by, day.duration) for day in days]
