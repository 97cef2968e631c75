"""„Verlauf": what was done to a course here and at Zoom, in sentences, newest first."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import Course, Order, TransferStep
from kurslink.services.journal.entries import entries_of
from kurslink.services.journal.lines import lines_of
from kurslink.services.rights import Actor
from kurslink.services.staff_names import StaffNames
from kurslink.services.transfer.carry_out import DONE
from kurslink.services.words.describe_history import (
    describe_order,
    describe_outcome,
    describe_record,
)

MOST_LINES = 500
_ORDERS = "order."
"""The course's history shows the orders themselves, which say how they stand now."""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened. `request_id` names a request to Zoom's support."""

    at: datetime
    who: str
    what: str
    details: tuple[str, ...] = ()
    outcome: str = ""
    is_fine: bool = True
    request_id: str = ""


def course_history(course: Course, *, actor: Actor) -> list[HistoryLine]:
    """The latest lines of `course`, at most MOST_LINES. Raises Refusal."""
    found = entries_of(course, actor=actor).exclude(event__startswith=_ORDERS)
    lines = [
        HistoryLine(at=line.at, who=line.who, what=line.what, details=line.details)
        for line in lines_of(list(found[:MOST_LINES]))
    ]
    staff, steps = StaffNames(), TransferStep.objects.filter(meeting__course=course)
    newest = steps.order_by("-started_at", "-pk")[:MOST_LINES]
    lines += [_step_line(step, staff) for step in newest]
    orders = course.orders.order_by("-placed_at", "-pk")[:MOST_LINES]
    lines += [_order_line(order, staff) for order in orders]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST_LINES]


def steps_since(course: Course, moment: datetime) -> list[HistoryLine]:
    """What was asked of Zoom for `course` since `moment`, oldest first: progress to look at."""
    steps = TransferStep.objects.filter(meeting__course=course, started_at__gte=moment)
    staff = StaffNames()
    return [_step_line(step, staff) for step in steps]


def _step_line(step: TransferStep, staff: StaffNames) -> HistoryLine:
    return HistoryLine(
        at=step.started_at,
        who=staff.called(step.actor),
        what=describe_record(step),
        outcome=describe_outcome(step),
        is_fine=step.outcome == DONE,
        request_id=step.request_id,
    )


def _order_line(order: Order, staff: StaffNames) -> HistoryLine:
    return HistoryLine(
        at=order.placed_at, who=staff.called(order.placed_by), what=describe_order(order)
    )
