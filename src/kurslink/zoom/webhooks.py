"""Events Zoom sends us (webhooks): whether Zoom itself speaks, and about which meeting.

An event is a hint and no more. It comes at least once, late and in any order, so of its content
only the meeting's id is read; what became of the meeting is asked of Zoom anew. Nothing is read
before the signature is proven.
"""

import hmac
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from kurslink.zoom.schemas.spelling import Answer, Identifier

LARGEST_BODY = 256 * 1024
"""Bytes; Zoom's events have a few thousand."""

# What makes a look at the meeting worth while; under these names they are subscribed to.
EVENTS = {
    "meeting.updated": "Meeting has been updated",
    "meeting.deleted": "Meeting has been deleted",
    "meeting.permanently_deleted": "Meeting has been permanently deleted",
    "meeting.recovered": "Meeting has been recovered",
}

_WINDOW = timedelta(minutes=5)
_SECONDS = re.compile(r"[0-9]{1,12}")
_VALIDATION = "endpoint.url_validation"


class Distrust(StrEnum):
    """Why a delivery is not believed."""

    UNSIGNED = "no signature or no time"
    STALE = "signed at another time"
    FORGED = "signed with another secret"


class NotFromZoom(Exception):
    """A delivery that nobody who knows the secret has signed just now; `reason` says how so."""

    def __init__(self, reason: Distrust) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Delivery:
    """One request as it came in: the bytes of its body, `x-zm-signature` and the time signed."""

    body: bytes = field(repr=False)
    signature: str = field(repr=False)
    timestamp: str


@dataclass(frozen=True)
class MeetingEvent:
    """Something happened to a meeting: one of `EVENTS`, or any other Zoom has."""

    name: str
    account_id: str
    meeting_id: int


@dataclass(frozen=True)
class Challenge:
    """Zoom asks whether we know the secret, before it sends events and every few days again."""

    plain_token: str = field(repr=False)


def read_delivery(
    delivery: Delivery, *, secret: str, now: datetime
) -> MeetingEvent | Challenge | None:
    """Return what a delivery says; None if it is about no meeting. Raises NotFromZoom.

    Zoom signs the challenge too, so without a good signature not even that is answered.
    """
    _require_genuine(delivery, secret=secret, now=now)
    try:
        said = json.loads(delivery.body)
        name = _Envelope.model_validate(said).event
        return _challenge(said) if name == _VALIDATION else _event(said)
    except (ValueError, RecursionError):  # no JSON, nested beyond reading, or of another shape
        return None


def answer_to(challenge: Challenge, *, secret: str) -> dict[str, str]:
    """Return the body Zoom wants back: its token, plain and signed."""
    signed = _hmac(secret, challenge.plain_token.encode())
    return {"plainToken": challenge.plain_token, "encryptedToken": signed}


def _require_genuine(delivery: Delivery, *, secret: str, now: datetime) -> None:
    if not delivery.signature or not _SECONDS.fullmatch(delivery.timestamp):
        raise NotFromZoom(Distrust.UNSIGNED)
    # Over the bytes as they came: the same JSON written again would have another signature.
    signed = b"v0:" + delivery.timestamp.encode() + b":" + delivery.body
    expected = f"v0={_hmac(secret, signed)}"
    if not hmac.compare_digest(expected.encode(), delivery.signature.encode(errors="replace")):
        raise NotFromZoom(Distrust.FORGED)
    if abs(now.timestamp() - int(delivery.timestamp)) > _WINDOW.total_seconds():
        raise NotFromZoom(Distrust.STALE)


def _hmac(secret: str, message: bytes) -> str:
    return hmac.digest(secret.encode(), message, "sha256").hex()


class _Envelope(Answer):
    event: str


class _ChallengePayload(Answer):
    plain_token: Annotated[str, Field(alias="plainToken", pattern=r"^[\x21-\x7e]{1,200}$")]


class _Challenge(Answer):
    payload: _ChallengePayload


class _Object(Answer):
    # A number in some events, text in others; as large as the database holds.
    id: Annotated[int, Field(gt=0, lt=2**63)]


class _EventPayload(Answer):
    account_id: Identifier
    object: _Object


class _Event(_Envelope):
    payload: _EventPayload


def _challenge(said: Any) -> Challenge:
    return Challenge(_Challenge.model_validate(said).payload.plain_token)


def _event(said: Any) -> MeetingEvent:
    event = _Event.model_validate(said)
    return MeetingEvent(event.event, event.payload.account_id, event.payload.object.id)
