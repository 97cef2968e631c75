"""Works on one order in this very process, or looks on if a worker was faster."""

import time
import uuid
from dataclasses import replace
from datetime import timedelta

from kurslink.models import Order, OrderState
from kurslink.services import clock
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.errors import Busy
from kurslink.services.orders.running_order import drop_order, take_over_expired
from kurslink.services.transfer_course import Transfer, TransferStatus

LONGEST_LOOK = timedelta(seconds=10)  # at what another process does; it may be dead
_LOOK = 0.3  # seconds between two looks


def work_on(order: Order) -> Transfer | Order:
    """What came of the order: of our own work, or the row another process has worked on.

    What will be done without us after the command has ended is called queued, with the reason.
    Interrupted, the order is dropped: nobody shall go on with what a person has stopped.
    """
    token, until = uuid.uuid4(), clock.now() + LONGEST_LOOK
    try:
        while True:
            take_over_expired(now=clock.now())
            done = carry_out_order(order.pk, clock=clock.now, somebody_waits=True, token=token)
            order.refresh_from_db()
            if done is not None:
                return _told(done, order)
            if order.state != OrderState.RUNNING:
                return order
            if clock.now() > until:
                return _left_to_others(order)
            time.sleep(_LOOK)
    except KeyboardInterrupt:
        drop_order(token, now=clock.now())
        raise


def _told(done: Transfer, order: Order) -> Transfer:
    """Our own attempt; what stopped it is not the end where the queue goes on."""
    is_stopped = done.status in (TransferStatus.REFUSED, TransferStatus.FAILED)
    goes_on = order.state == OrderState.WAITING
    return replace(done, status=TransferStatus.QUEUED) if is_stopped and goes_on else done


def _left_to_others(order: Order) -> Transfer:
    busy = Busy(course=order.course.number)
    meeting = order.course.current_meeting()
    return Transfer(order.course, TransferStatus.QUEUED, meeting, error=busy)
