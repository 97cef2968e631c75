"""Chooses which users of a Zugang are offered as Host."""

from collections.abc import Set

from django.db import transaction

from kurslink.models import ZoomAccount
from kurslink.services.rights import Actor, Right


def offer_hosts(account: ZoomAccount, chosen: Set[int], *, actor: Actor) -> None:
    """Offer exactly the users with these ids. Courses that use another keep it."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        account.users.exclude(pk__in=chosen).update(is_offered=False)
        account.users.filter(pk__in=chosen).update(is_offered=True)
