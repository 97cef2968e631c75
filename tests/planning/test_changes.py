"""What is moved and removed, and in which order, so that no occurrence ever passes another."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kurslink.planning.changes import Move, Remove, changes_between
from kurslink.planning.days import Day
from tests.planning.at_zoom import apply, moves_onto_used_dates
from tests.planning.schedules import day_lists, on

LISTS = day_lists(most=12, span=25, durations=(90, 45))


@settings(max_examples=200, deadline=None)
@given(occurrences=LISTS, days=LISTS)
def test_changes_end_in_exactly_the_days_and_pass_no_neighbour(
    occurrences: list[Day], days: list[Day]
) -> None:
    assume(len(occurrences) >= len(days))
    assert apply(occurrences, changes_between(occurrences, days)) == days


@settings(max_examples=200, deadline=None)
@given(occurrences=LISTS, days=LISTS)
def test_no_move_lands_on_a_date_in_use_if_dates_are_used_once(
    occurrences: list[Day], days: list[Day]
) -> None:
    assume(len(occurrences) >= len(days))
    assume(all(_dates_used_once(listed) for listed in (occurrences, days)))
    assert moves_onto_used_dates(occurrences, changes_between(occurrences, days)) == []


def _dates_used_once(days: list[Day]) -> bool:
    return len({day.start.date() for day in days}) == len(days)


@settings(deadline=None)
@given(days=LISTS)
def test_equal_days_need_no_change(days: list[Day]) -> None:
    assert changes_between(days, days) == ()


@settings(max_examples=200, deadline=None)
@given(
    occurrences=day_lists(most=6, span=8),
    days=day_lists(most=4, span=8),
    data=st.data(),
)
def test_no_other_assignment_moves_fewer(
    occurrences: list[Day], days: list[Day], data: st.DataObject
) -> None:
    assume(len(occurrences) >= len(days))
    kept = sorted(data.draw(st.sets(st.sampled_from(occurrences), min_size=len(days))))[: len(days)]
    moves = sum(isinstance(one, Move) for one in changes_between(occurrences, days))
    assert moves <= sum(old != new for old, new in zip(kept, days, strict=True))


def test_removals_come_first_then_later_moves_backwards_then_earlier_ones_forwards() -> None:
    occurrences = on(
        "2026-09-07T18:00",
        "2026-09-14T18:00",
        "2026-09-21T18:00",
        "2026-09-28T18:00",
        "2026-10-05T18:00",
        "2026-10-12T18:00",
    )
    days = on(
        "2026-09-15T18:00",
        "2026-09-22T18:00",
        "2026-09-23T18:00",
        "2026-09-24T18:00",
        "2026-10-12T18:00",
    )
    sept_14, sept_21, sept_28, oct_5 = (day.start for day in occurrences[1:5])
    assert changes_between(occurrences, days) == (
        Remove(occurrences[0].start),
        Move(sept_21, days[1]),
        Move(sept_14, days[0]),
        Move(sept_28, days[2]),
        Move(oct_5, days[3]),
    )


def test_the_nearest_occurrence_is_moved_and_the_others_removed() -> None:
    occurrences = on("2026-10-07T16:00", "2026-10-14T16:00", "2026-10-21T16:00")
    day = on("2026-10-15T18:00")
    assert changes_between(occurrences, day) == (
        Remove(occurrences[0].start),
        Remove(occurrences[2].start),
        Move(occurrences[1].start, day[0]),
    )


def test_a_longer_day_is_a_move_on_the_spot() -> None:
    occurrence = on("2026-10-07T16:00")
    longer = on("2026-10-07T16:00", minutes=180)
    assert changes_between(occurrence, longer) == (Move(occurrence[0].start, longer[0]),)
