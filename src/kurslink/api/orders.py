"""How far the work is that was ordered."""

from typing import Any

from django.http import Http404
from ninja import Router

from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.order_shapes import OrderGiven, order_in_full
from kurslink.models import Order
from kurslink.services import clock
from kurslink.services.cancel_order import cancel_order
from kurslink.services.rights import Right

router = Router(tags=["Orders"])


@router.get("/{int:order_id}", response=OrderGiven, summary="Read an order")
def read_order(request: TokenRequest, order_id: int) -> dict[str, Any]:
    """Ask every few seconds until `state` is `ended` or `cancelled`; or use a webhook."""
    actor = actor_of(request)
    actor.require(Right.VIEW)
    return order_in_full(_order(order_id), actor)


@router.delete("/{int:order_id}", response=OrderGiven, summary="Cancel an order")
def drop_order(request: TokenRequest, order_id: int) -> dict[str, Any]:
    """One that runs stops before its next step; one that is over stays as it is."""
    actor = actor_of(request)
    actor.require(Right.TRANSFER)
    cancel_order(_order(order_id), actor=actor, now=clock.now())
    return order_in_full(_order(order_id), actor)


def _order(order_id: int) -> Order:
    order = Order.objects.select_related("course__semester", "course__online").filter(pk=order_id)
    found = order.first()
    if found is None:
        raise Http404
    return found
