"""The plan of a batch: per course what would happen, at which host, when, or why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kurslink.models import Course, Meeting, ZoomUser
from kurslink.planning.plan import Calls
from kurslink.services.batches.outlook import Job, Outlook, outlook, seconds_for
from kurslink.services.errors import Refusal
from kurslink.services.transfer.steps import Step
from kurslink.services.transfer.wanted_meeting import Wanted
from kurslink.services.words.notices import Notice
from kurslink.zoom.errors import ZoomError


class RowState(StrEnum):
    """What the plan means for a course."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WAITING = "waiting"
    IMPOSSIBLE = "impossible"


SENDABLE = (RowState.NEW, RowState.CHANGED)


@dataclass(frozen=True)
class PlanRow:
    """One course of the plan.

    `wanted` is None if nothing can be sent; then `error` says why. `offered` are the hosts to
    choose from, none if the course has its own. `is_doubtful`: a person should look before it is
    sent, a notice says why. `due_at` is when it will be sent if it `is_ticked`.
    """

    course: Course
    state: RowState
    meeting: Meeting | None = None
    wanted: Wanted | None = None
    steps: tuple[Step, ...] = ()
    calls: Calls = field(default_factory=Calls)
    offered: tuple[ZoomUser, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: Refusal | ZoomError | None = None
    is_doubtful: bool = False
    is_ticked: bool = False
    due_at: datetime | None = None

    @property
    def may_be_sent(self) -> bool:
        """Whether there is something to send."""
        return self.state in SENDABLE

    @property
    def overwrites_zoom(self) -> bool:
        """Whether somebody changed the meeting at Zoom, which a transfer would undo."""
        return self.meeting is not None and self.meeting.drift is not None and self.may_be_sent

    @property
    def host(self) -> ZoomUser | None:
        """Who will hold the course, its own host or the proposed one."""
        return self.wanted.host if self.wanted else None

    @property
    def writing_host(self) -> ZoomUser | None:
        """The host whose daily budget the steps use up: a meeting's present one."""
        is_there = self.meeting is not None and self.meeting.is_at_zoom
        return self.meeting.host if self.meeting and is_there else self.host

    @property
    def first_at(self) -> datetime | None:
        """The local start of its first day to come."""
        return min(self.wanted.days).start if self.wanted else None

    @property
    def seconds(self) -> float:
        """How long its calls will take; a new meeting's passcode rule is asked for beside them."""
        extra = self.state is RowState.NEW
        return seconds_for(self.wanted.account, self.calls.total + extra) if self.wanted else 0.0


@dataclass(frozen=True)
class BatchPlan:
    """The plan as of `now`: rows by first day, then those nothing can be done for."""

    rows: tuple[PlanRow, ...]
    now: datetime

    @property
    def chosen(self) -> tuple[PlanRow, ...]:
        """What will be sent, in the order in which it will."""
        return tuple(row for row in self.rows if row.is_ticked)

    @property
    def calls(self) -> Calls:
        """What the chosen rows cost."""
        return sum((row.calls for row in self.chosen), start=Calls())

    @property
    def outlook(self) -> Outlook:
        """When the chosen rows will be done."""
        return outlook(self._jobs(), now=self.now)

    def _jobs(self) -> Iterator[Job]:
        for row in self.chosen:
            yield Job(row.due_at or self.now, row.seconds)

    def in_state(self, *states: RowState) -> tuple[PlanRow, ...]:
        """The rows in one of `states`."""
        return tuple(row for row in self.rows if row.state in states)
