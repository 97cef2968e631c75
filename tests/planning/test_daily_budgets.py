"""What fits into which day, whatever the hosts have used up already."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kurslink.planning.daily_budgets import Work, spread


def days(*writes: int, used: int = 0, per_day: int = 10) -> tuple[int, ...]:
    return spread([Work(1, each) for each in writes], per_day=per_day, used={(1, 0): used})


def test_what_does_not_fit_today_waits_until_tomorrow() -> None:
    assert days(4, 4, 4, 4, 4) == (0, 0, 1, 1, 2)


def test_what_is_used_up_already_counts() -> None:
    assert days(2, 2, used=8) == (0, 1)
    assert days(1, used=10) == (1,)


def test_a_small_course_still_fits_beside_a_large_one_that_waits() -> None:
    assert days(8, 5, 2) == (0, 1, 0)


def test_what_only_removes_occurrences_never_waits() -> None:
    assert days(0, used=10) == (0,)


def test_a_course_larger_than_a_day_gets_a_fresh_one() -> None:
    assert days(12, used=1) == (1,)
    assert days(12) == (0,)


def test_each_host_has_a_day_of_its_own() -> None:
    works = [Work(host, 6) for host in (1, 2, 1, 2)]
    assert spread(works, per_day=10, used={}) == (0, 0, 1, 1)


works = st.lists(st.builds(Work, st.integers(1, 3), st.integers(0, 12)), max_size=40)


@given(works=works, used=st.integers(0, 10))
def test_no_day_is_planned_beyond_its_budget_and_no_work_could_come_earlier(
    works: list[Work], used: int
) -> None:
    taken: dict[tuple[int, int], int] = defaultdict(int, {(host, 0): used for host in (1, 2, 3)})
    for work, day in zip(works, spread(works, per_day=10, used=dict(taken)), strict=True):

        def fits(on: int, work: Work = work) -> bool:
            before = taken[work.host, on]
            return work.writes == 0 or before == 0 or before + work.writes <= 10

        assert fits(day)
        assert not any(fits(earlier) for earlier in range(day))
        taken[work.host, day] += work.writes
