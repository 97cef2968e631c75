"""A worker without a process of its own: does what is queued, at the moment the tests play."""

from datetime import datetime

from kurslink.models import Order, OrderState
from kurslink.services import clock
from kurslink.services.carry_out_order import carry_out_order


def work_off(at: datetime | None = None) -> None:
    """Carry out every order that is due at `at` (default: now), urgent ones first."""
    at = at or clock.now()
    due = Order.objects.filter(state=OrderState.WAITING, due_at__lte=at)
    for order in due.order_by("-is_urgent", "due_at", "pk"):
        carry_out_order(order.pk, clock=lambda: at)
