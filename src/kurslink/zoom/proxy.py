"""The way to Zoom: through the configured proxy, trusting what the system trusts."""

import re
import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import httpx2
import truststore

from kurslink.zoom.calls import Call
from kurslink.zoom.errors import (
    AddressRefused,
    Circumstances,
    ProxyLoginMissing,
    ProxyLoginRefused,
    ProxyRefused,
    ProxyUnreachable,
    TlsFailed,
)
from kurslink.zoom.faults import is_tls_failure

# Shared by the threads of a process. A connection idle for long may be closed at the other end just
# when a creation goes out, and that leaves its outcome unknown: better open another one.
LIMITS = httpx2.Limits(max_connections=60, max_keepalive_connections=20, keepalive_expiry=10)

_HOST = re.compile(r"\w[\w.:-]*|:[\w.:]+")


@dataclass(frozen=True)
class Proxy:
    """An HTTP proxy; `user` and `password` may hold any letters."""

    server: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    def address(self) -> httpx2.URL:
        """Return where it is. Raises `AddressRefused` unless `server` is a plain name or number."""
        message = "the proxy's server is a host name or an IP address"
        if not _HOST.fullmatch(self.server):
            raise AddressRefused(message, Circumstances("proxy"))
        try:
            return httpx2.URL(scheme="http", host=self.server, port=self.port)
        except httpx2.InvalidURL:
            raise AddressRefused(message, Circumstances("proxy")) from None

    def refusal(self, status: int, message: str, operation: str) -> ProxyRefused:
        """Return what its answer with `status`, instead of a connection, means."""
        at = Circumstances(operation, status)
        if status != HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return ProxyRefused(message, at)
        return (ProxyLoginRefused if self.user else ProxyLoginMissing)(message, at)


def open_transport(proxy: Proxy | None, ca_file: Path | None) -> httpx2.BaseTransport:
    """Return connections through `proxy`, or direct ones; proxies of the environment are ignored.

    `ca_file` (PEM) is trusted beside the system's certificates: many proxies bring their own.
    """
    trusted = trusted_certificates(ca_file)
    if proxy is None:
        return httpx2.HTTPTransport(verify=trusted, trust_env=False, limits=LIMITS)
    return ThroughProxy(proxy, trusted)


class KeptOpen(httpx2.BaseTransport):
    """Connections that outlive the clients who use them."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request` by any free connection."""
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Leave them open for the next client."""


class ThroughProxy(httpx2.HTTPTransport):
    """Connections by way of a proxy; what the proxy itself does wrong is told apart."""

    def __init__(self, proxy: Proxy, trusted: ssl.SSLContext) -> None:
        # Beside the address, not in it: there "@" and ":" in a password would be misread.
        auth = (proxy.user, proxy.password) if proxy.user else None
        way = httpx2.Proxy(proxy.address(), auth=auth)
        super().__init__(verify=trusted, proxy=way, trust_env=False, limits=LIMITS)
        self._proxy = proxy

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request`; the first connection is to the proxy, so is its failure."""
        call: Call = request.extensions["call"]
        try:
            return super().handle_request(request)
        except httpx2.ProxyError as error:
            # The library keeps the status in the text only: "407 Proxy Authentication Required".
            status = int(number) if (number := str(error)[:3]).isdigit() else 0
            raise self._proxy.refusal(status, str(error), call.operation) from error
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            if is_tls_failure(error):
                raise
            raise ProxyUnreachable(str(error), Circumstances(call.operation)) from error


def trusted_certificates(ca_file: Path | None) -> ssl.SSLContext:
    """What the system trusts, and the certificates of `ca_file` (PEM). Raises TlsFailed."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file is not None:
        _trust_also(context, ca_file)
    return context


def _trust_also(context: ssl.SSLContext, ca_file: Path) -> None:
    try:
        context.load_verify_locations(cafile=str(ca_file))
    except OSError as error:  # also what the library raises for a file without certificates
        message = f"the file of certificates cannot be read: {error}"
        raise TlsFailed(message, Circumstances("ca_file")) from error
