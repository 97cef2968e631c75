"""An activation code: who may use Zoom here until when, signed by the operator.

Written as ``KL1.<grant>.<signature>``, both parts in base64 for addresses. The signature (Ed25519)
covers everything before it, so a code can be checked anywhere with the public key alone.
"""

import base64
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KIND = "KL1"


@dataclass(frozen=True)
class Grant:
    """What a code says: this institution, on this installation, through the day `until`."""

    installation: UUID
    institution: str
    until: date

    def is_for(self, installation: UUID, institution: str) -> bool:
        """Whether it was made for this one; case and spaces of the name do not matter."""
        return self.installation == installation and _plain(self.institution) == _plain(institution)


def issue_code(grant: Grant, key: Ed25519PrivateKey) -> str:
    """The code that says `grant`, in one line of ASCII."""
    fields = [str(grant.installation), grant.until.isoformat(), " ".join(grant.institution.split())]
    signed = f"{_KIND}.{_written(json.dumps(fields, ensure_ascii=False).encode())}"
    return f"{signed}.{_written(key.sign(signed.encode()))}"


def find_grant(code: str, key: Ed25519PublicKey) -> Grant | None:
    """What `code` says; None unless the owner of `key` signed it. Line breaks do not matter."""
    signed, _, signature = "".join(code.split()).rpartition(".")
    kind, _, payload = signed.partition(".")
    try:
        key.verify(_read(signature), signed.encode())
    except (InvalidSignature, ValueError):
        return None
    return _grant(payload) if kind == _KIND else None


def _grant(payload: str) -> Grant:
    installation, until, institution = json.loads(_read(payload))
    return Grant(UUID(installation), institution, date.fromisoformat(until))


def write_public_key(key: Ed25519PublicKey) -> str:
    """The key as KURSLINK_ACTIVATION_KEY holds it."""
    return _written(key.public_bytes_raw())


def read_public_key(text: str) -> Ed25519PublicKey:
    """The key `write_public_key` wrote. Raises ValueError if it is none."""
    return Ed25519PublicKey.from_public_bytes(_read(text.strip()))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(text: str) -> bytes:
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)
