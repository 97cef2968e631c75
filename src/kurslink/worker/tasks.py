"""What the queue can be asked to do, and what recurs: each task calls one service.

A periodic task runs once, whatever the number of workers.
"""

import logging
import uuid

from django.db import close_old_connections
from procrastinate.contrib.django import app

from kurslink.services import clock
from kurslink.services.carry_out_order import carry_out_order, note_breakdown
from kurslink.services.wake_orders import wake_orders

FIRST = 20  # before every order: what keeps the queue itself healthy

log = logging.getLogger(__name__)


@app.task(name="carry_out")
def carry_out(order_id: int) -> None:
    """Work on one order."""
    token = uuid.uuid4()
    close_old_connections()  # the thread's own may have died since its last order
    try:
        carry_out_order(order_id, clock=clock.now, token=token)
    except Exception:  # an entrance: whatever is wrong with one order must not stop the others
        log.exception("order %s broke down", order_id)
        close_old_connections()  # it may have been the database's fault
        note_breakdown(token, now=clock.now())


@app.periodic(cron="* * * * * */5")
@app.task(name="wake_orders", priority=FIRST)
def wake(timestamp: int) -> None:  # noqa: ARG001  # the queue passes the moment it was meant for
    """Queue what is due and take over what dead workers left."""
    close_old_connections()
    wake_orders(now=clock.now())
