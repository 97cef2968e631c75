"""An update ends in exactly the days wanted, by the cheapest way, and keeps the link."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.changes import Move, Remove
from kurslink.planning.days import Day
from kurslink.planning.fit import Objective
from kurslink.planning.plan import (
    Calls,
    Kind,
    NoFixedTime,
    Recurring,
    Single,
    plan_course,
)
from kurslink.planning.update import Held, Obstacle, Rebuild, Step, Update, plan_update
from tests.planning.at_zoom import apply, expand
from tests.planning.schedules import day_lists, on, shifted, weekly

LISTS = day_lists(most=10, span=25, durations=(90, 45))
OBJECTIVES = st.sampled_from(Objective)


def series_of(days: Sequence[Day]) -> Held:
    return Held(Kind.RECURRING, tuple(days))


def carry_out(held: Held, steps: Sequence[Step]) -> list[Day]:
    """What Zoom holds afterwards, if a rebuild forgets everything before."""
    if steps and isinstance(steps[0], Rebuild):
        meeting = steps[0].meeting
        made = expand(meeting.series) if isinstance(meeting, Recurring) else meeting.days
        return apply(made, _changes(steps[1:]))
    return apply(held.occurrences, _changes(steps))


def _changes(steps: Sequence[Step]) -> list[Move | Remove]:
    return [step for step in steps if not isinstance(step, Rebuild)]


@settings(max_examples=200, deadline=None)
@given(held=LISTS, days=LISTS, objective=OBJECTIVES)
def test_the_steps_end_in_exactly_the_days(
    held: list[Day], days: list[Day], objective: Objective
) -> None:
    update = plan_update(series_of(held), days, objective=objective)
    assert update.possible
    assert carry_out(series_of(held), update.steps) == days


@settings(max_examples=200, deadline=None)
@given(held=LISTS, days=LISTS)
def test_no_way_is_dearer_than_sending_a_new_schedule(held: list[Day], days: list[Day]) -> None:
    calls = plan_update(series_of(held), days).calls
    anew = plan_course(days).calls
    assert 2 * calls.writes + calls.remove <= 2 * anew.writes + anew.remove


@settings(max_examples=200, deadline=None)
@given(held=LISTS, days=LISTS)
def test_without_a_rebuild_single_occurrences_are_changed_or_it_is_impossible(
    held: list[Day], days: list[Day]
) -> None:
    update = plan_update(series_of(held), days, may_rebuild=False)
    if len(held) < len(days):
        assert update == Update((), Obstacle.MORE_DAYS_THAN_OCCURRENCES)
    else:
        assert apply(held, _changes(update.steps)) == days


@settings(deadline=None)
@given(days=LISTS, kind=st.sampled_from([Kind.SINGLE, Kind.RECURRING]))
def test_nothing_different_needs_no_step(days: list[Day], kind: Kind) -> None:
    update = plan_update(Held(kind, tuple(days)), days)
    assert update == Update(())
    assert update.calls == Calls()


def test_a_cancelled_day_is_removed() -> None:
    days = weekly(6)
    cancelled = days.pop(2)
    assert plan_update(series_of(weekly(6)), days).steps == (Remove(cancelled.start),)


def test_a_moved_day_is_moved() -> None:
    held = weekly(6)
    days = [*held[:2], *shifted(held[2:3], timedelta(days=1, hours=-2)), *held[3:]]
    assert plan_update(series_of(held), days).steps == (Move(held[2].start, days[2]),)


def test_another_time_for_all_days_is_a_new_schedule() -> None:
    held = weekly(6)
    days = shifted(held, timedelta(hours=1))
    (meeting,) = plan_course(days).meetings
    update = plan_update(series_of(held), days)
    assert update == Update((Rebuild(meeting),))
    assert update.calls == Calls(update=1, read=1)


def test_a_further_day_is_a_new_schedule_with_its_corrections() -> None:
    held = weekly(6)
    days = [*held, *shifted(held[-1:], timedelta(weeks=2))]
    (meeting,) = plan_course(days).meetings
    holiday = held[-1].start + (days[-1].start - held[-1].start) / 2
    assert plan_update(series_of(held), days).steps == (Rebuild(meeting), Remove(holiday))


def test_a_single_meeting_becomes_a_series_and_back() -> None:
    days = weekly(3)
    (series,) = plan_course(days).meetings
    single = Held(Kind.SINGLE, (days[0],))
    assert plan_update(single, days).steps == (Rebuild(series),)
    assert plan_update(series_of(weekly(9)), days[:1]).steps == (Rebuild(Single(days[0])),)


def test_a_single_meeting_gets_another_time_by_a_new_schedule() -> None:
    held, wanted = on("2026-09-07T18:00", "2026-09-08T18:00")
    single = Held(Kind.SINGLE, (held,))
    assert plan_update(single, [wanted]).steps == (Rebuild(Single(wanted)),)
    assert plan_update(single, [wanted], may_rebuild=False) == Update(
        (), Obstacle.OTHER_KIND_NEEDED
    )


def test_a_series_outgrows_its_limit_and_shrinks_again() -> None:
    many = weekly(51)
    long = Held(Kind.NO_FIXED_TIME, ())
    (meeting,) = plan_course(many[:50]).meetings
    assert plan_update(series_of(many[:50]), many).steps == (Rebuild(NoFixedTime(tuple(many))),)
    assert plan_update(long, many) == Update(())
    assert plan_update(long, many[:50]).steps == (Rebuild(meeting),)


def test_what_zoom_holds_beyond_the_limit_is_left_alone() -> None:
    many = weekly(55)
    assert plan_update(series_of(many), many) == Update(())
