"""People who may sign in, and proofs of who they are."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from kurslink.models import Role, User

PASSWORD = "ein-langes-passwort"


def make_user(name: str = "anna", role: Role = Role.OFFICE, **fields: object) -> User:
    """`name`@vhs.example, who knows PASSWORD."""
    values = {"name": name.capitalize(), "role": role} | fields
    return User.objects.create_user(f"{name}@vhs.example", PASSWORD, **values)


def code_of(secret: str) -> str:
    """What an app shows now for this key."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
