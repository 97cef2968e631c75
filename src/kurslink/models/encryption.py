"""Secrets at rest: a text column whose value is encrypted with a key outside the database."""

from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from kurslink.models.errors import KeysInvalid, SecretUnreadable

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


def _keys() -> list[Fernet]:
    """The keys of this installation, newest first; read anew, a rotation may be under way."""
    try:
        keys = [Fernet(key) for key in settings.KURSLINK_ENCRYPTION_KEYS()]
    except (OSError, ValueError) as error:
        raise KeysInvalid(type(error).__name__) from None
    if not keys:
        raise KeysInvalid("no key")
    return keys


def encrypt(secret: str) -> str:
    """`secret` encrypted with the newest key, as ASCII text; empty stays empty."""
    return MultiFernet(_keys()).encrypt(secret.encode()).decode() if secret else ""


def decrypt(stored: str) -> str:
    """What `encrypt` was given. Raises SecretUnreadable, KeysInvalid."""
    return _opened(MultiFernet(_keys()), stored).decode() if stored else ""


def with_newest_key(stored: str) -> str:
    """`stored` itself if the newest key opens it, otherwise the same secret encrypted with that.

    Raises SecretUnreadable, KeysInvalid.
    """
    keys = _keys()
    try:
        _opened(keys[0], stored)
    except SecretUnreadable:
        return encrypt(decrypt(stored))
    return stored


def _opened(keys: Fernet | MultiFernet, stored: str) -> bytes:
    try:
        return keys.decrypt(stored.encode())
    except InvalidToken:
        raise SecretUnreadable("no key fits") from None


class EncryptedTextField(_TextField):
    """Plain text in Python, ciphertext in the database; cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way into the database."""
        return encrypt(str(value)) if value is not None else None

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value) if value is not None else None
