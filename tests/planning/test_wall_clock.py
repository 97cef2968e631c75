"""Local times around the two nights when the clock changes, and everywhere else."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.planning.errors import NonexistentTime
from kurslink.planning.wall_clock import (
    exists,
    from_utc,
    happens_twice,
    leave_out_nonexistent,
    to_utc,
)
from tests.planning.schedules import on

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01"))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@settings(deadline=None)
@given(moment=MOMENTS)
def test_a_local_time_either_survives_the_way_to_utc_and_back_or_does_not_exist(
    moment: datetime,
) -> None:
    minute = moment.replace(second=0, microsecond=0)
    if exists(minute, BERLIN):
        assert from_utc(to_utc(minute, BERLIN), BERLIN) == minute
    else:
        assert minute.hour == 2
        assert minute.month == 3


def test_the_gap_in_spring_does_not_exist() -> None:
    times = ["2027-03-28T01:59", "2027-03-28T02:00", "2027-03-28T02:59", "2027-03-28T03:00"]
    assert [exists(local(time), BERLIN) for time in times] == [True, False, False, True]


def test_a_time_in_the_gap_is_refused_and_never_shifted() -> None:
    with pytest.raises(NonexistentTime):
        to_utc(local("2027-03-28T02:30"), BERLIN)


def test_of_two_times_in_autumn_the_earlier_is_meant() -> None:
    twice = local("2027-10-31T02:30")
    assert happens_twice(twice, BERLIN)
    assert to_utc(twice, BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert from_utc(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), BERLIN) == twice


def test_the_hour_before_the_gap_does_not_happen_twice() -> None:
    assert not happens_twice(local("2027-03-28T02:30"), BERLIN)
    assert not happens_twice(local("2027-10-31T03:00"), BERLIN)


def test_only_the_day_in_the_gap_is_left_out() -> None:
    days = on("2027-03-21T02:30", "2027-03-28T02:30", "2027-10-31T02:30")
    assert leave_out_nonexistent(days, BERLIN) == (
        (days[0], days[2]),
        (
            Caveat(CaveatCode.TIME_DOES_NOT_EXIST, date(2027, 3, 28)),
            Caveat(CaveatCode.TIME_HAPPENS_TWICE, date(2027, 10, 31)),
        ),
    )
