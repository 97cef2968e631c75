"""The way to Zoom for one Zugang: the one place that makes a client from our settings."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from kurslink.models import AccountKind, ProxySettings, TokenValidity, ZoomAccount
from kurslink.services import clock
from kurslink.services.connection.token_store import AccountTokenStore
from kurslink.services.limits.call_pace import SharedPace
from kurslink.zoom.calls import CallRecord
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.credentials import Credentials, JwtApp, ServerToServer
from kurslink.zoom.pace import AtOnce, Pace
from kurslink.zoom.patience import Patience
from kurslink.zoom.proxy import KeptOpen, Proxy, open_transport
from kurslink.zoom.tokens import MemoryTokenStore, TokenStore

Observer = Callable[[CallRecord], None]

_LASTS = {
    TokenValidity.HOUR: timedelta(hours=1),
    TokenValidity.DAY: timedelta(days=1),
    TokenValidity.WEEK: timedelta(weeks=1),
}


def connect(account: ZoomAccount, observe: Observer, *, budget: float | None = None) -> ZoomClient:
    """A client for `account`, saved or not; close it after use. Raises zoom.AddressRefused.

    The clock here judges only how long a token is good, never what is transferred. `budget`: the
    seconds a person waits for all calls together; a job has none.
    """
    proxy = None if account.is_practice else configured_proxy()
    patience = patience_of(budget)
    return ZoomClient(
        _credentials_of(account),
        clock=clock.now,
        sleep=time.sleep,
        api_url=account.api_url or settings.KURSLINK_ZOOM_API_URL,
        oauth_url=account.oauth_url or settings.KURSLINK_ZOOM_OAUTH_URL,
        zoom_hosts=settings.KURSLINK_ZOOM_HOSTS,
        proxy=proxy,
        practice=account.is_practice,
        tokens=_store_of(account, patience),
        pace=_pace_of(account, patience),
        observe=observe,
        budget=budget,
        transport=_connections(account.account_id, proxy, settings.KURSLINK_CA_FILE),
    )


def patience_of(budget: float | None) -> Patience:
    """`budget` seconds from now, for who asks with several clients one after the other."""
    return Patience.of(budget, clock.now)


@lru_cache(maxsize=8)
def _connections(_account: str, proxy: Proxy | None, ca_file: Path | None) -> KeptOpen:
    """The connections of this process for one Zugang: a new one costs a handshake and its keys."""
    return KeptOpen(open_transport(proxy, ca_file))


def configured_proxy() -> Proxy | None:
    """The proxy of this installation, if one is to be used; practice accounts pass it by."""
    held = ProxySettings.load()
    if not held.is_used or held.port is None:
        return None
    return Proxy(held.server, held.port, held.user, held.password)


def _credentials_of(account: ZoomAccount) -> Credentials:
    if account.kind == AccountKind.JWT:
        lasts = _LASTS[TokenValidity(account.token_validity)]
        return JwtApp(account.api_key, account.api_secret, lasts)
    return ServerToServer(account.account_id, account.client_id, account.client_secret)


def _store_of(account: ZoomAccount, patience: Patience) -> TokenStore:
    if account.pk is None:
        return MemoryTokenStore()
    return AccountTokenStore(account.pk, patience=patience, sleep=time.sleep)


def _pace_of(account: ZoomAccount, patience: Patience) -> Pace:
    if account.pk is None:
        return AtOnce()
    return SharedPace(account, sleep=time.sleep, patience=patience)


def time_zone() -> ZoneInfo:
    """The zone in which course days are meant."""
    return ZoneInfo(settings.TIME_ZONE)
