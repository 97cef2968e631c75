"""Puts what somebody wants done at Zoom for a course into the queue; the answer comes later."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kurslink.models import OPEN, Course, Event, Order, OrderKind, OrderState
from kurslink.services.activation import require_active
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.orders.free_host import require_free_host
from kurslink.services.orders.order_pace import is_urgent_still
from kurslink.services.orders.queue import defer_orders
from kurslink.services.rights import Actor, Right


def place_order(
    course: Course,
    *,
    actor: Actor,
    now: datetime,
    kind: OrderKind = OrderKind.TRANSFER,
    is_urgent: bool = True,
    may_overlap: bool = True,
) -> Order:
    """The open order of `course`, new or the one that is there already; its job is in the queue.

    One that waits begins now; one that runs is done once more afterwards. Without `may_overlap`
    the host has to be free. Raises Refusal, also ORDER_OPEN if something else is still to be done
    for the course, and TOO_MANY_ORDERS.
    """
    actor.require(Right.TRANSFER)
    require_active(now)
    is_urgent = is_urgent_still(actor, now) and is_urgent
    with transaction.atomic():
        if not may_overlap:
            require_free_host(course, now)
        order = _placed(course, actor, now, kind, is_urgent=is_urgent)
        if order.state == OrderState.RUNNING:
            order.is_wanted_again, order.is_urgent = True, order.is_urgent or is_urgent
            order.save(update_fields=["is_wanted_again", "is_urgent"])
            record(actor, Event.ORDER_PLACED, order, order=order.pk, kind=kind, again=True)
            return order
        order.due_at, order.is_urgent = now, order.is_urgent or is_urgent
        order.save(update_fields=["due_at", "is_urgent"])
        record(actor, Event.ORDER_PLACED, order, order=order.pk, kind=kind)
        defer_orders([order])
    return order


def _placed(
    course: Course, actor: Actor, now: datetime, kind: OrderKind, *, is_urgent: bool
) -> Order:
    """The open order, locked or new. One that ends while we look makes room for a new one."""
    while True:
        order = _new(course, actor, now, kind, is_urgent=is_urgent) or _open(course, kind)
        if order is not None:
            return order


def _new(
    course: Course, actor: Actor, now: datetime, kind: OrderKind, *, is_urgent: bool
) -> Order | None:
    """A new order; None if the course has an open one."""
    try:
        with transaction.atomic():
            return Order.objects.create(
                course=course,
                kind=kind,
                is_urgent=is_urgent,
                placed_by=actor.reference,
                placed_at=now,
                due_at=now,
            )
    except IntegrityError:
        return None


def _open(course: Course, kind: OrderKind) -> Order | None:
    order = Order.objects.select_for_update().filter(course=course, state__in=OPEN).first()
    if order is not None and order.kind != kind:
        raise Refusal(RefusalCode.ORDER_OPEN, number=course.number)
    return order
