"""A plan ends in exactly the days of the course, whatever they are."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.planning.changes import Remove
from kurslink.planning.days import Day
from kurslink.planning.errors import DuplicateStart, NoDays, PastDay
from kurslink.planning.fit import Objective, fit
from kurslink.planning.plan import (
    Calls,
    LongCourse,
    Meeting,
    NoFixedTime,
    Plan,
    Recurring,
    Single,
    plan_course,
)
from kurslink.planning.series import Series, Weekly
from kurslink.planning.wall_clock import from_utc, to_utc
from tests.planning.at_zoom import apply, expand, moves_onto_used_dates
from tests.planning.schedules import MONDAY, day_lists, on, weekly

BERLIN = ZoneInfo("Europe/Berlin")
SEMESTER = day_lists(most=50, span=150, starts=(9, 14, 18), durations=(90, 180))
OBJECTIVES = st.sampled_from(Objective)


def at_zoom(meeting: Meeting) -> list[Day]:
    """The days Zoom holds once the meeting is made and changed."""
    if isinstance(meeting, Recurring):
        return apply(expand(meeting.series), meeting.changes)
    return list(meeting.days)


@settings(max_examples=150, deadline=None)
@given(days=SEMESTER, limit=st.sampled_from([50, 60]), objective=OBJECTIVES)
def test_the_changes_turn_the_series_into_exactly_the_days(
    days: list[Day], limit: int, objective: Objective
) -> None:
    plan = plan_course(days, max_occurrences=limit, objective=objective)
    (meeting,) = plan.meetings
    assert at_zoom(meeting) == days
    assert list(meeting.days) == days
    if isinstance(meeting, Recurring):
        assert meeting.series.count <= limit
        found = fit(days, max_occurrences=limit, objective=objective)
        assert (meeting.calls.update, meeting.calls.remove) == (found.moves, found.removals)
        dates = {day.start.date() for day in days}
        assert len(dates) < len(days) or not moves_onto_used_dates(
            expand(meeting.series), meeting.changes
        )


@settings(max_examples=100, deadline=None)
@given(days=SEMESTER, ahead=st.integers(0, 40))
def test_no_occurrence_begins_in_the_past(days: list[Day], ahead: int) -> None:
    now = days[0].start - timedelta(days=ahead)
    (meeting,) = plan_course(days, not_before=now).meetings
    held = expand(meeting.series) if isinstance(meeting, Recurring) else meeting.days
    assert min(held).start >= now


@settings(max_examples=25, deadline=None)
@given(
    days=day_lists(most=40, span=60, starts=(9, 18)),
    limit=st.integers(1, 12),
    objective=OBJECTIVES,
)
def test_a_split_course_holds_every_day_in_exactly_one_meeting(
    days: list[Day], limit: int, objective: Objective
) -> None:
    plan = plan_course(days, max_occurrences=limit, long=LongCourse.SPLIT, objective=objective)
    assert [day for meeting in plan.meetings for day in at_zoom(meeting)] == days
    counts = [one.series.count for one in plan.meetings if isinstance(one, Recurring)]
    assert all(count <= limit for count in counts)


@settings(deadline=None)
@given(days=day_lists(most=8, span=20), data=st.data())
def test_the_order_of_the_list_does_not_matter(days: list[Day], data: st.DataObject) -> None:
    assert plan_course(data.draw(st.permutations(days))) == plan_course(days)


def test_one_day_is_a_single_meeting_and_one_call() -> None:
    (day,) = on("2026-09-07T18:00")
    plan = plan_course([day])
    assert plan == Plan((Single(day),))
    assert plan.calls == Calls(create=1)


def test_a_week_of_holiday_costs_one_removal() -> None:
    days = weekly(5, skip=frozenset({2}))
    plan = plan_course(days)
    holiday = days[1].start + timedelta(weeks=1)
    series = Series(days[0].start, 90, Weekly(1, frozenset({1})), 5)
    assert plan.meetings == (Recurring(series, (Remove(holiday),), tuple(days)),)
    assert plan.calls == Calls(create=1, remove=1, read=1)
    assert (plan.calls.total, plan.calls.writes) == (3, 1)


def test_fifty_days_fill_a_series_and_fifty_one_do_not() -> None:
    assert isinstance(plan_course(weekly(50)).meetings[0], Recurring)
    days = tuple(weekly(51))
    assert plan_course(days) == Plan((NoFixedTime(days),), (Caveat(CaveatCode.DAYS_NOT_IN_ZOOM),))


def test_the_example_of_the_ancestor_is_one_series_of_five() -> None:
    days = on(
        "2021-08-03T16:30",
        "2021-08-06T16:30",
        "2021-08-09T16:30",
        "2021-08-13T16:30",
        "2021-08-16T16:30",
    )
    plan = plan_course(days)
    assert len(plan.meetings) == 1
    assert at_zoom(plan.meetings[0]) == days
    assert plan.calls == Calls(create=1, remove=1, read=1)


def test_the_wall_clock_stays_over_both_clock_changes() -> None:
    first = datetime.fromisoformat("2026-03-17T18:00")
    (meeting,) = plan_course(weekly(40, start=first)).meetings
    instants = [to_utc(day.start, BERLIN) for day in at_zoom(meeting)]
    assert {instant.hour for instant in instants} == {16, 17}
    assert {from_utc(instant, BERLIN).hour for instant in instants} == {18}


@pytest.mark.parametrize("long", LongCourse)
def test_nothing_to_plan_is_refused(long: LongCourse) -> None:
    with pytest.raises(NoDays):
        plan_course([], long=long)


def test_two_days_at_one_moment_are_refused() -> None:
    days = [*on("2026-09-07T18:00"), *on("2026-09-07T18:00", minutes=45)]
    with pytest.raises(DuplicateStart):
        plan_course(days)


def test_a_past_day_is_refused() -> None:
    (day,) = on("2026-09-07T18:00")
    with pytest.raises(PastDay):
        plan_course([day], not_before=day.start + timedelta(minutes=1))


def test_a_thousand_days_are_split_in_a_few_seconds() -> None:
    dates = (MONDAY + timedelta(days=offset, hours=9) for offset in range(1600))
    days = [Day(day, 180) for day in dates if day.isoweekday() < 6 and day.day > 3][:1000]
    began = time.process_time()
    plan = plan_course(days, long=LongCourse.SPLIT)
    assert time.process_time() - began < 5
    assert [day for meeting in plan.meetings for day in at_zoom(meeting)] == days
