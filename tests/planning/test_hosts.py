"""Which host has time: scenario by scenario, then against a slow and obvious answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.hosts import Calendar, Window, propose

MONDAY = datetime.fromisoformat("2026-09-07")
BUFFER = timedelta(minutes=15)


def window(begin: float, end: float, course: int = 1) -> Window:
    """A time on Monday, in hours."""
    return Window(MONDAY + timedelta(hours=begin), MONDAY + timedelta(hours=end), course)


def calendar(*windows: Window, capacity: int = 1, buffer: timedelta = timedelta(0)) -> Calendar:
    made = Calendar(capacity=capacity, buffer=buffer)
    made.add(windows)
    return made


def test_one_course_after_the_other_is_not_at_once() -> None:
    assert calendar(window(10, 11)).is_free([window(11, 12, course=2)])


@pytest.mark.parametrize(
    ("begin", "end", "is_free"),
    [(11.25, 12, True), (11.24, 12, False), (8, 9.75, True), (8, 9.76, False)],
)
def test_the_buffer_lies_on_both_sides(begin: float, end: float, is_free: bool) -> None:
    held = calendar(window(10, 11), buffer=BUFFER)
    assert held.is_free([window(begin, end, course=2)]) is is_free


def test_two_hosts_at_once_may_hold_a_long_day_beside_two_short_ones() -> None:
    held = calendar(window(10, 11, course=1), window(12, 13, course=2), capacity=2)
    assert held.is_free([window(9, 21, course=3)])


def test_overlapping_parts_of_one_course_count_once() -> None:
    held = calendar(window(10, 12, course=1), window(11, 13, course=1), capacity=2)
    assert held.is_free([window(11, 12, course=2)])


def test_a_course_is_not_in_its_own_way() -> None:
    assert calendar(window(10, 12, course=1)).is_free([window(11, 13, course=1)])


def test_a_collision_names_the_day_it_happens_on_and_the_other_course() -> None:
    held = calendar(window(10, 11, course=7))
    wanted = [window(10.5, 12, course=2), window(34, 35, course=2)]
    assert [(mine, other.course) for mine, other in held.collisions(wanted)] == [(wanted[0], 7)]


def test_a_course_goes_where_least_is_held_and_to_the_first_of_equals() -> None:
    busy, idle, other = calendar(window(8, 9)), calendar(), calendar()
    assert propose({1: busy, 2: idle, 3: other}, [window(10, 11, course=2)], preferred=None) == 2


def test_a_course_stays_with_its_last_host_if_that_is_free() -> None:
    busy, idle = calendar(window(8, 9)), calendar()
    assert propose({1: busy, 2: idle}, [window(10, 11, course=2)], preferred=1) == 1
    assert propose({1: busy, 2: idle}, [window(8, 9, course=2)], preferred=1) == 2


def test_nobody_is_proposed_if_nobody_is_free() -> None:
    assert propose({1: calendar(window(8, 9))}, [window(8, 9, course=2)], preferred=1) is None


windows = st.lists(
    st.builds(
        lambda start, length, course: window(start / 4, (start + length) / 4, course),
        st.integers(0, 60),
        st.integers(1, 12),
        st.integers(1, 6),
    ),
    max_size=8,
)


def most_at_once(held: Iterable[Window], buffer: timedelta, mine: Window) -> int:
    """Minute by minute: the courses other than mine that need the host while mine does."""
    others = [each for each in held if each.course != mine.course]
    touching = [
        each for each in others if each.start < mine.end + buffer and mine.start < each.end + buffer
    ]
    moments = {each.start for each in touching}
    return max(
        (
            len({each.course for each in touching if each.start <= at < each.end + buffer})
            for at in moments
        ),
        default=0,
    )


@given(held=windows, mine=windows, capacity=st.integers(1, 3), minutes=st.sampled_from((0, 15)))
def test_a_host_is_free_exactly_if_never_too_many_run_at_once(
    held: list[Window], mine: list[Window], capacity: int, minutes: int
) -> None:
    buffer = timedelta(minutes=minutes)
    expected = all(most_at_once(held, buffer, each) < capacity for each in mine)
    assert calendar(*held, capacity=capacity, buffer=buffer).is_free(mine) is expected


@given(courses=st.lists(windows, max_size=6), capacity=st.integers(1, 2))
def test_courses_proposed_one_after_the_other_never_collide(
    courses: list[list[Window]], capacity: int
) -> None:
    hosts = {key: calendar(capacity=capacity, buffer=BUFFER) for key in (1, 2, 3)}
    placed: dict[int, list[Window]] = {1: [], 2: [], 3: []}
    for number, parts in enumerate(courses, 10):
        wanted = [Window(each.start, each.end, number) for each in parts]
        host = propose(hosts, wanted, preferred=None)
        if host is not None:
            hosts[host].add(wanted)
            placed[host] += wanted
    for held in placed.values():
        for each in held:
            assert most_at_once(held, BUFFER, each) < capacity
