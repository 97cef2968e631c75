"""Chooses which users of a Zugang are offered as Host."""

from collections.abc import Set

from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import Event, ZoomAccount, ZoomUser
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def offer_hosts(account: ZoomAccount, chosen: Set[int], *, actor: Actor) -> None:
    """Offer exactly the users with these ids. Courses that use another keep it."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        added = account.users.filter(pk__in=chosen, is_offered=False)
        removed = account.users.exclude(pk__in=chosen).filter(is_offered=True)
        values = {"added": _keys(added), "removed": _keys(removed)}
        removed.update(is_offered=False)
        added.update(is_offered=True)
        if any(values.values()):
            record(actor, Event.LICENCES_CHANGED, account, **values)


def _keys(users: "QuerySet[ZoomUser]") -> list[int]:
    return list(users.order_by("pk").values_list("pk", flat=True))
