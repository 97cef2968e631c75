"""Puts the ticked courses of a plan into the queue, the earliest first, each on its day."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from kurslink.models import Batch, Event, OnlineDetails, Order, OrderKind, OrderState
from kurslink.services.activation import require_active
from kurslink.services.batches.plan_row import BatchPlan, PlanRow, RowState
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_many
from kurslink.services.orders.order_result import order_result
from kurslink.services.orders.queue import defer_orders
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer_course import Transfer, TransferStatus


def place_batch(plan: BatchPlan, *, actor: Actor, now: datetime) -> Batch:
    """One batch with an order for each course of `plan` but those somebody left unticked.

    What the plan refuses or finds unchanged is done at once, so that every course has its result;
    courses whose open order belongs to no batch join with it. Chosen hosts are kept. Raises
    Refusal(NOTHING_TO_TRANSFER) if nothing is ticked.
    """
    actor.require(Right.TRANSFER)
    require_active(now)
    if not plan.chosen:
        raise Refusal(RefusalCode.NOTHING_TO_TRANSFER)
    with transaction.atomic():
        batch = Batch.objects.create(placed_by=actor.reference, placed_at=now)
        for row in plan.chosen:
            _keep_host(row, actor, now)
        orders = [*(_to_be_sent(row, now) for row in plan.chosen), *_done_at_once(plan, now)]
        for order in orders:
            order.batch, order.placed_by = batch, actor.reference
        Order.objects.bulk_create(orders, ignore_conflicts=True)  # another clerk may be faster
        _take_in(plan, batch)
        said = {"kind": OrderKind.TRANSFER, "batch": batch.pk}
        record_many(actor, Event.ORDER_PLACED, ((row.course, said) for row in plan.chosen))
        defer_orders(batch.orders.filter(state=OrderState.WAITING, due_at__lte=now))
    return batch


def _keep_host(row: PlanRow, actor: Actor, now: datetime) -> None:
    """The host a course got in the plan is its host from now on."""
    if not row.offered:
        return
    details = OnlineDetails.objects.select_related("software", "account", "host").get(
        course=row.course
    )
    values = replace(values_of(details), host=row.host)
    edit_online_details(row.course, actor=actor, now=now, values=values)


def _to_be_sent(row: PlanRow, now: datetime) -> Order:
    due_at = row.due_at or now
    host = row.writing_host
    plan = {"host": host.pk if host else 0, "writes": row.calls.writes, "seconds": row.seconds}
    return Order(
        course=row.course,
        kind=OrderKind.TRANSFER,
        is_urgent=False,
        placed_at=now,
        due_at=due_at,
        status=TransferStatus.SCHEDULED if due_at > now else "",
        result={"plan": plan},
    )


_STATUS = {
    RowState.SAME: TransferStatus.UNCHANGED,
    RowState.IMPOSSIBLE: TransferStatus.REFUSED,
}


def _done_at_once(plan: BatchPlan, now: datetime) -> list[Order]:
    return [
        Order(
            course=row.course,
            kind=OrderKind.TRANSFER,
            is_urgent=False,
            placed_at=now,
            due_at=now,
            state=OrderState.ENDED,
            ended_at=now,
            status=status,
            result=order_result(Transfer(row.course, status, row.meeting, error=row.error)),
        )
        for row in plan.rows
        if (status := _STATUS.get(row.state)) is not None
    ]


def _take_in(plan: BatchPlan, batch: Batch) -> None:
    courses = [row.course.pk for row in plan.rows if row.state is RowState.WAITING or row.is_ticked]
    Order.objects.filter(
        course__in=courses, state=OrderState.WAITING, kind=OrderKind.TRANSFER, batch=None
    ).update(batch=batch)
