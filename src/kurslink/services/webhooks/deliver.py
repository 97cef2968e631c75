"""Sends deliveries until they are heard: at least once, for a day, then the endpoint rests."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import transaction

from kurslink.models import DeliveryState, Event, WebhookDelivery, WebhookEndpoint
from kurslink.services.errors import Refusal
from kurslink.services.journal.record import record
from kurslink.services.rights import BACKGROUND, Actor, Right
from kurslink.services.webhooks.address_rule import target_of
from kurslink.services.webhooks.post import post
from kurslink.services.webhooks.signature import HEADER, signature_of

PING = "ping"
"""The event of a delivery that somebody sends to try."""

_AT_ONCE = 20
_LEASE = timedelta(minutes=2)
"""So long nobody else sends a delivery that somebody has taken."""

_PAUSES = tuple(timedelta(minutes=each) for each in (0.5, 2, 10, 30, 60, 120, 240, 480, 480))
_PATIENCE = timedelta(hours=24)


def deliver_due(*, clock: Callable[[], datetime]) -> int:
    """Send what is due, some at once; how many were sent."""
    taken = _take(clock())
    for delivery in taken:
        attempt(delivery, now=clock())
    return len(taken)


def send_ping(endpoint: WebhookEndpoint, *, actor: Actor, now: datetime) -> WebhookDelivery:
    """A delivery to try the endpoint with, sent while somebody waits; its outcome stands in it."""
    actor.require(Right.SETTINGS)
    delivery = WebhookDelivery.objects.create(
        endpoint=endpoint,
        event=PING,
        payload={"event": PING, "at": now.isoformat(), "subject": None, "course": None},
        due_at=now + _LEASE,
        created_at=now,
        attempts=len(_PAUSES),
    )
    _send(delivery, now)
    is_heard = delivery.state == DeliveryState.DELIVERED
    if not is_heard:
        delivery.state, delivery.ended_at = DeliveryState.GIVEN_UP, now
    delivery.save()
    return delivery


def attempt(delivery: WebhookDelivery, *, now: datetime) -> None:
    """Send one and keep what came of it."""
    _send(delivery, now)
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.select_for_update().get(pk=delivery.endpoint_id)
        if delivery.state == DeliveryState.DELIVERED:
            endpoint.failing_since = None
        else:
            delivery.due_at = now + _PAUSES[min(delivery.attempts, len(_PAUSES)) - 1]
            endpoint.failing_since = endpoint.failing_since or now
        delivery.save(update_fields=["state", "due_at", "ended_at", "outcome"])
        endpoint.save(update_fields=["failing_since"])
        if _is_hopeless(delivery, endpoint, now):
            _switch_off(endpoint, now)


def _take(now: datetime) -> list[WebhookDelivery]:
    with transaction.atomic():
        rows = WebhookDelivery.objects.select_for_update(skip_locked=True, of=("self",))
        due = rows.filter(
            state=DeliveryState.WAITING, due_at__lte=now, endpoint__disabled_at=None
        ).select_related("endpoint")
        taken = list(due.order_by("due_at", "pk")[:_AT_ONCE])
        for delivery in taken:
            delivery.attempts += 1
            delivery.due_at = now + _LEASE
        WebhookDelivery.objects.bulk_update(taken, ["attempts", "due_at"])
    return taken


def _send(delivery: WebhookDelivery, now: datetime) -> None:
    body = json.dumps({"id": str(delivery.uid)} | delivery.payload).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Kurslink-Webhook/1",
        "Kurslink-Delivery": str(delivery.uid),
        HEADER: signature_of(body, secret=delivery.endpoint.secret, now=now),
    }
    try:
        delivery.outcome = post(target_of(delivery.endpoint.url), body, headers)
    except Refusal:  # the operator named the host once, and does not any more
        delivery.outcome = "address_refused"
    if delivery.outcome.startswith("2"):
        delivery.state, delivery.ended_at = DeliveryState.DELIVERED, now


def _is_hopeless(delivery: WebhookDelivery, endpoint: WebhookEndpoint, now: datetime) -> bool:
    """Nobody has heard us for a day, or the receiver says that it is gone for good."""
    if delivery.outcome == str(HTTPStatus.GONE.value):
        return True
    return endpoint.failing_since is not None and now - endpoint.failing_since > _PATIENCE


def _switch_off(endpoint: WebhookEndpoint, now: datetime) -> None:
    endpoint.disabled_at = now
    endpoint.save(update_fields=["disabled_at"])
    waiting = endpoint.deliveries.filter(state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.GIVEN_UP, ended_at=now)
    record(BACKGROUND, Event.WEBHOOK_CHANGED, endpoint)
