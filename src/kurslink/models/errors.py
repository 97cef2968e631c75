"""What keeps stored secrets shut.

EncryptionError        a secret cannot be written or read
├── KeysInvalid        what this installation holds as keys are none
└── SecretUnreadable   no key at hand opens a stored secret
"""

from typing import ClassVar


class EncryptionError(Exception):
    """A secret cannot be written or read; the text never holds one, nor a key."""

    key: ClassVar[str] = "encryption"


class KeysInvalid(EncryptionError):
    """There is no key, one is malformed, or the file cannot be read."""

    key = "keys-invalid"


class SecretUnreadable(EncryptionError):
    """The key a secret was encrypted with is missing, or the secret was damaged."""

    key = "secret-unreadable"
