"""The login library's second factors, with our keys and in our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Institution, User
from kurslink.models.encryption import decrypt, encrypt
from kurslink.models.errors import EncryptionError

_NAMES = {
    Authenticator.Type.TOTP: _("App"),
    Authenticator.Type.WEBAUTHN: _("Passkey"),
}


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are encrypted like all others of ours."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "Der Code stimmt nicht. Geben Sie den ein, den die App gerade zeigt; "
            "jeder gilt nur einmal."
        ),
        "cannot_generate_recovery_codes": _(
            "Ersatzcodes gibt es erst, wenn ein zweiter Faktor eingerichtet ist."
        ),
        "key_lost": _(
            "Ihr zweiter Faktor ist auf diesem Server nicht lesbar. "
            "Wenden Sie sich an die Systemverwaltung."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Keep a secret."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret; without its key the form says whom to ask."""
        try:
            return decrypt(encrypted_text)
        except EncryptionError:
            raise self.validation_error("key_lost") from None

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return f"Kurslink {Institution.load().name}"

    def generate_authenticator_name(
        self, user: User, type: Authenticator.Type
    ) -> str:  # allauth's signature
        """„Passkey", „Passkey 2" …"""
        count = Authenticator.objects.filter(user=user, type=type).count()
        name = str(_NAMES.get(type, type))
        return f"{name} {count + 1}" if count else name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """How passkeys name us."""
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": translate("Kurslink")}
