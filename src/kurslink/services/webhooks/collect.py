"""Makes deliveries of what the journal has got since an endpoint was last looked at."""

from datetime import datetime

from django.db import transaction

from kurslink.models import JournalEntry, WebhookDelivery, WebhookEndpoint
from kurslink.services.webhooks.payload import payloads_of

_AT_ONCE = 500


def collect_deliveries(*, now: datetime) -> int:
    """Deliveries for every active endpoint; how many were made.

    Only sealed entries: their positions have no gaps and grow in the order in which transactions
    ended, so that none is ever missed. Done twice, or by two processes, each is made once.
    """
    keys = WebhookEndpoint.objects.filter(disabled_at=None).values_list("pk", flat=True)
    return sum(_collect(key, now) for key in keys)


def _collect(key: int, now: datetime) -> int:
    with transaction.atomic():
        rows = WebhookEndpoint.objects.select_for_update(skip_locked=True).defer("secret")
        endpoint = rows.filter(pk=key, disabled_at=None).first()
        if endpoint is None:
            return 0
        following = JournalEntry.objects.filter(position__gt=endpoint.position)
        entries = list(following.order_by("position")[:_AT_ONCE])
        if not entries:
            return 0
        wanted = [entry for entry in entries if entry.event in endpoint.events]
        WebhookDelivery.objects.bulk_create(
            WebhookDelivery(
                endpoint=endpoint,
                event=payload["event"],
                payload=payload,
                due_at=now,
                created_at=now,
            )
            for payload in payloads_of(wanted)
        )
        endpoint.position = entries[-1].position or endpoint.position
        endpoint.save(update_fields=["position"])
    return len(wanted)
