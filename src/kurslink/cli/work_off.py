"""Carries out orders in this very process, together with whatever workers there are."""

import logging
import time
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

from django.db import connections

from kurslink.models import OPEN, Order, OrderState
from kurslink.services import clock
from kurslink.services.carry_out_order import carry_out_order, note_breakdown
from kurslink.services.orders.running_order import take_over_expired

PATIENCE = timedelta(minutes=2)  # an order that waits longer is not waited for
_AT_ONCE = 4
_LOOK = 0.3  # seconds between two looks at how the orders stand

log = logging.getLogger(__name__)


def work_off(order_ids: Collection[int], *, told: Callable[[int], None]) -> None:
    """Work until none of the orders is open, but those whose time is too far off.

    `told` hears again and again how many are open. Interrupted, it finishes what is on its way;
    the other orders stay for the next run or for a worker.
    """
    threads = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="order")
    begun: dict[int, Future[None]] = {}
    try:
        while awaited := _awaited(order_ids):
            told(len(awaited))
            take_over_expired(now=clock.now())
            for order in awaited:
                is_ours = order.pk in begun and not begun[order.pk].done()
                if order.state == OrderState.WAITING and not is_ours:
                    begun[order.pk] = threads.submit(_carry_out, order.pk)
            time.sleep(_LOOK)
    finally:
        threads.shutdown(cancel_futures=True)
    told(0)


def _awaited(order_ids: Collection[int]) -> list[Order]:
    until = clock.now() + PATIENCE
    near = Order.objects.filter(pk__in=order_ids, state__in=OPEN, due_at__lte=until)
    return list(near.order_by("due_at", "pk").only("pk", "state", "due_at"))


def _carry_out(order_id: int) -> None:
    """Work on one order; it is left alone if its time has not come or somebody else has it."""
    token = uuid.uuid4()
    try:
        carry_out_order(order_id, clock=clock.now, somebody_waits=True, token=token)
    except Exception:  # an entrance: whatever is wrong with one order must not stop the others
        log.exception("order %s broke down", order_id)
        note_breakdown(token, now=clock.now())
    finally:
        connections.close_all()
