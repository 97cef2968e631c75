"""„Abbrechen": an order that waits is dropped, one that runs stops before its next step."""

from datetime import datetime

from django.db.models import QuerySet

from kurslink.models import Batch, Order, OrderState
from kurslink.services.rights import Actor, Right


def cancel_order(order: Order, *, actor: Actor, now: datetime) -> None:
    """Stop `order`; what Zoom has got already stays. One that is done stays done."""
    actor.require(Right.TRANSFER)
    _cancel(Order.objects.filter(pk=order.pk), now)


def cancel_batch(batch: Batch, *, actor: Actor, now: datetime) -> None:
    """Stop everything of `batch` that is not done."""
    actor.require(Right.TRANSFER)
    _cancel(batch.orders.all(), now)
    Batch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=now)


def _cancel(orders: QuerySet[Order], now: datetime) -> None:
    orders.filter(state=OrderState.WAITING).update(state=OrderState.CANCELLED, ended_at=now)
    orders.filter(state=OrderState.RUNNING).update(is_stop_wanted=True, is_wanted_again=False)
