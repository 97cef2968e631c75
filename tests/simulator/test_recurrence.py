"""The simulator's own reading of recurrence rules, against another implementation."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.simulator.recurrence import (
    Daily,
    MonthlyByDate,
    MonthlyByWeekday,
    Recurrence,
    Times,
    Until,
    Weekly,
    dates,
    starts,
)

BERLIN = ZoneInfo("Europe/Berlin")
DATEUTIL_DAYS = (rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA)

days = st.dates(min_value=date(2026, 1, 1), max_value=date(2032, 12, 31))
weekdays = st.frozensets(st.integers(1, 7), min_size=1)


def first_dates(rule: Daily | Weekly | MonthlyByDate | MonthlyByWeekday, day: date) -> list[date]:
    return list(islice(dates(rule, day), 30))


def oracle(day: date, **rule: Any) -> list[date]:
    start = datetime.combine(day, datetime.min.time())
    return [moment.date() for moment in rrule.rrule(dtstart=start, count=30, **rule)]


@given(day=days, interval=st.integers(1, 99))
@settings(max_examples=40)
def test_daily_rules_agree_with_dateutil(day: date, interval: int) -> None:
    assert first_dates(Daily(interval), day) == oracle(day, freq=rrule.DAILY, interval=interval)


@given(day=days, numbers=weekdays)
@settings(max_examples=80)
def test_weekly_rules_agree_with_dateutil(day: date, numbers: frozenset[int]) -> None:
    byweekday = [DATEUTIL_DAYS[number - 1] for number in sorted(numbers)]
    assert first_dates(Weekly(1, numbers), day) == oracle(
        day, freq=rrule.WEEKLY, byweekday=byweekday, wkst=rrule.SU
    )


@given(day=days, numbers=weekdays, interval=st.integers(2, 50))
@settings(max_examples=80)
def test_longer_weekly_intervals_count_from_the_first_matching_day(
    day: date, numbers: frozenset[int], interval: int
) -> None:
    found = first_dates(Weekly(interval, numbers), day)
    byweekday = [DATEUTIL_DAYS[number - 1] for number in sorted(numbers)]
    assert found == oracle(
        found[0], freq=rrule.WEEKLY, interval=interval, byweekday=byweekday, wkst=rrule.SU
    )
    assert found[0] - day < timedelta(days=7)


@given(day=days, number=st.integers(1, 31))
@settings(max_examples=40)
def test_monthly_rules_by_date_agree_with_dateutil(day: date, number: int) -> None:
    assert first_dates(MonthlyByDate(1, number), day) == oracle(
        day, freq=rrule.MONTHLY, bymonthday=number
    )


@given(day=days, week=st.sampled_from([-1, 1, 2, 3, 4]), weekday=st.integers(1, 7))
@settings(max_examples=40)
def test_monthly_rules_by_weekday_agree_with_dateutil(day: date, week: int, weekday: int) -> None:
    assert first_dates(MonthlyByWeekday(1, week, weekday), day) == oracle(
        day, freq=rrule.MONTHLY, byweekday=DATEUTIL_DAYS[weekday - 1](week)
    )


def test_the_given_day_is_no_date_if_the_rule_does_not_match_it() -> None:
    wednesday = date(2021, 12, 8)
    assert next(dates(Weekly(1, frozenset({3})), wednesday)) == date(2021, 12, 14)


@pytest.mark.parametrize(
    ("first", "utc_hours"),
    [
        (datetime(2027, 3, 21, 18, 0, tzinfo=BERLIN), [17, 16]),
        (datetime(2027, 10, 24, 18, 0, tzinfo=BERLIN), [16, 17]),
    ],
    ids=["to summer time", "to winter time"],
)
def test_the_wall_clock_stays_over_the_clock_change(first: datetime, utc_hours: list[int]) -> None:
    sundays = Recurrence(Weekly(1, frozenset({1})), Times(2))
    assert [start.hour for start in starts(sundays, first)] == utc_hours


def test_an_end_date_counts_its_own_moment() -> None:
    first = datetime(2027, 3, 2, 18, 0, tzinfo=BERLIN)
    tuesdays = Recurrence(
        Weekly(1, frozenset({3})), Until(datetime(2027, 3, 16, 17, 0, tzinfo=UTC))
    )
    assert [start.day for start in starts(tuesdays, first)] == [2, 9, 16]


def test_a_series_without_end_stores_about_two_years() -> None:
    first = datetime(2027, 3, 2, 18, 0, tzinfo=BERLIN)
    assert len(starts(Recurrence(Weekly(1, frozenset({3})), Times(0)), first)) == 110
    assert len(starts(Recurrence(MonthlyByDate(1, 2), Times(0)), first)) == 60
