"""Knows the cheapest way from what Zoom holds to what the course needs, keeping the link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kurslink.planning.changes import Move, Remove, changes_between
from kurslink.planning.days import Day, in_order
from kurslink.planning.fit import Objective
from kurslink.planning.plan import Calls, Kind, Meeting, Recurring, plan_course


@dataclass(frozen=True)
class Held:
    """What one meeting holds at Zoom, now and in the future; the past is left alone.

    `occurrences` are the days as they stand, after all earlier moves and removals: one for a
    single meeting, none without fixed times.
    """

    kind: Kind
    occurrences: tuple[Day, ...]


@dataclass(frozen=True)
class Rebuild:
    """Send a complete new schedule to the meeting.

    Assumed to make all occurrences anew and to forget earlier moves and removals.
    """

    meeting: Meeting


Step = Rebuild | Move | Remove


class Obstacle(StrEnum):
    """Why the days cannot be reached without a rebuild."""

    MORE_DAYS_THAN_OCCURRENCES = "more_days_than_occurrences"
    """No call adds an occurrence to a series."""
    OTHER_KIND_NEEDED = "other_kind_needed"
    """The meeting has no occurrences that could be moved or removed one by one."""


@dataclass(frozen=True)
class Update:
    """The steps, in the order of execution; none when nothing differs.

    Changes after a Rebuild are predicted from its series: read what Zoom made of it, and ask again
    with `may_rebuild=False`. An obstacle stands alone, without steps.
    """

    steps: tuple[Step, ...]
    obstacle: Obstacle | None = None

    @property
    def possible(self) -> bool:
        """Whether the steps end in the days wanted."""
        return self.obstacle is None

    @property
    def calls(self) -> Calls:
        """What carrying out all steps takes, with one reading back."""
        removals = sum(isinstance(step, Remove) for step in self.steps)
        writes = len(self.steps) - removals
        return Calls(update=writes, remove=removals, read=int(bool(self.steps)))


def plan_update(
    held: Held,
    days: Sequence[Day],
    *,
    max_occurrences: int = 50,
    objective: Objective = Objective.FEWEST_CALLS,
    may_rebuild: bool = True,
    not_before: datetime | None = None,
) -> Update:
    """The cheapest steps after which the meeting holds exactly the days, given in any order.

    Occurrences are named by the local start they have when the step is due. More days than
    `max_occurrences` end in one link without fixed times. No new occurrence begins before
    `not_before` (local). Equal cost: keep the occurrences there are.
    Raises NoDays for an empty list, DuplicateStart for two days at one moment.
    """
    wanted = in_order(days)
    if _is_so(held, wanted, max_occurrences):
        return Update(())
    kept = _keeping(held, wanted)
    if not may_rebuild:
        return kept
    meeting = plan_course(
        wanted, max_occurrences=max_occurrences, objective=objective, not_before=not_before
    ).meetings[0]
    rebuilt = Update((Rebuild(meeting), *_corrections(meeting)))
    if kept.possible and _cost(kept, objective) <= _cost(rebuilt, objective):
        return kept
    return rebuilt


def _is_so(held: Held, wanted: tuple[Day, ...], max_occurrences: int) -> bool:
    if held.kind is Kind.NO_FIXED_TIME:
        return len(wanted) > max_occurrences
    return tuple(sorted(held.occurrences)) == wanted


def _keeping(held: Held, wanted: tuple[Day, ...]) -> Update:
    """The way that moves and removes single occurrences."""
    if held.kind is not Kind.RECURRING:
        return Update((), Obstacle.OTHER_KIND_NEEDED)
    if len(held.occurrences) < len(wanted):
        return Update((), Obstacle.MORE_DAYS_THAN_OCCURRENCES)
    return Update(changes_between(sorted(held.occurrences), wanted))


def _corrections(meeting: Meeting) -> tuple[Move | Remove, ...]:
    return meeting.changes if isinstance(meeting, Recurring) else ()


def _cost(update: Update, objective: Objective) -> int:
    return objective.price_of_write * update.calls.writes + update.calls.remove
