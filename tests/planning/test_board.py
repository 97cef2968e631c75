"""Where the bars of a board stand."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.board import (
    Hours,
    Span,
    days_of_month,
    days_of_week,
    hours_shown,
    in_lanes,
    month_after,
    span_of,
)
from kurslink.planning.hosts import Window

MONDAY = datetime.fromisoformat("2026-09-07")


def window(begin: float, end: float, course: int = 1) -> Window:
    """A time on Monday, in hours."""
    return Window(MONDAY + timedelta(hours=begin), MONDAY + timedelta(hours=end), course)


def test_a_week_begins_on_monday_and_a_month_with_its_first() -> None:
    assert days_of_week(date(2026, 9, 13))[::6] == (date(2026, 9, 7), date(2026, 9, 13))
    assert days_of_month(date(2028, 2, 17))[::28] == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("step", "first"),
    [(1, date(2027, 1, 1)), (-1, date(2026, 11, 1)), (-12, date(2025, 12, 1))],
)
def test_a_month_leads_to_the_next_over_the_turn_of_the_year(step: int, first: date) -> None:
    assert month_after(date(2026, 12, 31), step) == first


def test_early_and_late_courses_widen_the_board() -> None:
    assert hours_shown([]) == Hours(8, 22)
    assert hours_shown([window(6.5, 7), window(21, 22.5)]) == Hours(6, 23)
    assert hours_shown([window(21, 22)]) == Hours(8, 22)
    assert hours_shown([window(22, 25)]) == Hours(8, 24)


def test_a_bar_stands_at_its_minutes() -> None:
    assert span_of(window(18, 19.5), Hours(8, 22)) == Span(600, 90)
    assert span_of(window(22, 26), Hours(8, 24)) == Span(840, 120)


def test_overlapping_bars_stand_in_lanes_of_their_own_and_free_ones_are_used_again() -> None:
    assert in_lanes([window(9, 12), window(10, 11), window(11, 12), window(12, 13)]) == (0, 1, 1, 0)


windows = st.lists(
    st.builds(
        lambda start, length: window(start / 4, (start + length) / 4),
        st.integers(0, 95),
        st.integers(1, 20),
    ),
    max_size=12,
).map(sorted)


@given(held=windows)
def test_no_bar_hides_another_and_no_lane_is_more_than_needed(held: list[Window]) -> None:
    placed = list(zip(held, in_lanes(held), strict=True))
    for place, (first, lane) in enumerate(placed):
        others = [each for each, its in placed[place + 1 :] if its == lane]
        assert all(each.start >= first.end for each in others)
    at_once = [sum(each.start <= one.start < each.end for each in held) for one in held]
    assert len({lane for _, lane in placed}) == max(at_once, default=0)


@given(held=windows)
def test_every_bar_is_within_its_board(held: list[Window]) -> None:
    hours = hours_shown(held)
    for each in held:
        span = span_of(each, hours)
        assert 0 <= span.offset < span.offset + span.length <= hours.minutes
