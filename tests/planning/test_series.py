"""Our series hold the days an independent library expands them to."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.planning.series import Daily, Rule, Series, Weekly
from tests.planning.at_zoom import expand
from tests.planning.schedules import MONDAY

RULES = st.one_of(
    st.builds(Daily, st.integers(1, 14)),
    st.builds(Weekly, st.integers(1, 4), st.sets(st.integers(1, 7), min_size=1).map(frozenset)),
)


@settings(deadline=None)
@given(rule=RULES, count=st.integers(1, 60), offset=st.integers(0, 400))
def test_a_series_holds_the_days_of_its_rule(rule: Rule, count: int, offset: int) -> None:
    start = MONDAY + timedelta(days=offset, hours=18)
    first = _first_on(rule, start)
    series = Series(first, 90, rule, count)
    assert list(series.days()) == expand(series)


def _first_on(rule: Rule, start: datetime) -> datetime:
    """The first moment from `start` on that lies on the rule."""
    if isinstance(rule, Daily):
        return start
    week = (start + timedelta(days=ahead) for ahead in range(7))
    return next(day for day in week if day.isoweekday() in rule.weekdays)
