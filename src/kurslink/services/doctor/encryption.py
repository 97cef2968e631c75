"""Whether the keys open every secret in the database, without opening any for anybody to see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from kurslink.models.encryption import EncryptedTextField
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit


@dataclass(frozen=True)
class Secret:
    """One encrypted value as it stands in the database, and the label of its field."""

    label: str
    ciphertext: str


def look(_visit: Visit) -> Iterator[Finding]:
    """Keys that are none, secrets no key opens, secrets the newest key does not open."""
    try:
        keys = [Fernet(key) for key in settings.KURSLINK_ENCRYPTION_KEYS()]
    except (OSError, ValueError) as error:
        yield found(Area.ENCRYPTION, Verdict.FAILED, FindingCode.KEYS_INVALID, detail=error)
    else:
        yield _judge(keys, tuple(_secrets()))


def _judge(keys: Sequence[Fernet], secrets: Sequence[Secret]) -> Finding:
    lost = [secret for secret in secrets if not _opens(MultiFernet(keys), secret)]
    old = [secret for secret in secrets if not _opens(keys[0], secret)]
    code, verdict = FindingCode.SECRETS_FINE, Verdict.OK
    if lost:
        code, verdict = FindingCode.SECRETS_UNREADABLE, Verdict.FAILED
    elif old:
        code, verdict = FindingCode.SECRETS_OLD_KEY, Verdict.WARNING
    return found(
        Area.ENCRYPTION,
        verdict,
        code,
        count=len(lost or old or secrets),
        total=len(secrets),
        where=sorted({secret.label for secret in lost}),
    )


def _opens(key: Fernet | MultiFernet, secret: Secret) -> bool:
    try:
        key.decrypt(secret.ciphertext)
    except InvalidToken:
        return False
    return True


def _secrets() -> Iterator[Secret]:
    for model in apps.get_app_config("kurslink").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                stored = model._default_manager.annotate(stored=Cast(field.name, TextField()))
                for ciphertext in stored.exclude(stored="").values_list("stored", flat=True):
                    yield Secret(str(field.verbose_name), ciphertext)
