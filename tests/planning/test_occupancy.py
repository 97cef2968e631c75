"""What a licence cannot hold together, and how many licences an hour needs."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.hosts import Calendar, Window
from kurslink.planning.occupancy import Conflict, busy_hours, conflicts

MONDAY = datetime.fromisoformat("2026-09-07")
BUFFER = timedelta(minutes=15)


def window(begin: float, end: float, course: int = 1) -> Window:
    """A time on Monday, in hours."""
    return Window(MONDAY + timedelta(hours=begin), MONDAY + timedelta(hours=end), course)


def found(*windows: Window, capacity: int = 1) -> tuple[Conflict, ...]:
    return conflicts(windows, capacity=capacity, buffer=BUFFER)


@pytest.mark.parametrize(("begin", "gap"), [(19, -30), (19.5, 0), (19.6, 6)])
def test_overlapping_courses_and_too_short_pauses_are_conflicts(begin: float, gap: int) -> None:
    first, second = window(18, 19.5, 1), window(begin, 21, 2)
    assert found(second, first) == (Conflict((first, second), timedelta(minutes=gap)),)


def test_a_pause_as_long_as_the_buffer_is_enough() -> None:
    assert found(window(18, 19.5, 1), window(19.75, 21, 2)) == ()


def test_one_course_is_never_in_its_own_way() -> None:
    assert found(window(18, 20, 1), window(19, 21, 1)) == ()


def test_the_overlap_of_a_short_course_within_a_long_one_is_the_short_one() -> None:
    (conflict,) = found(window(9, 17, 1), window(10, 11, 2))
    assert conflict.gap == timedelta(hours=-1)


def test_a_licence_for_two_at_once_is_crowded_by_the_third() -> None:
    pair = window(18, 20, 1), window(18, 20, 2)
    assert found(*pair, capacity=2) == ()
    (conflict,) = found(*pair, window(19, 21, 3), capacity=2)
    assert [each.course for each in conflict.windows] == [1, 2, 3]


def test_an_hour_needs_each_licence_once() -> None:
    held = [[window(18, 19.5, 1), window(19.5, 20, 2)], [window(18.5, 19, 3)], []]
    hour = timedelta(hours=1)
    evening = MONDAY + 18 * hour
    assert busy_hours(held) == Counter({evening: 2, evening + hour: 1})


windows = st.lists(
    st.builds(
        lambda start, length, course: window(start / 4, (start + length) / 4, course),
        st.integers(0, 90),
        st.integers(1, 12),
        st.integers(1, 6),
    ),
    max_size=10,
)


@given(held=windows, capacity=st.integers(1, 2))
def test_in_conflict_is_exactly_what_the_calendar_would_refuse(
    held: list[Window], capacity: int
) -> None:
    calendar = Calendar(capacity=capacity, buffer=BUFFER)
    calendar.add(held)
    refused = Counter(
        (each.start, each.end, each.course) for each in held if not calendar.is_free([each])
    )
    named = Counter(
        (each.start, each.end, each.course)
        for conflict in found(*held, capacity=capacity)
        for each in conflict.windows
    )
    assert named == refused


@given(held=windows)
def test_conflicts_are_apart_and_none_has_a_long_enough_pause(held: list[Window]) -> None:
    listed = found(*held)
    assert all(conflict.gap < BUFFER for conflict in listed)
    assert all(len({each.course for each in conflict.windows}) > 1 for conflict in listed)
    for earlier, later in pairwise(listed):
        ends = max(each.end for each in earlier.windows)
        assert later.windows[0].start >= ends + BUFFER


@given(hosts=st.lists(windows, max_size=4))
def test_hours_are_counted_as_one_would_by_hand(hosts: list[list[Window]]) -> None:
    hours = [MONDAY + timedelta(hours=number) for number in range(48)]
    by_hand = {
        hour: sum(
            any(each.start < hour + timedelta(hours=1) and hour < each.end for each in held)
            for held in hosts
        )
        for hour in hours
    }
    assert busy_hours(hosts) == Counter({hour: count for hour, count in by_hand.items() if count})
