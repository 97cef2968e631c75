"""What an order and a plan look like in answers: as in the commands with `--json`."""

from datetime import datetime
from typing import Any

from pydantic import Field

from kurslink.api.texts import Given
from kurslink.models import Order, OrderKind, OrderState
from kurslink.services.documents import order_document
from kurslink.services.rights import Actor, Right
from kurslink.services.staff_names import StaffNames
from kurslink.services.transfer_course import TransferStatus


class OccurrenceGiven(Given):
    """A date of the meeting, local wall clock."""

    start_time: str = Field(examples=["2026-09-02T18:00:00"])
    duration: int = Field(description="Minutes.", examples=[90])


class NoticeGiven(Given):
    """Something a person may want to know."""

    code: str
    message: str


class FaultGiven(Given):
    """What stood in the way, and what to do."""

    code: str
    message: str
    hint: str


class CallsGiven(Given):
    """What it costs at Zoom."""

    create: int
    update: int
    remove: int
    read: int
    total: int
    writes: int = Field(description="Of about 100 a day that each host has.")


class WorkGiven(Given):
    """A course's meeting, and what was done or would be done for it."""

    number: str
    semester: str
    status: TransferStatus = Field(description="What the latest attempt came to.")
    link: str | None
    meeting_id: str | None
    passcode: str | None = Field(description="Only for tokens that may change courses.")
    host: str | None
    timezone: str = Field(examples=["Europe/Berlin"])
    occurrences: list[OccurrenceGiven]
    steps: list[dict[str, Any]] = Field(
        description="Each with its `action` and what it is about.",
        examples=[[{"action": "create_meeting"}]],
    )
    calls: CallsGiven
    warnings: list[NoticeGiven]
    error: FaultGiven | None


class OrderGiven(WorkGiven):
    """Work a background process does. It is over when `state` is `ended` or `cancelled`."""

    id: int
    kind: OrderKind
    state: OrderState
    placed_by: str
    placed_at: datetime
    due_at: datetime = Field(description="When it may begin; later if a host's day is used up.")


def order_in_full(order: Order, actor: Actor) -> dict[str, Any]:
    """The document of an order."""
    document = order_document(order) | {
        "id": order.pk,
        "kind": order.kind,
        "state": order.state,
        "placed_by": StaffNames().called(order.placed_by),
        "placed_at": order.placed_at,
        "due_at": order.due_at,
    }
    return seen_by(actor, document)


def seen_by(actor: Actor, document: dict[str, Any]) -> dict[str, Any]:
    """Without the passcode for those who may not change courses."""
    return document if actor.may(Right.EDIT) else document | {"passcode": None}
