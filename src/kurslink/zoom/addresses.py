"""Which addresses are Zoom's: nothing is ever sent anywhere else."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address

import httpx2

from kurslink.zoom.errors import AddressRefused, Circumstances

API_URL = "https://api.zoom.us"
OAUTH_URL = "https://zoom.us/oauth/token"
ZOOM_HOSTS = frozenset({"zoom.us", "zoom.com", "zoomgov.com"})


@dataclass(frozen=True)
class AddressRule:
    """What this installation takes for Zoom.

    `further_hosts` are named by the operator (Zoom X). `practice` also lets in this machine's own
    loopback, with or without https: the simulator lives there.
    """

    further_hosts: frozenset[str] = frozenset()
    practice: bool = False

    def check(self, text: str) -> httpx2.URL:
        """Return `text` as a URL, or raise `AddressRefused`.

        Zoom's are https addresses whose host is one of `ZOOM_HOSTS` or `further_hosts`, or lies
        below one.
        """
        url = _parsed(text)
        if url.userinfo or url.fragment or url.query:
            raise _refused("an address of Zoom has no user, query or fragment")
        if self.practice and url.scheme in ("http", "https") and _is_loopback(url.host):
            return url
        if url.scheme != "https":
            raise _refused("an address of Zoom begins with https")
        if not _lies_below(url.host, ZOOM_HOSTS | self.further_hosts):
            raise _refused("the host is not one of Zoom's")
        return url

    def api_base(self, text: str) -> httpx2.URL:
        """Return the API's base without `/v2`: people paste it, Zoom's own answer lacks it."""
        url = self.check(text or API_URL)
        return url.copy_with(path=url.path.rstrip("/").removesuffix("/v2"))


def _parsed(text: str) -> httpx2.URL:
    # Letters beyond ASCII are refused, not translated: no host of Zoom has any, and IDNA maps
    # full-width look-alikes onto honest names. Browsers read a backslash as a slash; we refuse it.
    if not text.isascii() or not text.isprintable() or "\\" in text or " " in text or "#" in text:
        raise _refused("the address holds characters no address of Zoom has")
    try:
        return httpx2.URL(text)
    except httpx2.InvalidURL:
        raise _refused("this is not an address") from None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _lies_below(host: str, suffixes: Collection[str]) -> bool:
    return any(host == suffix or host.endswith("." + suffix) for suffix in suffixes)


def _refused(message: str) -> AddressRefused:
    return AddressRefused(message, Circumstances("address"))
