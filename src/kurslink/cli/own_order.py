"""Works on one order in this very process, or looks on if a worker was faster."""

import time
import uuid
from datetime import timedelta

from kurslink.models import Order, OrderState
from kurslink.services import clock
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.errors import Busy
from kurslink.services.orders.running_order import drop_order, take_over_expired
from kurslink.services.transfer_course import Transfer

LONGEST_LOOK = timedelta(seconds=10)  # at what another process does; it may be dead
_LOOK = 0.3  # seconds between two looks


def work_on(order: Order) -> Transfer | Order:
    """What came of the order: of our own work, or the row another process has worked on.

    Raises Busy if that takes long; the wish stays. Interrupted, the order is dropped: nobody shall
    go on with what a person has stopped.
    """
    token, until = uuid.uuid4(), clock.now() + LONGEST_LOOK
    try:
        while True:
            take_over_expired(now=clock.now())
            done = carry_out_order(order.pk, clock=clock.now, somebody_waits=True, token=token)
            order.refresh_from_db()
            if done is not None or order.state != OrderState.RUNNING:
                return done or order
            if clock.now() > until:
                raise Busy(course=order.course.number)
            time.sleep(_LOOK)
    except KeyboardInterrupt:
        drop_order(token, now=clock.now())
        raise
