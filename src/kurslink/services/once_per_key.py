"""Does what a program asks for once, however often it asks with the same Idempotency-Key."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kurslink.models import ApiRequest, ApiToken, Dispatch, Order
from kurslink.services.errors import Refusal, RefusalCode


def order_once(
    token: ApiToken, key: str, digest: str, place: Callable[[], Order], *, now: datetime
) -> Order:
    """The order `place` makes, or the one this key led to before; without a key it is made."""
    if not key:
        return place()
    with transaction.atomic():
        request = _claimed(token, key, digest, now)
        if request.order is None:
            request.order = place()
            request.save(update_fields=["order"])
    return request.order


def dispatch_once(
    token: ApiToken, key: str, digest: str, place: Callable[[], Dispatch], *, now: datetime
) -> tuple[Dispatch, bool]:
    """The dispatch of this key, and whether it was placed just now."""
    with transaction.atomic():
        request = _claimed(token, key, digest, now)
        is_new = request.dispatch is None
        if request.dispatch is None:
            request.dispatch = place()
            request.save(update_fields=["dispatch"])
    return request.dispatch, is_new


def _claimed(token: ApiToken, key: str, digest: str, now: datetime) -> ApiRequest:
    """The row of this key, locked: whoever comes second waits for the first.

    What is refused leaves no row, so a later try is judged anew. Raises Refusal.
    """
    fresh = {"digest": digest, "made_at": now}
    ApiRequest.objects.get_or_create(token=token, key=key, defaults=fresh)
    rows = ApiRequest.objects.select_for_update(of=("self",)).select_related("order", "dispatch")
    request = rows.get(token=token, key=key)
    if request.digest != digest:
        raise Refusal(RefusalCode.KEY_USED_OTHERWISE)
    return request
