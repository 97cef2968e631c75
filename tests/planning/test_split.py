"""A long course is cut where the whole costs least."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.days import Day
from kurslink.planning.fit import Objective, fit
from kurslink.planning.split import split
from tests.planning.exhaustive import least_split
from tests.planning.schedules import day_lists, weekly


@settings(max_examples=60, deadline=None)
@given(
    days=day_lists(most=7, span=14, durations=(90, 45)),
    limit=st.integers(1, 4),
    objective=st.sampled_from(Objective),
)
def test_no_other_cut_is_cheaper(days: list[Day], limit: int, objective: Objective) -> None:
    periods = split(days, max_occurrences=limit, objective=objective)
    costs = [
        objective.price_of_link
        + fit(period, max_occurrences=limit, objective=objective).cost(objective)
        for period in periods
    ]
    assert sum(costs) == least_split(
        days,
        limit=limit,
        price_of_write=objective.price_of_write,
        price_of_link=objective.price_of_link,
    )


def test_the_cut_falls_into_the_holidays() -> None:
    days = weekly(64, skip=frozenset(range(30, 34)))
    assert split(days, max_occurrences=50) == (days[:30], days[30:])


def test_a_stray_day_stays_in_a_series_instead_of_getting_a_link() -> None:
    days = weekly(60)
    stray = Day(days[10].start + timedelta(days=2, hours=-4), 45)
    both = sorted([*days, stray])
    assert len(split(both, max_occurrences=50)) == 2
