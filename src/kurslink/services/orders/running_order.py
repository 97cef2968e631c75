"""The right to work on an order: taken once, kept by signs of life, lost when they fail."""

import uuid
from collections.abc import Callable
from datetime import datetime

from kurslink.models import Order, OrderState
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.transfer.meeting_claim import LEASE, drop_claim
from kurslink.services.transfer.permit import Permit


def take_order(order_id: int, *, token: uuid.UUID, now: datetime) -> Order | None:
    """The order, to be worked on under `token` alone; None if it is not there to be taken."""
    taken = Order.objects.filter(pk=order_id, state=OrderState.WAITING, due_at__lte=now).update(
        state=OrderState.RUNNING,
        token=token,
        leased_until=now + LEASE,
        started_at=now,
        is_wanted_again=False,
        is_stop_wanted=False,
    )
    if not taken:
        return None
    return Order.objects.select_related("course__semester").get(pk=order_id)


def permit_of(order: Order, *, clock: Callable[[], datetime]) -> Permit:
    """The permit to work on a taken order."""
    if order.token is None:
        raise TypeError("nobody has taken this order")
    token = order.token

    def checkpoint() -> None:
        ours = Order.objects.filter(pk=order.pk, token=token)
        if ours.filter(is_stop_wanted=False).update(leased_until=clock() + LEASE):
            return
        if ours.exists():
            raise Refusal(RefusalCode.STOPPED, number=order.course.number)
        raise Busy(course=order.course.number)

    return Permit(token, checkpoint, is_urgent=order.is_urgent)


def drop_order(token: uuid.UUID, *, now: datetime) -> None:
    """Whoever worked under `token` gave up: nobody shall go on by himself."""
    Order.objects.filter(token=token).update(
        state=OrderState.CANCELLED, token=None, leased_until=None, ended_at=now
    )
    drop_claim(token)


def take_over_expired(*, now: datetime) -> None:
    """Orders whose workers gave no sign of life for longer than the lease wait again."""
    for order in Order.objects.filter(state=OrderState.RUNNING, leased_until__lt=now):
        give_back(order, due_at=now)


def give_back(order: Order, *, due_at: datetime) -> None:
    """An order whose worker is dead waits again; nothing happens if it was not dead after all.

    One that somebody wanted to stop is over instead. What the dead worker held is free at once;
    should it wake up, its token is worth nothing.
    """
    if order.token is None:
        return
    held = Order.objects.filter(pk=order.pk, token=order.token, state=OrderState.RUNNING)
    given = held.filter(is_stop_wanted=True, is_wanted_again=False).update(
        state=OrderState.CANCELLED, token=None, leased_until=None, ended_at=due_at
    ) or held.update(state=OrderState.WAITING, token=None, leased_until=None, due_at=due_at)
    if given:
        drop_claim(order.token)
