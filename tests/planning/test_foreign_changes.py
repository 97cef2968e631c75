"""What somebody else changed, told apart from what was changed here."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.days import Day
from kurslink.planning.foreign_changes import ForeignChange, KeyedDay, foreign_changes
from tests.planning.schedules import day_lists

LISTS = day_lists(most=6, span=6, durations=(90, 45))


def day(number: int, begin: str = "18:00", minutes: int = 90) -> Day:
    return Day(datetime.combine(date(2026, 9, number), time.fromisoformat(begin)), minutes)


def keyed(*days: Day) -> list[KeyedDay]:
    return [KeyedDay(str(index), each) for index, each in enumerate(days)]


A, B, C = day(2), day(9), day(16)


@given(known=LISTS, wanted=LISTS)
def test_what_is_still_as_known_was_not_changed_there(known: list[Day], wanted: list[Day]) -> None:
    assert foreign_changes(keyed(*known), wanted, keyed(*known)) == ()


@given(known=LISTS, held=LISTS)
def test_what_has_become_what_is_wanted_is_no_change(known: list[Day], held: list[Day]) -> None:
    assert foreign_changes(keyed(*known), held, keyed(*held)) == ()


@given(known=LISTS, held=LISTS, data=st.data())
def test_nobody_is_named_twice(known: list[Day], held: list[Day], data: st.DataObject) -> None:
    wanted = data.draw(st.permutations(known))
    changes = foreign_changes(keyed(*known), wanted, keyed(*held))
    here = [each.here for each in changes if each.here]
    there = [each.at_zoom for each in changes if each.at_zoom]
    assert sorted(here) == sorted(set(known) - set(held))
    assert sorted(there) == sorted(set(held) - set(known))


def test_a_moved_date_is_recognised_by_its_key() -> None:
    moved, other = day(10), day(17)
    held = [KeyedDay("0", A), KeyedDay("1", moved), KeyedDay("2", other)]
    assert foreign_changes(keyed(A, B, C), [A, B, C], held) == (
        ForeignChange(B, moved),
        ForeignChange(C, other),
    )


def test_one_date_gone_and_one_new_are_a_move_also_under_a_new_key() -> None:
    held = [KeyedDay("0", A), KeyedDay("9", day(10)), KeyedDay("2", C)]
    assert foreign_changes(keyed(A, B, C), [A, B, C], held) == (ForeignChange(B, day(10)),)


def test_added_and_removed_dates_have_one_side() -> None:
    held = [KeyedDay("0", A), KeyedDay("1", B), KeyedDay("9", day(30))]
    assert foreign_changes(keyed(A, B), [A, B], held) == (ForeignChange(None, day(30)),)
    assert foreign_changes(keyed(A, B), [A, B], keyed(A)) == (ForeignChange(B, None),)


def test_a_change_of_ours_that_waits_is_not_mistaken_for_theirs() -> None:
    ours = day(23)
    held = [KeyedDay("0", A), KeyedDay("1", day(9, "19:00"))]
    assert foreign_changes(keyed(A, B), [A, B, ours], held) == (ForeignChange(B, day(9, "19:00")),)


def test_changed_on_both_sides_shows_both() -> None:
    ours, theirs = day(9, "17:00"), day(9, "19:00")
    held = [KeyedDay("0", A), KeyedDay("1", theirs)]
    assert foreign_changes(keyed(A, B), [A, ours], held) == (ForeignChange(ours, theirs),)
