"""The series we choose is the cheapest there is."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.days import Day
from kurslink.planning.fit import Fit, Objective, fewest_moves, fit
from kurslink.planning.series import Daily, Series, Weekly
from tests.planning.exhaustive import Work, least_work
from tests.planning.schedules import MONDAY, day_lists, on, weekly

SMALL = day_lists(most=4, span=18, durations=(90, 45))


def work(found: Fit, objective: Objective) -> Work:
    return Work(found.cost(objective), found.moves)


@settings(max_examples=500, deadline=None)
@given(days=SMALL, spare=st.integers(0, 3))
def test_no_series_of_an_exhaustive_search_is_cheaper(days: list[Day], spare: int) -> None:
    limit = len(days) + spare
    for objective in Objective:
        found = fit(days, max_occurrences=limit, objective=objective)
        assert work(found, objective) == least_work(
            days, limit=limit, price_of_write=objective.price_of_write
        )


@settings(max_examples=60, deadline=None)
@given(days=SMALL, spare=st.integers(0, 3), ahead=st.integers(0, 20))
def test_no_series_after_a_given_moment_is_cheaper(days: list[Day], spare: int, ahead: int) -> None:
    limit = len(days) + spare
    not_before = days[0].start - timedelta(days=ahead)
    found = fit(days, max_occurrences=limit, not_before=not_before)
    assert found.series.first >= not_before
    assert work(found, Objective.FEWEST_CALLS) == least_work(
        days, limit=limit, price_of_write=2, not_before=not_before
    )


@settings(max_examples=100, deadline=None)
@given(days=day_lists(most=50, span=200, starts=(9, 10, 18)))
def test_the_lower_bound_on_moves_holds(days: list[Day]) -> None:
    found = fit(days, max_occurrences=60, objective=Objective.FEWEST_WRITES)
    assert found.moves >= fewest_moves(days)


def test_holidays_are_removed_and_not_moved() -> None:
    days = weekly(12, skip=frozenset({5, 6}))
    series = Series(days[0].start, 90, Weekly(1, frozenset({1})), 12)
    assert fit(days, max_occurrences=50) == Fit(series, moves=0, removals=2)


def test_least_writes_prefers_removing_to_moving() -> None:
    days = weekly(4) + [Day(day.start + timedelta(weeks=20), 90) for day in weekly(4)]
    calls = fit(days, max_occurrences=50)
    writes = fit(days, max_occurrences=50, objective=Objective.FEWEST_WRITES)
    assert (calls.moves, calls.removals) == (4, 0)
    assert (writes.moves, writes.removals) == (0, 16)


def test_a_stray_between_two_days_of_the_rule_gets_an_occurrence_in_between() -> None:
    days = on("2026-09-07T18:00", "2026-09-08T10:00", "2026-09-14T18:00")
    series = Series(days[0].start, 90, Weekly(1, frozenset({1, 2})), 3)
    assert fit(days, max_occurrences=50) == Fit(series, moves=1, removals=0)


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        ((0, 7, 14), Weekly(1, frozenset({1}))),
        ((0, 14, 28), Weekly(2, frozenset({1}))),
        ((0, 2, 7, 9), Weekly(1, frozenset({1, 3}))),
        ((0, 1, 2, 3, 4), Weekly(1, frozenset({1, 2, 3, 4, 5}))),
        ((0, 3, 6, 9), Daily(3)),
        ((0, 28, 56), Weekly(4, frozenset({1}))),
        ((0, 1, 14, 15, 28, 29), Weekly(2, frozenset({1, 2}))),
        ((5, 6, 12, 13), Weekly(1, frozenset({6, 7}))),
    ],
)
def test_among_equals_the_rule_a_person_would_choose(
    dates: tuple[int, ...], rule: Weekly | Daily
) -> None:
    days = [Day(MONDAY + timedelta(days=day, hours=18), 90) for day in dates]
    assert fit(days, max_occurrences=50) == Fit(
        Series(days[0].start, 90, rule, len(days)), moves=0, removals=0
    )


def test_sunday_never_joins_other_weekdays_when_weeks_are_left_out() -> None:
    days = [
        Day(MONDAY + timedelta(days=day, hours=18), 90) for day in (0, 6, 14, 20, 28, 34, 42, 48)
    ]
    rule = fit(days, max_occurrences=50).series.rule
    assert isinstance(rule, Weekly)
    assert (rule.interval == 1) or (7 not in rule.weekdays) or (len(rule.weekdays) == 1)
