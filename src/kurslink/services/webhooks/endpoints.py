"""Who hears of what: addresses are added, switched on again and removed."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kurslink.models import DeliveryState, Event, JournalChain, WebhookEndpoint
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.journal.seal import seal_entries
from kurslink.services.rights import Actor, Right
from kurslink.services.webhooks.address_rule import target_of
from kurslink.services.webhooks.payload import OFFERED

_MARK = "whsec_"


def add_endpoint(
    url: str, events: Sequence[str], *, actor: Actor, now: datetime
) -> WebhookEndpoint:
    """An endpoint that hears of what happens from now on. Raises Refusal."""
    actor.require(Right.SETTINGS)
    target_of(url)
    unknown = sorted(set(events).difference(OFFERED))
    if unknown or not events:
        raise Refusal(RefusalCode.WEBHOOK_EVENTS, names=unknown, attribute="events")
    seal_entries()
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.create(
            url=url,
            secret=_MARK + secrets.token_urlsafe(32),
            events=sorted(set(events)),
            position=JournalChain.load().end_position,
            created_at=now,
        )
        record(actor, Event.WEBHOOK_CREATED, endpoint)
    return endpoint


def get_endpoint(key: int, *, actor: Actor) -> WebhookEndpoint:
    """The endpoint with this number. Raises Refusal."""
    actor.require(Right.SETTINGS)
    found = WebhookEndpoint.objects.filter(pk=key).first()
    if found is None:
        raise Refusal(RefusalCode.WEBHOOK_UNKNOWN, name=key)
    return found


def remove_endpoint(endpoint: WebhookEndpoint, *, actor: Actor) -> None:
    """It hears of nothing any more; its log goes with it."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        record(actor, Event.WEBHOOK_DELETED, endpoint)
        endpoint.delete()


def revive_endpoint(endpoint: WebhookEndpoint, *, actor: Actor, now: datetime) -> None:
    """Tell it again, beginning with what it has not heard while it was switched off."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        endpoint.failing_since = endpoint.disabled_at = None
        endpoint.save(update_fields=["failing_since", "disabled_at"])
        given_up = endpoint.deliveries.filter(state=DeliveryState.GIVEN_UP)
        given_up.update(state=DeliveryState.WAITING, attempts=0, due_at=now, ended_at=None)
        record(actor, Event.WEBHOOK_CHANGED, endpoint)
