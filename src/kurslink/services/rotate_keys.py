"""Encrypts every stored secret with the newest key, so that older keys are not needed any more."""

from dataclasses import dataclass

from kurslink.models import Event
from kurslink.models.encryption import decrypt, with_newest_key
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right
from kurslink.services.stored_secrets import stored_secrets


@dataclass(frozen=True)
class Rotation:
    """How many secrets were encrypted anew, and how many had the newest key already."""

    changed: int
    unchanged: int


def rotate_keys(*, actor: Actor) -> Rotation:
    """Go through all secrets; each is committed for itself, so a second run goes on after a kill.

    Meanwhile everything stays readable. Raises Refusal; SecretUnreadable before anything is
    changed if a key is missing.
    """
    actor.require(Right.SETTINGS)
    require_readable_secrets()
    changed = unchanged = 0
    for secret in stored_secrets():
        renewed = with_newest_key(secret.ciphertext)
        if renewed == secret.ciphertext:
            unchanged += 1
        elif secret.replace(renewed):  # who has written there meanwhile took the newest key
            changed += 1
    record(actor, Event.KEYS_ROTATED, changed=changed, unchanged=unchanged)
    return Rotation(changed, unchanged)


def require_readable_secrets() -> None:
    """Raise SecretUnreadable or KeysInvalid unless the keys at hand open every stored secret."""
    for secret in stored_secrets():
        decrypt(secret.ciphertext)
