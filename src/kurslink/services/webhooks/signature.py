"""By which the receiver knows that a delivery is ours, whole, and not an old one again."""

import hmac
from datetime import datetime
from hashlib import sha256

HEADER = "Kurslink-Signature"


def signature_of(body: bytes, *, secret: str, now: datetime) -> str:
    """`t=…,v1=…`: the moment in seconds, and the HMAC of moment and body."""
    moment = int(now.timestamp())
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"
