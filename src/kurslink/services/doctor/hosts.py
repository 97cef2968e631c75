"""Whether each user offered as Host is still there and may hold courses; stores nothing."""

from collections.abc import Iterable, Iterator
from itertools import chain

from kurslink.models import LicenceType, ZoomAccount, ZoomUser
from kurslink.services.connection.zoom_access import connect
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.zoom import schemas
from kurslink.zoom.errors import ZoomError


def look_at_hosts(account: ZoomAccount, visit: Visit) -> Iterator[Finding]:
    """Each offered user with something amiss, and how many are fine."""
    offered = list(account.users.filter(is_offered=True))
    if not offered:
        yield _of(account, Verdict.FAILED, FindingCode.NO_HOSTS)
        return
    try:
        known = _users_at_zoom(account, visit)
    except ZoomError:
        yield not_read(account)
        return
    faults = tuple(_faults(offered, known))
    yield from faults
    count = len(offered) - len(faults)
    if count:
        yield _of(account, Verdict.OK, FindingCode.HOSTS_FINE, count=count)


def not_read(account: ZoomAccount) -> Finding:
    """The hosts of a Zugang that does not reach Zoom."""
    return _of(account, Verdict.NOT_CHECKED, FindingCode.HOSTS_NOT_READ)


def _users_at_zoom(account: ZoomAccount, visit: Visit) -> dict[str, schemas.ZoomUser]:
    with connect(account, lambda _record: None, budget=visit.patience.seconds_left) as zoom:
        users = chain(zoom.users("active"), zoom.users("pending"))
        return {user.email.casefold(): user for user in users}


def _faults(offered: Iterable[ZoomUser], known: dict[str, schemas.ZoomUser]) -> Iterator[Finding]:
    for host in offered:
        fault = _fault(known.get(host.email.casefold()))
        if fault is not None:
            verdict, code, status = fault
            yield found(Area.HOST, verdict, code, subject=host.email, status=status)


def _fault(user: schemas.ZoomUser | None) -> tuple[Verdict, FindingCode, str] | None:
    if user is None:
        return Verdict.FAILED, FindingCode.HOST_GONE, ""
    status = user.status or "active"
    if status != "active":
        return Verdict.FAILED, FindingCode.HOST_NOT_ACTIVE, status
    if user.type == LicenceType.BASIC:
        return Verdict.WARNING, FindingCode.HOST_BASIC, status
    if user.type != LicenceType.LICENSED:
        return Verdict.FAILED, FindingCode.HOST_UNLICENSED, status
    return None


def _of(account: ZoomAccount, verdict: Verdict, code: FindingCode, **data: object) -> Finding:
    return found(Area.HOSTS, verdict, code, subject=account.email, **data)
