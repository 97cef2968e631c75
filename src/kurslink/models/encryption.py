"""Secrets at rest: a text column whose value is encrypted with a key outside the database."""

from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.KURSLINK_ENCRYPTION_KEYS()])


def encrypt(secret: str) -> str:
    """`secret` encrypted with the newest key, as ASCII text; empty stays empty."""
    return _keys().encrypt(secret.encode()).decode() if secret else ""


def decrypt(stored: str) -> str:
    """What `encrypt` was given. Raises cryptography.fernet.InvalidToken if no key fits."""
    return _keys().decrypt(stored.encode()).decode() if stored else ""


class EncryptedTextField(_TextField):
    """Plain text in Python, ciphertext in the database; cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way into the database."""
        return encrypt(str(value)) if value is not None else None

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value) if value is not None else None
