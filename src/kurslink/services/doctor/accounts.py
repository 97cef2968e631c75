"""Whether each Zugang reaches Zoom and may do there what a transfer needs."""

from collections.abc import Iterator

from kurslink.models import AccountKind, ZoomAccount
from kurslink.models.errors import EncryptionError
from kurslink.services.check_connection import check_connection
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found, refused
from kurslink.services.doctor.hosts import look_at_hosts, not_read
from kurslink.services.doctor.visit import Visit


def look(visit: Visit) -> Iterator[Finding]:
    """Each Zugang, and behind it its hosts; one whose secret is lost does not hide the others."""
    accounts = ZoomAccount.objects.values_list("pk", "email")
    if not accounts:
        yield found(Area.ACCOUNT, Verdict.FAILED, FindingCode.NO_ACCOUNT)
    for key, email in accounts:
        try:
            account = ZoomAccount.objects.get(pk=key)
        except EncryptionError:
            yield _finding(email, Verdict.NOT_CHECKED, FindingCode.ACCOUNT_UNREADABLE)
        else:
            yield from _look_at(account, visit)


def _look_at(account: ZoomAccount, visit: Visit) -> Iterator[Finding]:
    if not account.is_active:
        yield _finding(account.email, Verdict.OK, FindingCode.ACCOUNT_CLOSED)
        return
    if account.kind == AccountKind.JWT:
        yield _finding(account.email, Verdict.WARNING, FindingCode.ACCOUNT_JWT)
    if visit.patience.is_over:
        yield _finding(account.email, Verdict.NOT_CHECKED, FindingCode.ACCOUNT_TOO_SLOW)
        return
    faults = tuple(_faults(account, visit))
    yield from faults
    if any(fault.verdict is Verdict.FAILED for fault in faults):
        yield not_read(account)
    else:
        yield _finding(account.email, Verdict.OK, FindingCode.ACCOUNT_FINE)
        yield from look_at_hosts(account, visit)


def _faults(account: ZoomAccount, visit: Visit) -> Iterator[Finding]:
    for check in check_connection(account, actor=visit.actor, budget=visit.patience.seconds_left):
        if check.explanation:
            verdict = Verdict(check.status.value)
            yield refused(Area.ACCOUNT, verdict, check.explanation, subject=account.email)


def _finding(email: str, verdict: Verdict, code: FindingCode) -> Finding:
    return found(Area.ACCOUNT, verdict, code, subject=email)
