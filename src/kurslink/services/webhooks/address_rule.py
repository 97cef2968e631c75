"""To which addresses deliveries may go: nobody shall reach our own network through us."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from kurslink.services.errors import Refusal, RefusalCode

_HTTPS_PORT, _HTTP_PORT = 443, 80
_LONGEST = 500


class ForbiddenAddress(OSError):
    """The host's name leads into our own network."""


@dataclass(frozen=True)
class Target:
    """An address taken apart; `may_be_private` because the operator named the host."""

    host: str
    port: int
    path: str
    is_secure: bool
    may_be_private: bool

    def resolve(self) -> str:
        """The number to connect to. Asked right before connecting, and only that is connected to.

        Raises ForbiddenAddress if any of the host's numbers is not public, OSError if it has none.
        """
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        numbers = [str(each[4][0]) for each in found]
        if not self.may_be_private and not all(map(_is_public, numbers)):
            raise ForbiddenAddress(self.host)
        return numbers[0]


def target_of(url: str) -> Target:
    """`url` taken apart. Raises Refusal (WEBHOOK_ADDRESS) for what deliveries never go to.

    https only; plain http to this machine itself if KURSLINK_WEBHOOK_HOSTS names it.
    """
    parts, port = _parts(url)
    host = parts.hostname or ""
    is_named = host in settings.KURSLINK_WEBHOOK_HOSTS
    is_secure = parts.scheme == "https"
    if not is_secure and not (parts.scheme == "http" and is_named and _is_loopback(host)):
        raise _refused()
    if not is_named and (host == "localhost" or _is_private_number(host)):
        raise _refused()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(
        host, port or (_HTTPS_PORT if is_secure else _HTTP_PORT), path, is_secure, is_named
    )


def _parts(url: str) -> tuple[SplitResult, int | None]:
    strange = not url.isascii() or not url.isprintable() or "\\" in url or " " in url
    if strange or len(url) > _LONGEST:
        raise _refused()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused() from None
    if not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise _refused()
    return parts, port


def _refused() -> Refusal:
    return Refusal(RefusalCode.WEBHOOK_ADDRESS, attribute="url")


def _is_public(number: str) -> bool:
    address = ip_address(number.split("%", maxsplit=1)[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def _is_private_number(host: str) -> bool:
    try:
        return not _is_public(host)
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
