"""Knows which meetings a course gets, and what they cost in calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import add
from typing import ClassVar

from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.planning.changes import Change, Move, changes_between
from kurslink.planning.days import Day, in_order
from kurslink.planning.errors import PastDay
from kurslink.planning.fit import Objective, fit
from kurslink.planning.series import Series
from kurslink.planning.split import split


class Kind(StrEnum):
    """The kinds of meeting Zoom knows and we use."""

    SINGLE = "single"
    RECURRING = "recurring"
    NO_FIXED_TIME = "no_fixed_time"


class LongCourse(StrEnum):
    """What becomes of more days than a series may hold: one link without dates, or several."""

    NO_FIXED_TIME = "no_fixed_time"
    SPLIT = "split"


@dataclass(frozen=True)
class Calls:
    """Requests to Zoom by purpose."""

    create: int = 0
    update: int = 0
    remove: int = 0
    read: int = 0

    @property
    def total(self) -> int:
        """All requests."""
        return self.create + self.update + self.remove + self.read

    @property
    def writes(self) -> int:
        """The requests Zoom counts per host and UTC day; removals apparently are not."""
        return self.create + self.update

    def __add__(self, other: "Calls") -> "Calls":
        return Calls(
            self.create + other.create,
            self.update + other.update,
            self.remove + other.remove,
            self.read + other.read,
        )


@dataclass(frozen=True)
class Single:
    """One meeting on one day."""

    day: Day
    kind: ClassVar[Kind] = Kind.SINGLE

    @property
    def days(self) -> tuple[Day, ...]:
        """The one day."""
        return (self.day,)

    @property
    def calls(self) -> Calls:
        """One request."""
        return Calls(create=1)


@dataclass(frozen=True)
class Recurring:
    """A series which `changes`, in this order, turn into exactly `days`."""

    series: Series
    changes: tuple[Change, ...]
    days: tuple[Day, ...]
    kind: ClassVar[Kind] = Kind.RECURRING

    @property
    def calls(self) -> Calls:
        """The answer to create lists the occurrences: only changes make reading back necessary."""
        moves = sum(isinstance(change, Move) for change in self.changes)
        removals = len(self.changes) - moves
        return Calls(create=1, update=moves, remove=removals, read=int(bool(self.changes)))


@dataclass(frozen=True)
class NoFixedTime:
    """One link for all days; Zoom does not learn the dates."""

    days: tuple[Day, ...]
    kind: ClassVar[Kind] = Kind.NO_FIXED_TIME

    @property
    def calls(self) -> Calls:
        """One request, whatever the number of days."""
        return Calls(create=1)


Meeting = Single | Recurring | NoFixedTime


@dataclass(frozen=True)
class Plan:
    """The meetings of a course in order of time; every day stands in exactly one of them."""

    meetings: tuple[Meeting, ...]
    warnings: tuple[Caveat, ...] = ()

    @property
    def calls(self) -> Calls:
        """What carrying out the whole plan takes."""
        return reduce(add, (meeting.calls for meeting in self.meetings))


def plan_course(
    days: Sequence[Day],
    *,
    max_occurrences: int = 50,
    long: LongCourse = LongCourse.NO_FIXED_TIME,
    objective: Objective = Objective.FEWEST_CALLS,
    not_before: datetime | None = None,
) -> Plan:
    """The cheapest meetings for the days, in any order.

    No occurrence begins before `not_before` (local): pass the present moment, and days after it.
    Raises NoDays for an empty list, DuplicateStart for two days at one moment, PastDay for one
    before `not_before`.
    """
    ordered = in_order(days)
    if not_before is not None and ordered[0].start < not_before:
        raise PastDay(ordered[0].start)
    if len(ordered) <= max_occurrences:
        return Plan((_meeting(ordered, max_occurrences, objective, not_before),))
    if long is LongCourse.NO_FIXED_TIME:
        return Plan((NoFixedTime(ordered),), (Caveat(CaveatCode.DAYS_NOT_IN_ZOOM),))
    periods = split(
        ordered, max_occurrences=max_occurrences, objective=objective, not_before=not_before
    )
    meetings = (_meeting(days, max_occurrences, objective, not_before) for days in periods)
    return Plan(tuple(meetings), (Caveat(CaveatCode.SEVERAL_LINKS),))


def _meeting(
    days: Sequence[Day], max_occurrences: int, objective: Objective, not_before: datetime | None
) -> Meeting:
    if len(days) == 1:
        return Single(days[0])
    series = fit(
        days, max_occurrences=max_occurrences, objective=objective, not_before=not_before
    ).series
    return Recurring(series, changes_between(series.days(), days), tuple(days))
