"""What a mail looks like on the wire: headers nobody can smuggle anything into, two equal texts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

import idna

from kurslink.mail.errors import SenderRefused, Unaddressable

CALENDAR_NAME = "kurstage.ics"

_POLICY = SMTP.clone(cte_type="7bit")  # every server takes it as it is, and no signature breaks
_LOCAL = re.compile(r"(?!-)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LONGEST = 254  # RFC 5321: what fits into an envelope
_FORBIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Mailbox:
    """A name as people read it, and an address; its domain may have umlauts."""

    name: str
    address: str


@dataclass(frozen=True)
class Letter:
    """A finished mail. `date` is aware; `calendar` is an iCalendar file to attach."""

    uid: UUID
    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str
    date: datetime
    reply_to: str = ""
    calendar: str = ""


def wire_address(address: str) -> str:
    """`address` in ASCII, as envelopes hold it. Raises Unaddressable."""
    local, _, domain = address.strip().rpartition("@")
    wire = f"{local}@{_wire_domain(domain)}"
    if not _LOCAL.fullmatch(local) or len(wire) > _LONGEST:
        raise Unaddressable("not an address")
    return wire


def sender_address(letter: Letter) -> str:
    """The sender's address in ASCII. Raises SenderRefused: no mail of this office can be sent."""
    return _own_address(letter.sender.address)


def as_bytes(letter: Letter) -> bytes:
    """The mail in ASCII with CRLF, not yet dot-stuffed. Raises Unaddressable, SenderRefused."""
    message = EmailMessage(policy=_POLICY)
    sender = sender_address(letter)
    message["From"] = _mailbox(letter.sender.name, sender)
    message["To"] = _mailbox(letter.to.name, wire_address(letter.to.address))
    if letter.reply_to:
        message["Reply-To"] = _mailbox("", _own_address(letter.reply_to))
    message["Subject"] = _line(letter.subject)
    message["Date"] = letter.date
    message["Message-ID"] = f"<{letter.uid}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # nobody's holiday notice shall answer it
    _fill(message, letter)
    return message.as_bytes()


def _own_address(address: str) -> str:
    """An address of the office in ASCII: no recipient is to blame for it. Raises SenderRefused."""
    try:
        return wire_address(address)
    except Unaddressable as error:
        raise SenderRefused(f"not an address: {address}") from error


def _fill(message: EmailMessage, letter: Letter) -> None:
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.calendar:
        message.add_attachment(
            letter.calendar,
            subtype="calendar",
            params={"method": "PUBLISH"},
            cte="quoted-printable",
            filename=CALENDAR_NAME,
        )


def _mailbox(name: str, wire: str) -> Address:
    local, _, domain = wire.rpartition("@")
    return Address(_line(name), local, domain)


def _line(text: str) -> str:
    """One line without control characters.

    The library takes "=?" for the beginning of an encoded word and decodes it: with what comes out
    a header could be smuggled in.
    """
    printable = "".join(" " if unicodedata.category(c) in _FORBIDDEN else c for c in text)
    return " ".join(printable.split()).replace("=?", "= ?")


def _wire_domain(domain: str) -> str:
    """The domain as name servers know it. Raises Unaddressable."""
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Unaddressable("not an address") from error
