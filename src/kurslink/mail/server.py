"""Which mail server, and how it is spoken to: the address an operator sets."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import idna

_HINT = "Write special characters of user and password percent-encoded, e.g. %40 for @"

_NAMELESS = "[127.0.0.1]"  # RFC 5321 4.1.3: who has no name gives an address


class Security(StrEnum):
    """How the connection is encrypted; the value is the scheme of the address."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True)
class Server:
    """A mail server; without `user` it takes our mails as a relay, for where we are."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_server(address: str, *, ca_file: Path | None = None) -> Server:
    """Read `smtp://relay:25`, `smtp+starttls://user:password@host:587` or `smtps://…`.

    Raises ValueError, which says what is wrong and never quotes the address: it holds a password.
    """
    parts = _split(address)
    security = Security(parts.scheme)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) is not bool(password):
        raise ValueError("user and password belong together")
    if user and security is Security.PLAIN:
        raise ValueError("smtp:// would send the password unencrypted; use smtp+starttls://")
    port = parts.port or _PORTS[security]
    return Server(_ascii(parts.hostname or ""), port, security, user, password, ca_file)


def _split(address: str) -> SplitResult:
    """The parts of an address that has nothing but scheme, login, host and port."""
    try:
        parts = urlsplit(address)
        is_odd = bool(parts.port == 0 or parts.path.strip("/") or parts.query or parts.fragment)
    except ValueError:  # an odd port or bracket; its text quotes what may be the password
        is_odd = True
    if not address.startswith(tuple(f"{each.value}://" for each in Security)):
        raise ValueError("not an address like smtp+starttls://user:password@mail.example.org:587")
    if is_odd or not parts.hostname:
        raise ValueError(f"not an address like smtps://user:password@host:465. {_HINT}")
    return parts


def _ascii(host: str) -> str:
    """The host as the network names it; umlauts are encoded."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        is_name = False
    if not is_name:  # outside the handler: the library's error quotes what may be a password
        raise ValueError(f"the name of the mail server is none. {_HINT}")
    return host


def name_for_greeting(host: str) -> str:
    """What we call ourselves to a server: `host` in ASCII if it is a name others may know."""
    try:
        name = _ascii(host)
    except ValueError:
        return _NAMELESS
    is_name = "." in name and not name.replace(".", "").isdigit()
    return name if is_name else _NAMELESS
