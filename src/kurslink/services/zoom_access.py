"""The way to Zoom for one Zugang: the one place that makes a client from our settings."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings

from kurslink.models import ZoomAccount
from kurslink.services import clock
from kurslink.services.token_store import AccountTokenStore
from kurslink.zoom.calls import CallRecord
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.credentials import ServerToServer
from kurslink.zoom.tokens import MemoryTokenStore, TokenStore

Observer = Callable[[CallRecord], None]


def connect(account: ZoomAccount, observe: Observer) -> ZoomClient:
    """A client for `account`, saved or not; close it after use. Raises zoom.AddressRefused.

    The clock here judges only how long a token is good, never what is transferred.
    """
    return ZoomClient(
        ServerToServer(account.account_id, account.client_id, account.client_secret),
        clock=clock.now,
        sleep=time.sleep,
        api_url=account.api_url or settings.KURSLINK_ZOOM_API_URL,
        oauth_url=account.oauth_url or settings.KURSLINK_ZOOM_OAUTH_URL,
        zoom_hosts=settings.KURSLINK_ZOOM_HOSTS,
        ca_file=settings.KURSLINK_CA_FILE,
        practice=account.is_practice,
        tokens=_store_of(account),
        observe=observe,
    )


def _store_of(account: ZoomAccount) -> TokenStore:
    return AccountTokenStore(account.pk) if account.pk else MemoryTokenStore()


def time_zone() -> ZoneInfo:
    """The zone in which course days are meant."""
    return ZoneInfo(settings.TIME_ZONE)
