"""What a course costs at Zoom by our plans, by the approaches of others, and at the very least."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from kurslink.planning.days import Day
from kurslink.planning.fit import Objective, fewest_moves
from kurslink.planning.plan import plan_course
from kurslink.planning.series import Daily, Rule, Series, Weekly

LONGEST_DAILY = 14


class Cost(NamedTuple):
    """Per course."""

    writes: float
    calls: float
    links: float


Approach = Callable[[Sequence[Day]], Cost]


def _planned(objective: Objective) -> Approach:
    def cost(days: Sequence[Day]) -> Cost:
        plan = plan_course(days, objective=objective)
        return Cost(plan.calls.writes, plan.calls.total, len(plan.meetings))

    return cost


def _lower_bound(days: Sequence[Day]) -> Cost:
    writes = 1 + fewest_moves(days)
    return Cost(writes, writes, 1)


def _ancestor(days: Sequence[Day]) -> Cost:
    """The first rhythm found, one occurrence per day, every differing one sent again."""
    if len(days) == 1:
        return Cost(1, 1, 1)
    series = Series(days[0].start, days[0].duration, _first_rhythm(days), len(days))
    differing = sum(held != wanted for held, wanted in zip(series.days(), days, strict=True))
    return Cost(1 + differing, 2 + differing, 1)


def _first_rhythm(days: Sequence[Day]) -> Rule:
    """As many days apart as the first two, or every week."""
    apart = (days[1].start.date() - days[0].start.date()).days
    if 0 < apart <= LONGEST_DAILY:
        return Daily(apart)
    return Weekly(1, frozenset({days[0].start.isoweekday()}))


def _one_rule_or_singles(days: Sequence[Day]) -> Cost:
    """A series if one rule gives exactly the days, otherwise a meeting for each."""
    times = {(day.start.time(), day.duration) for day in days}
    is_rule = len(times) == 1 and (_is_evenly_spaced(days) or _is_weekly(days))
    meetings = 1 if is_rule else len(days)
    return Cost(meetings, meetings, meetings)


def _is_evenly_spaced(days: Sequence[Day]) -> bool:
    return len({later.start - day.start for day, later in pairwise(days)}) <= 1


def _is_weekly(days: Sequence[Day]) -> bool:
    """Whether the weekdays of the first week go on without a gap."""
    week = [day for day in days if day.start - days[0].start < timedelta(weeks=1)]
    rule = Weekly(1, frozenset(day.start.isoweekday() for day in week))
    series = Series(days[0].start, days[0].duration, rule, len(days))
    return series.days() == tuple(days)


def _a_meeting_per_day(days: Sequence[Day]) -> Cost:
    return Cost(len(days), len(days), len(days))


BASELINE = "the ancestor: first rhythm found"
APPROACHES: dict[str, Approach] = {
    "exact plan, least writes": _planned(Objective.FEWEST_WRITES),
    "exact plan, fewest calls": _planned(Objective.FEWEST_CALLS),
    "lower bound": _lower_bound,
    BASELINE: _ancestor,
    "one rule or single meetings": _one_rule_or_singles,
    "a meeting per day": _a_meeting_per_day,
}
