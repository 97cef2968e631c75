"""Reads the users (Lizenzen) of a Zugang from Zoom; what the office chose stays chosen."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.db import transaction

from kurslink.models import Event, ZoomAccount, ZoomUser
from kurslink.services.connection.zoom_access import connect
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right
from kurslink.zoom import schemas
from kurslink.zoom.client import ZoomClient

_STATES = ("active", "inactive", "pending")
_FROM_ZOOM = ("zoom_user_id", "email", "name", "licence_type", "status", "vanished_at")
_BATCH = 500


def read_licences(
    account: ZoomAccount, *, actor: Actor, now: datetime, budget: float | None = None
) -> list[ZoomUser]:
    """Read all users of `account` and store them; `budget`: seconds a person waits.

    Raises Refusal, ZoomError.
    """
    actor.require(Right.SETTINGS)
    with connect(account, lambda _record: None, budget=budget) as zoom:
        users = store_licences(account, zoom, now=now)
    record(actor, Event.LICENCES_READ, account, users=len(users))
    return users


def read_if_never_read(account: ZoomAccount, *, now: datetime, budget: float | None = None) -> None:
    """Read the users of `account` for the first time, if nobody has. Raises ZoomError."""
    if account.users_read_at is None:
        with connect(account, lambda _record: None, budget=budget) as zoom:
            store_licences(account, zoom, now=now)


def store_licences(account: ZoomAccount, zoom: ZoomClient, *, now: datetime) -> list[ZoomUser]:
    """Store the users `zoom` lists; the first reading offers all licensed ones (decision 11).

    Users Zoom no longer lists are marked, never deleted: courses may name them.
    """
    listed = _each_once(chain.from_iterable(zoom.users(state) for state in _STATES))
    with transaction.atomic():
        locked = ZoomAccount.objects.select_for_update().get(pk=account.pk)
        is_first = locked.users_read_at is None
        rows = _matched(locked, listed)
        for row, user in rows:
            _fill(row, user, is_first=is_first)
        _write([row for row, _user in rows])
        present = {row.pk for row, _user in rows}
        gone = locked.users.filter(vanished_at=None).exclude(pk__in=present)
        gone.update(vanished_at=now)
        ZoomAccount.objects.filter(pk=account.pk).update(users_read_at=now)
    account.refresh_from_db()
    return list(account.users.all())


def _each_once(users: Iterable[schemas.ZoomUser]) -> list[schemas.ZoomUser]:
    """Lists may overlap while somebody is being invited or deactivated: the first entry counts."""
    first: dict[str, schemas.ZoomUser] = {}
    for user in users:
        first.setdefault(user.email.casefold(), user)
    return list(first.values())


def _matched(
    account: ZoomAccount, listed: Iterable[schemas.ZoomUser]
) -> list[tuple[ZoomUser, schemas.ZoomUser]]:
    """Our row for each user: by address, by Zoom's id if that has changed, or a new one."""
    unmatched = {row.email.casefold(): row for row in account.users.all()}
    found = [(unmatched.pop(user.email.casefold(), None), user) for user in listed]
    by_id = {row.zoom_user_id: row for row in unmatched.values() if row.zoom_user_id}
    return [
        (row or by_id.pop(user.id or "", None) or ZoomUser(account=account), user)
        for row, user in found
    ]


def _fill(row: ZoomUser, user: schemas.ZoomUser, *, is_first: bool) -> None:
    row.zoom_user_id = user.id or ""
    row.email = user.email
    row.name = user.display_name or f"{user.first_name} {user.last_name}".strip()
    row.licence_type = user.type
    row.status = user.status or "active"
    row.vanished_at = None
    if row.pk is None:
        row.is_offered = is_first and row.may_host


def _write(rows: list[ZoomUser]) -> None:
    held = [row for row in rows if row.pk is not None]
    ZoomUser.objects.bulk_update(held, _FROM_ZOOM, batch_size=_BATCH)
    ZoomUser.objects.bulk_create((row for row in rows if row.pk is None), batch_size=_BATCH)
