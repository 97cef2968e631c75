"""How many courses one person may order one by one: whoever has many sends them together."""

from datetime import datetime, timedelta

from kurslink.models import Order
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.limits.write_budget import URGENT_RESERVE
from kurslink.services.rights import BACKGROUND, SHELL, Actor

MOST = 60
"""Orders of single courses by one person within PERIOD."""
PERIOD = timedelta(hours=1)


def is_urgent_still(actor: Actor, now: datetime) -> bool:
    """Whether the next order of `actor` may use what hosts keep for urgent changes.

    So many do as that reserve has room for: or a loop would use up what colleagues need. Raises
    Refusal(TOO_MANY_ORDERS) with the moment at which the next one may come.
    """
    if actor in (SHELL, BACKGROUND):
        return True
    recent = Order.objects.filter(placed_by=actor.reference, batch=None, placed_at__gt=now - PERIOD)
    moments = list(recent.order_by("-placed_at").values_list("placed_at", flat=True)[:MOST])
    if len(moments) == MOST:
        raise Refusal(RefusalCode.TOO_MANY_ORDERS, count=MOST, resume_at=moments[-1] + PERIOD)
    return len(moments) < URGENT_RESERVE
