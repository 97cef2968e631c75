"""„Freischaltung": whether the Zoom functions may be used here, decided without any network.

An installation whose operator set no KURSLINK_ACTIVATION_KEY is free. Otherwise it needs a code
signed with that key for this very institution. Locked or expired, everything that speaks to Zoom
for a course refuses; data, hand entry and meetings that exist stay usable (decision 7).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from kurslink.models import Event, Institution
from kurslink.services.activation_code import Grant, find_grant, read_public_key
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


class ActivationState(StrEnum):
    """How it stands; only the first two let anything through."""

    FREE = "free"
    ACTIVE = "active"
    LOCKED = "locked"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    DAMAGED = "damaged"


_REFUSALS = {
    ActivationState.LOCKED: RefusalCode.LOCKED,
    ActivationState.EXPIRED: RefusalCode.ACTIVATION_EXPIRED,
    ActivationState.FOREIGN: RefusalCode.ACTIVATION_FOREIGN,
    ActivationState.DAMAGED: RefusalCode.ACTIVATION_DAMAGED,
}


@dataclass(frozen=True)
class Activation:
    """The state and, where the code could be read, what it says."""

    state: ActivationState
    grant: Grant | None = None

    @property
    def is_open(self) -> bool:
        """Whether the Zoom functions may be used: pages hide their buttons otherwise."""
        return self.state not in _REFUSALS

    def days_left(self, today: date) -> int | None:
        """Days from `today` to the last one, 0 on the last; None if it does not end."""
        return (self.grant.until - today).days if self.is_open and self.grant else None

    def require(self) -> None:
        """Raise Refusal (LOCKED, ACTIVATION_…) unless it is open."""
        if not self.is_open:
            raise Refusal(_REFUSALS[self.state], **_said_by(self.grant))


def read_activation(now: datetime) -> Activation:
    """How it stands at `now` (aware). One query, none if the installation is free."""
    key = _key()
    if key is None:
        return Activation(ActivationState.FREE)
    institution = Institution.load()
    return _judge(institution.activation_code, institution, key, today(now))


def require_active(now: datetime) -> None:
    """Raise Refusal unless the Zoom functions may be used at `now`; ask once per action."""
    read_activation(now).require()


def set_activation(code: str, *, actor: Actor, now: datetime) -> Activation:
    """Keep `code` if it opens this installation now; otherwise the present one stays.

    Raises Refusal (ACTIVATION_NOT_NEEDED, or why this code does not fit).
    """
    actor.require(Right.SETTINGS)
    key = _key()
    if key is None:
        raise Refusal(RefusalCode.ACTIVATION_NOT_NEEDED)
    institution = Institution.load()
    found = _judge(code, institution, key, today(now))
    found.require()
    institution.activation_code = "".join(code.split())
    with transaction.atomic():
        institution.save(update_fields=["activation_code"])
        record(actor, Event.ACTIVATION_CHANGED, until=found.grant.until if found.grant else None)
    return found


def today(now: datetime) -> date:
    """The office's date at `now`: a code is good through the whole of its last day."""
    return now.astimezone(time_zone()).date()


def _key() -> Ed25519PublicKey | None:
    text = settings.KURSLINK_ACTIVATION_KEY
    return read_public_key(text) if text else None


def _judge(code: str, institution: Institution, key: Ed25519PublicKey, on: date) -> Activation:
    if not code.strip():
        return Activation(ActivationState.LOCKED)
    grant = find_grant(code, key)
    if grant is None:
        return Activation(ActivationState.DAMAGED)
    if not grant.is_for(institution.instance_id, institution.name):
        return Activation(ActivationState.FOREIGN, grant)
    state = ActivationState.EXPIRED if on > grant.until else ActivationState.ACTIVE
    return Activation(state, grant)


def _said_by(grant: Grant | None) -> dict[str, object]:
    return {"institution": grant.institution, "until": grant.until} if grant else {}
