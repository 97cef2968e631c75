"""What Zoom holds beside what the course wants, day by day."""

from hypothesis import given, settings

from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Same, compare, differences
from tests.planning.schedules import day_lists, on

LISTS = day_lists(most=8, span=6, durations=(90, 45))


@settings(deadline=None)
@given(wanted=LISTS, held=LISTS)
def test_every_day_stands_in_exactly_one_row(wanted: list[Day], held: list[Day]) -> None:
    rows = compare(wanted, held)
    left = [day for row in rows if (day := _wanted(row))]
    right = [day for row in rows if (day := _held(row))]
    assert (sorted(left), sorted(right)) == (wanted, held)


def _wanted(row: object) -> Day | None:
    match row:
        case Same(day) | Missing(day) | Differs(day, _):
            return day
    return None


def _held(row: object) -> Day | None:
    match row:
        case Same(day) | Extra(day) | Differs(_, day):
            return day
    return None


@settings(deadline=None)
@given(days=LISTS)
def test_equal_lists_have_no_difference(days: list[Day]) -> None:
    assert differences(days, reversed(days)) == ()


def test_a_day_at_another_time_differs_and_on_another_date_is_missing() -> None:
    monday, tuesday, wednesday = on("2026-09-07T18:00", "2026-09-08T18:00", "2026-09-09T18:00")
    later, thursday = on("2026-09-08T19:00", "2026-09-10T18:00")
    assert compare([monday, tuesday, wednesday], [monday, later, thursday]) == (
        Same(monday),
        Differs(tuesday, later),
        Missing(wednesday),
        Extra(thursday),
    )


def test_of_two_days_on_one_date_the_equal_one_is_found() -> None:
    morning, evening, noon = on("2026-09-07T09:00", "2026-09-07T18:00", "2026-09-07T12:00")
    assert compare([morning, evening], [noon, evening]) == (
        Differs(morning, noon),
        Same(evening),
    )
