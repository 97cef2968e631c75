"""Reads the users (Lizenzen) of a Zugang from Zoom; what the office chose stays chosen."""

from datetime import datetime
from itertools import chain

from django.db import transaction

from kurslink.models import LicenceType, ZoomAccount, ZoomUser
from kurslink.services.rights import Actor, Right
from kurslink.services.zoom_access import connect
from kurslink.zoom import schemas
from kurslink.zoom.client import ZoomClient


def read_licences(account: ZoomAccount, *, actor: Actor, now: datetime) -> list[ZoomUser]:
    """Read all users of `account` and store them. Raises Refusal, ZoomError."""
    actor.require(Right.SETTINGS)
    with connect(account, lambda _record: None) as zoom:
        return store_licences(account, zoom, now=now)


def store_licences(account: ZoomAccount, zoom: ZoomClient, *, now: datetime) -> list[ZoomUser]:
    """Store the users `zoom` lists; the first reading offers all licensed ones (decision 11).

    Users Zoom no longer lists are marked, never deleted: courses may name them.
    """
    found = list(chain(zoom.users("active"), zoom.users("pending")))
    with transaction.atomic():
        locked = ZoomAccount.objects.select_for_update().get(pk=account.pk)
        is_first = locked.users_read_at is None
        held = {user.email.casefold(): user for user in locked.users.all()}
        for user in found:
            _store(account, held.pop(user.email.casefold(), None), user, is_first=is_first)
        gone = [user.pk for user in held.values() if user.vanished_at is None]
        ZoomUser.objects.filter(pk__in=gone).update(vanished_at=now)
        ZoomAccount.objects.filter(pk=account.pk).update(users_read_at=now)
    account.refresh_from_db()
    return list(account.users.all())


def _store(
    account: ZoomAccount, held: ZoomUser | None, user: schemas.ZoomUser, *, is_first: bool
) -> None:
    row = held or ZoomUser(account=account, is_offered=is_first and _is_worth_offering(user))
    row.zoom_user_id = user.id or ""
    row.email = user.email
    row.name = user.display_name or f"{user.first_name} {user.last_name}".strip()
    row.licence_type = user.type
    row.status = user.status or "active"
    row.vanished_at = None
    row.save()


def _is_worth_offering(user: schemas.ZoomUser) -> bool:
    return user.type == LicenceType.LICENSED and user.id is not None
