"""The way to the OpenID provider: our proxy, our certificates, and never waiting for long."""

import ssl
from base64 import b64encode
from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests.utils import get_auth_from_url

from kurslink.services.connection.zoom_access import configured_proxy
from kurslink.zoom.proxy import Proxy, trusted_certificates

PATIENCE = (5.0, 10.0)
"""Seconds until there is a connection, and between two pieces of an answer: somebody waits."""


class IdentitySession(requests.Session):
    """Follows nothing: a redirect could lead the client's secret elsewhere."""

    def __init__(self, trusted: ssl.SSLContext, proxy: Proxy | None) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", _Trusting(trusted))
        if proxy:  # plain http is allowed to this machine only, and needs none
            self.proxies = {"https": _address_of(proxy)}

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """One call within PATIENCE, at this address only."""
        kwargs["timeout"], kwargs["allow_redirects"] = PATIENCE, False
        return super().request(*args, **kwargs)


class _Trusting(HTTPAdapter):
    def __init__(self, trusted: ssl.SSLContext) -> None:
        self._trusted = trusted
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trusted, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        return super().proxy_manager_for(*args, ssl_context=self._trusted, **kwargs)

    def proxy_headers(self, proxy: str) -> dict[str, str]:
        """The login in UTF-8, as Zoom's connections send it; the library would use Latin-1."""
        user, password = get_auth_from_url(proxy)
        if not user:
            return {}
        login = b64encode(f"{user}:{password}".encode()).decode("ascii")
        return {"Proxy-Authorization": f"Basic {login}"}


def identity_session() -> IdentitySession:
    """A session for one exchange; close it after use."""
    return IdentitySession(trusted_certificates(settings.KURSLINK_CA_FILE), configured_proxy())


def _address_of(proxy: Proxy) -> str:
    login = f"{quote(proxy.user, safe='')}:{quote(proxy.password, safe='')}@" if proxy.user else ""
    return f"http://{login}{proxy.address().netloc.decode('ascii')}"
