"""„Verlauf": what was wanted for a course and what was done at Zoom, in sentences, newest first."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import Course, Order, TransferStep
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.carry_out import DONE
from kurslink.services.words.describe_history import (
    describe_order,
    describe_outcome,
    describe_record,
)

MOST_LINES = 500


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened. `request_id` names a request to Zoom's support."""

    at: datetime
    who: str
    what: str
    outcome: str
    is_fine: bool
    request_id: str


def course_history(course: Course, *, actor: Actor) -> list[HistoryLine]:
    """The latest lines of `course`, at most MOST_LINES."""
    actor.require(Right.VIEW)
    steps = TransferStep.objects.filter(meeting__course=course)
    lines = [step_line(step) for step in steps.order_by("-started_at", "-pk")[:MOST_LINES]]
    orders = course.orders.order_by("-placed_at", "-pk")[:MOST_LINES]
    lines += [_order_line(order) for order in orders]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST_LINES]


def steps_since(course: Course, moment: datetime) -> list[HistoryLine]:
    """What was asked of Zoom for `course` since `moment`, oldest first: progress to look at."""
    steps = TransferStep.objects.filter(meeting__course=course, started_at__gte=moment)
    return [step_line(step) for step in steps]


def step_line(step: TransferStep) -> HistoryLine:
    """A recorded step as a line."""
    return HistoryLine(
        at=step.started_at,
        who=step.actor,
        what=describe_record(step),
        outcome=describe_outcome(step),
        is_fine=step.outcome == DONE,
        request_id=step.request_id,
    )


def _order_line(order: Order) -> HistoryLine:
    return HistoryLine(
        at=order.placed_at,
        who=order.placed_by,
        what=describe_order(order),
        outcome="",
        is_fine=True,
        request_id="",
    )
