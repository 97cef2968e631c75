"""Whether people reach Kurslink under its public address, and only encrypted."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http.request import validate_host

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit


def look(_visit: Visit) -> Iterator[Finding]:
    """The address itself, encryption, cookies, and the names Kurslink answers to."""
    url = settings.KURSLINK_PUBLIC_URL
    faults = tuple(_faults(url))
    yield from faults
    if not faults:
        is_local = urlsplit(url).scheme == "http"
        code = FindingCode.ADDRESS_LOCAL if is_local else FindingCode.ADDRESS_FINE
        yield _finding(Verdict.OK, code, url=url)


def _faults(url: str) -> Iterator[Finding]:
    parts = _split(url)
    if parts is None or not parts.hostname:
        yield _finding(Verdict.FAILED, FindingCode.ADDRESS_INVALID, url=url)
        return
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        yield _finding(Verdict.FAILED, FindingCode.ADDRESS_PLAIN, url=url)
    if parts.scheme == "https" and not _cookies_are_secure():
        yield _finding(Verdict.FAILED, FindingCode.COOKIES_PLAIN, url=url)
    if "*" in settings.ALLOWED_HOSTS:
        yield _finding(Verdict.WARNING, FindingCode.ADDRESS_ANY_NAME)
    elif not validate_host(_as_allowed(parts.hostname), settings.ALLOWED_HOSTS):
        yield _finding(Verdict.FAILED, FindingCode.ADDRESS_NOT_ANSWERED, host=parts.hostname)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:  # an address in brackets that is none
        return None
    return parts if parts.scheme in ("http", "https") else None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _as_allowed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _cookies_are_secure() -> bool:
    return bool(settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)


def _finding(verdict: Verdict, code: FindingCode, **data: object) -> Finding:
    return found(Area.PUBLIC_ADDRESS, verdict, code, subject="", **data)
