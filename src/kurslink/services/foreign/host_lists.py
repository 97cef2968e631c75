"""The lists of all hosts of a Zugang: which meetings Zoom holds, one paged call per host."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import LicenceType, ZoomAccount, ZoomUser
from kurslink.services.read_licences import store_licences
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    NOBODY_LET_IN,
    Circumstances,
    DailyLimit,
    NotSent,
    Unavailable,
    ZoomError,
)
from kurslink.zoom.schemas import MeetingSummary

_ABLE = (LicenceType.LICENSED, LicenceType.BASIC)
# After one of these no other host's list would come either.
CONCERNS_ALL = (NotSent, *NOBODY_LET_IN, DailyLimit)


@dataclass(frozen=True)
class Listed:
    """A meeting in the list of its host."""

    host: ZoomUser
    meeting: MeetingSummary


@dataclass(frozen=True)
class UnreadHost:
    """A host whose list did not come: nothing is known of its meetings."""

    host: ZoomUser
    error: ZoomError


@dataclass(frozen=True)
class HostLists:
    """What Zoom holds, by meeting ID, as of `began_at`; a list may lag behind by LIST_LAG."""

    began_at: datetime
    meetings: dict[int, Listed]
    read: tuple[ZoomUser, ...]
    unread: tuple[UnreadHost, ...]


def read_host_lists(account: ZoomAccount, zoom: ZoomClient, *, now: datetime) -> HostLists:
    """The meetings of every active user that can host, offered or not.

    A host whose list fails stops the others only if theirs would fail too. Raises ZoomError if
    the users themselves were never read and cannot be.
    """
    if account.users_read_at is None:
        store_licences(account, zoom, now=now)
    meetings: dict[int, Listed] = {}
    read: list[ZoomUser] = []
    unread: list[UnreadHost] = []
    hopeless: ZoomError | None = None
    for host in _hosts(account):
        try:
            if hopeless is not None:
                raise hopeless
            if zoom.patience.is_over:
                raise Unavailable("no time is left for this list", Circumstances("meetings"))
            found = list(zoom.meetings(host.zoom_user_id))
        except ZoomError as error:
            hopeless = error if isinstance(error, CONCERNS_ALL) else None
            unread.append(UnreadHost(host, error))
        else:
            meetings |= {each.id: Listed(host, each) for each in found}
            read.append(host)
    return HostLists(now, meetings, tuple(read), tuple(unread))


def _hosts(account: ZoomAccount) -> list[ZoomUser]:
    users = account.users.filter(status="active", vanished_at=None, licence_type__in=_ABLE)
    return list(users.exclude(zoom_user_id=""))
