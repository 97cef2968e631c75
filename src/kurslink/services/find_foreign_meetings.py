"""Looks which meetings Zoom holds that no course of ours does, and remembers them."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import ZoomAccount
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect
from kurslink.services.foreign.host_lists import UnreadHost, read_host_lists
from kurslink.services.foreign.remember import remember_foreign
from kurslink.services.rights import Actor, Right


@dataclass(frozen=True)
class Look:
    """How many hosts were read, how many meetings no course holds, and whose list did not come."""

    account: ZoomAccount
    hosts: int
    foreign: int
    unread: tuple[UnreadHost, ...]


def look_at_account(
    account: ZoomAccount, *, actor: Actor, now: datetime, budget: float | None = None
) -> Look:
    """Compare the lists of all hosts of `account` with our rows; changes nothing at Zoom.

    `budget`: seconds a person waits; hosts they do not suffice for are unread.
    Raises Refusal; ZoomError only where not even the hosts are known.
    """
    actor.require(Right.TRANSFER)
    require_active(now)
    with connect(account, lambda _record: None, budget=budget) as zoom:
        lists = read_host_lists(account, zoom, now=now)
    foreign = remember_foreign(account, lists)
    return Look(account, len(lists.read), foreign, lists.unread)
