"""Works on one order: transfers or withdraws its course, and decides what follows."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from kurslink.models import Event, Order, OrderKind, OrderState
from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.orders.next_step import Again, Over, after
from kurslink.services.orders.order_result import order_result
from kurslink.services.orders.queue import defer_orders
from kurslink.services.orders.running_order import permit_of, take_order
from kurslink.services.rights import Actor, Right, actor_of
from kurslink.services.transfer.meeting_claim import drop_claim
from kurslink.services.transfer.steps import DeleteMeeting
from kurslink.services.transfer_course import (
    Transfer,
    TransferStatus,
    status_of,
    transfer_course,
)
from kurslink.services.withdraw_course import withdraw_course
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import TooMany, ZoomError

_DONE = (
    TransferStatus.TRANSFERRED,
    TransferStatus.UNCHANGED,
    TransferStatus.WITHDRAWN,
    TransferStatus.DIFFERENCE,
)


def carry_out_order(
    order_id: int,
    *,
    clock: Callable[[], datetime],
    somebody_waits: bool = False,
    token: uuid.UUID | None = None,
) -> Transfer | None:
    """Do what the order wants; None if it is not there to be done now.

    May be called any number of times by any number of processes. `somebody_waits`: a fault is told
    at once instead of being tried again later; limits and unknown outcomes go on in the background.
    `token` is for who wants to note a breakdown.
    """
    order = take_order(order_id, token=token or uuid.uuid4(), now=clock())
    if order is None:
        return None
    transfer = _done(order, clock)
    is_fault = transfer.status is TransferStatus.FAILED and not isinstance(transfer.error, TooMany)
    if somebody_waits and is_fault:
        step: Again | Over = Over()
    else:
        step = after(
            transfer.error,
            attempts=order.attempts,
            now=clock(),
            is_watched=order.is_urgent,
        )
    _store(order, transfer, step, now=clock())
    return transfer


def note_breakdown(token: uuid.UUID, *, now: datetime) -> None:
    """A fault of ours ended the work under `token`: try again later, give up after a few times.

    Nothing happens if somebody else has taken the order over.
    """
    drop_claim(token)
    for order in Order.objects.filter(token=token):
        error = Refusal(RefusalCode.BREAKDOWN, number=order.course.number)
        step = after(error, attempts=order.attempts, now=now, is_watched=order.is_urgent)
        transfer = Transfer(order.course, TransferStatus.FAILED, None, error=error)
        _store(order, transfer, step, now=now)


def _done(order: Order, clock: Callable[[], datetime]) -> Transfer:
    actor = _actor(order)
    permit = permit_of(order, clock=clock)
    course = order.course
    try:
        if order.kind == OrderKind.TRANSFER:
            return transfer_course(course, actor=actor, clock=clock, permit=permit)
        withdrawn = withdraw_course(course, actor=actor, clock=clock, permit=permit)
    except (Refusal, ZoomError) as error:
        return Transfer(course, status_of(error), course.current_meeting(), error=error)
    except EncryptionError as error:
        return Transfer(course, TransferStatus.FAILED, None, error=error)
    steps = (DeleteMeeting(),)
    return Transfer(course, TransferStatus.WITHDRAWN, withdrawn.meeting, steps=steps)


def _store(order: Order, transfer: Transfer, step: Again | Over, *, now: datetime) -> None:
    """Store how it went, unless somebody else has taken the order over meanwhile."""
    with transaction.atomic():
        ours = Order.objects.select_for_update().filter(pk=order.pk, token=order.token).first()
        if ours is None:
            return
        ours.status = transfer.status.value
        ours.result = order_result(transfer) | _plan_of(ours)
        ours.token = ours.leased_until = None
        _go_on(ours, transfer, step, now)
        ours.save()
        if ours.state == OrderState.ENDED:
            _record(ours, transfer)
        if ours.state == OrderState.WAITING and ours.due_at <= now:
            defer_orders([ours])


def _actor(order: Order) -> Actor:
    """Who placed it; whether they may was asked then."""
    return actor_of(order.placed_by, frozenset({Right.TRANSFER}))


def _record(order: Order, transfer: Transfer) -> None:
    is_done = transfer.status in _DONE
    values = {"order": order.pk, "kind": order.kind, "status": transfer.status}
    if transfer.error is not None:
        values["reason"] = explain(transfer.error).code
    event = Event.ORDER_DONE if is_done else Event.ORDER_FAILED
    record(_actor(order), event, order, **values)


def _go_on(order: Order, transfer: Transfer, step: Again | Over, now: datetime) -> None:
    """What is done stays done; a wish that came after „abbrechen" is the newer one."""
    is_stopped = order.is_stop_wanted and not order.is_wanted_again
    if is_stopped and (isinstance(step, Again) or _was_stopped(transfer)):
        order.state, order.ended_at = OrderState.CANCELLED, now
    elif isinstance(step, Again):
        order.state, order.due_at = OrderState.WAITING, step.due_at
        order.attempts += step.is_fault
    elif order.is_wanted_again or (transfer.is_outdated and not is_stopped):
        order.state, order.due_at, order.attempts = OrderState.WAITING, now, 0
    else:
        order.state, order.ended_at = OrderState.ENDED, now


def _was_stopped(transfer: Transfer) -> bool:
    return isinstance(transfer.error, Refusal) and transfer.error.code is RefusalCode.STOPPED


def _plan_of(order: Order) -> dict[str, Any]:
    """What a batch planned to write stays spoken for until the order is done."""
    return {"plan": order.result["plan"]} if "plan" in order.result else {}
