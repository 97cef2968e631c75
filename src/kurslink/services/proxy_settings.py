"""The proxy between this installation and Zoom: what is entered, and what the system says."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from django.db import transaction

from kurslink.models import Event, ProxySettings
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import Actor, Right
from kurslink.services.words.catalogue.connection import SYSTEM_PROXY
from kurslink.zoom.errors import AddressRefused
from kurslink.zoom.proxy import Proxy

_UNSAID = ("user", "password")
_NOTED = (*_UNSAID, "is_used", "server", "port")
_PORTS = range(1, 65536)
_OF_HTTP = 80


@dataclass(frozen=True, kw_only=True)
class ProxyValues:
    """The box „Proxy". An empty `password` means: keep the one there is, if a user is named."""

    is_used: bool
    server: str = ""
    port: int | None = None
    user: str = ""
    password: str = field(default="", repr=False)


def save_proxy(values: ProxyValues, *, actor: Actor) -> ProxySettings:
    """Store the proxy of this installation; from now on every call to Zoom goes by it.

    A stored password is only kept for the server, port and user it was entered for. Raises
    Refusal (incomplete, no server's name, password needed again); its data name the form field as
    `attribute`.
    """
    actor.require(Right.SETTINGS)
    row = ProxySettings.load()
    before = snapshot(row, _NOTED)
    password = _password(values, row)
    row.is_used = values.is_used
    row.server, row.port, row.user = _server(values), values.port, values.user.strip()
    row.password = password
    with transaction.atomic():
        row.save()
        after = snapshot(row, _NOTED)
        record_changes(actor, Event.SETTINGS_CHANGED, row, before, after, hidden=_UNSAID)
    return row


def _server(values: ProxyValues) -> str:
    server = values.server.strip()
    if values.is_used and (not server or values.port is None):
        missing = "port" if server else "server"
        raise Refusal(RefusalCode.PROXY_INCOMPLETE, attribute=missing)
    if values.port is not None and values.port not in _PORTS:
        raise Refusal(RefusalCode.PROXY_INCOMPLETE, attribute="port")
    try:
        return Proxy(server, values.port or _OF_HTTP).address().host if server else ""
    except AddressRefused:
        raise Refusal(RefusalCode.PROXY_SERVER, server=server, attribute="server") from None


def _password(values: ProxyValues, held: ProxySettings) -> str:
    user = values.user.strip()
    if values.password or not user or not held.password:
        return values.password if user else ""
    if (values.server.strip(), values.port, user) != (held.server, held.port, held.user):
        raise Refusal(RefusalCode.PROXY_PASSWORD_AGAIN, attribute="password")
    return held.password


def system_proxy_label(platform: str = sys.platform) -> str:
    """What the button is called: the seed's words where Windows is asked (decision 9)."""
    return str(SYSTEM_PROXY.get(platform, SYSTEM_PROXY["other"]))


def read_system_proxy(
    *, actor: Actor, system: Callable[[], Mapping[str, str]] = getproxies
) -> ProxyValues:
    """The system's proxy as values, to be looked at and saved; nothing is stored here.

    Windows keeps it in the settings of the user under whom Kurslink runs, other systems in the
    environment of the process. Raises Refusal if there is none or of another kind than HTTP.
    """
    actor.require(Right.SETTINGS)
    found = system()
    text = found.get("https") or found.get("all") or found.get("http")
    if not text:
        raise Refusal(RefusalCode.SYSTEM_PROXY_MISSING)
    return _values_of(text if "://" in text else f"http://{text}")


def _values_of(address: str) -> ProxyValues:
    try:
        parts = urlsplit(address)
        port = parts.port or _OF_HTTP
    except ValueError:
        raise Refusal(RefusalCode.SYSTEM_PROXY_UNREADABLE) from None
    if parts.scheme not in ("http", "https"):
        raise Refusal(RefusalCode.SYSTEM_PROXY_KIND, scheme=parts.scheme)
    return ProxyValues(
        is_used=True,
        server=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
