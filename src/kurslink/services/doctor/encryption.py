"""Whether the keys open every secret in the database, without opening any for anybody to see."""

from collections.abc import Iterator, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.stored_secrets import StoredSecret, stored_secrets


def look(_visit: Visit) -> Iterator[Finding]:
    """Keys that are none, secrets no key opens, secrets the newest key does not open."""
    try:
        keys = [Fernet(key) for key in settings.KURSLINK_ENCRYPTION_KEYS()]
    except (OSError, ValueError) as error:
        yield found(Area.ENCRYPTION, Verdict.FAILED, FindingCode.KEYS_INVALID, detail=error)
    else:
        yield _judge(keys, tuple(stored_secrets()))


def _judge(keys: Sequence[Fernet], secrets: Sequence[StoredSecret]) -> Finding:
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


def _opens(key: Fernet | MultiFernet, secret: StoredSecret) -> bool:
    try:
        key.decrypt(secret.ciphertext)
    except InvalidToken:
        return False
    return True
