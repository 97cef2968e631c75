"""„Abbrechen": an order that waits is dropped, one that runs stops before its next step."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import OPEN, Batch, Event, Order, OrderState
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def cancel_order(order: Order, *, actor: Actor, now: datetime) -> None:
    """Stop `order`; what Zoom has got already stays. One that is done stays done."""
    actor.require(Right.TRANSFER)
    _cancel(Order.objects.filter(pk=order.pk), actor, now)


def cancel_batch(batch: Batch, *, actor: Actor, now: datetime) -> None:
    """Stop everything of `batch` that is not done, but courses somebody wants by themselves."""
    actor.require(Right.TRANSFER)
    _cancel(batch.orders.filter(is_urgent=False), actor, now)
    Batch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=now)


def _cancel(orders: QuerySet[Order], actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        open_ones = orders.filter(state__in=OPEN).select_related("course")
        for order in open_ones.select_for_update(of=("self",)):
            if order.state == OrderState.WAITING:
                order.state, order.ended_at = OrderState.CANCELLED, now
            else:
                order.is_stop_wanted, order.is_wanted_again = True, False
            order.save(update_fields=["state", "ended_at", "is_stop_wanted", "is_wanted_again"])
            record(actor, Event.ORDER_CANCELLED, order, order=order.pk, kind=order.kind)
