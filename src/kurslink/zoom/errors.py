"""What can go wrong between Kurslink and Zoom; a class exists where a caller decides differently.

ZoomError
├── NotSent                  nothing reached Zoom: the call may be repeated as it is
│   ├── AddressRefused       not an address of Zoom; refused before any connection
│   ├── Unreachable          no connection to Zoom
│   │   ├── NameUnknown      no address for Zoom's name
│   │   └── ProxyUnreachable no connection to the proxy
│   ├── ProxyRefused         the proxy blocks the address or cannot reach it
│   │   ├── ProxyLoginMissing   it wants a login, and we have none
│   │   └── ProxyLoginRefused   it wants another login than ours
│   ├── NotAProxy            what answered at the proxy's address is none: often a web page
│   └── TlsFailed            the certificate is not Zoom's, or not trusted here
├── OutcomeUnknown           a change was sent and its answer is lost: look before repeating
├── Unavailable              a question found no answer in time, or Zoom failed: ask later
├── NotZoom                  something else answered: a portal page, a redirect, garbage
├── TooMany                  Zoom's limits; nothing was changed
│   ├── RateLimited          per second: `retry_after`
│   │   └── Crowded          not Zoom's word: too many calls of ours wait already
│   └── DailyLimit           the account's day is used up: `resume_at`
│       └── HostDailyLimit   the 100 changes of this host are used up until 00:00 UTC
└── Refused                  Zoom understood and said no: repeating unchanged is pointless
    ├── CredentialsRefused   no token for these credentials: `reason`
    ├── TokenRejected        a fresh token was refused too
    │   └── JwtRejected      and it was one of the kind Zoom has switched off
    ├── MissingScopes        the app may not do this: `scopes`
    ├── AccessDenied         the role behind the app, or the account, may not do this
    ├── PaidPlanOnly         the account's plan does not include this
    ├── UserUnknown          no such user in this account
    ├── NotLicensed          the user may not host meetings
    ├── SchedulingNotAllowed no privilege to schedule for that host
    ├── MeetingGone          deleted or expired; Zoom does not say which
    ├── OccurrenceGone       the series has no such occurrence any more
    ├── IsWebinar            the meeting was made a webinar in the portal
    ├── MeetingInProgress    refused while people are in the meeting
    └── InvalidField         `fields` says which value and why
        ├── AlternativeHostRefused
        └── PasscodeRefused
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from kurslink.zoom.wording import cleaned


@dataclass(frozen=True)
class Circumstances:
    """Which call failed, and how Zoom's answer can be named to its support."""

    operation: str
    status: int | None = None
    code: int | None = None
    tracking_id: str | None = None


class ZoomError(Exception):
    """A call that did not do what it should.

    `operation` names the client's method; `status`, `code` and `tracking_id` are Zoom's where
    there was an answer; `message` is Zoom's own text, cleaned, or ours for the log. Sentences for
    people are made from `key`, which never changes.
    """

    key: ClassVar[str] = "zoom"

    def __init__(self, message: str, at: Circumstances) -> None:
        self.message = cleaned(message)
        super().__init__(self.message)
        self.at = at
        self.operation = at.operation
        self.status = at.status
        self.code = at.code
        self.tracking_id = at.tracking_id

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.status, self.code) if number is not None]
        return f"{self.operation}: {' '.join([*numbers, self.message or self.key])}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


class NotSent(ZoomError):
    """Nothing reached Zoom."""

    key = "not-sent"


class AddressRefused(NotSent):
    """The address is not one of Zoom's."""

    key = "address-refused"


class Unreachable(NotSent):
    """No connection came about."""

    key = "unreachable"


class NameUnknown(Unreachable):
    """No name server here knows the name."""

    key = "name-unknown"


class ProxyUnreachable(Unreachable):
    """The proxy could not be reached, so nothing is known of Zoom."""

    key = "proxy-unreachable"


class ProxyRefused(NotSent):
    """The proxy answered instead of connecting; `status` is its own."""

    key = "proxy-refused"


class ProxyLoginMissing(ProxyRefused):
    """The proxy wants to know who asks."""

    key = "proxy-login-missing"


class ProxyLoginRefused(ProxyRefused):
    """The proxy does not take the user or the password."""

    key = "proxy-login-refused"


class NotAProxy(NotSent):
    """Something speaks at the proxy's address, but no proxy's language."""

    key = "not-a-proxy"


class TlsFailed(NotSent):
    """The encrypted connection was refused by one side; behind a proxy often by what it put in."""

    key = "tls-failed"


class OutcomeUnknown(ZoomError):
    """A change was sent; whether it took place only Zoom knows."""

    key = "outcome-unknown"


class Unavailable(ZoomError):
    """A question was not answered: too slow, cut off, or a fault on Zoom's side."""

    key = "unavailable"


class NotZoom(ZoomError):
    """What answered does not speak Zoom's language; a change it refused did not take place."""

    key = "not-zoom"


class TooMany(ZoomError):
    """A limit of Zoom's is reached; the call changed nothing."""

    key = "too-many"


class RateLimited(TooMany):
    """Too many calls in this second; `retry_after` in seconds where Zoom says so."""

    key = "rate-limited"

    def __init__(self, message: str, at: Circumstances, *, retry_after: float | None) -> None:
        super().__init__(message, at)
        self.retry_after = retry_after


class Crowded(RateLimited):
    """Our own workers have taken the coming seconds; Zoom was not asked."""

    key = "crowded"


class DailyLimit(TooMany):
    """The account may call again at `resume_at` (aware)."""

    key = "daily-limit"

    def __init__(self, message: str, at: Circumstances, *, resume_at: datetime) -> None:
        super().__init__(message, at)
        self.resume_at = resume_at


class HostDailyLimit(DailyLimit):
    """Meetings of this host can be created and changed again from the next 00:00 UTC."""

    key = "host-daily-limit"


class Refused(ZoomError):
    """Zoom understood the call and said no."""

    key = "refused"


class CredentialFault(StrEnum):
    """Which of the credentials Zoom did not accept, as far as its words tell."""

    CLIENT = "client"
    ACCOUNT = "account"
    APP_KIND = "app-kind"
    APP_INACTIVE = "app-inactive"
    OTHER = "other"


class CredentialsRefused(Refused):
    """Zoom gives no token for these credentials."""

    key = "credentials-refused"

    def __init__(self, message: str, at: Circumstances, *, reason: CredentialFault) -> None:
        super().__init__(message, at)
        self.reason = reason


class TokenRejected(Refused):
    """The token was refused, and a fresh one as well."""

    key = "token-rejected"


class JwtRejected(TokenRejected):
    """Zoom takes no token a JWT app signed: the kind is switched off, or key and secret differ."""

    key = "jwt-rejected"


class MissingScopes(Refused):
    """The app lacks these scopes; a token taken before they were granted lacks them too."""

    key = "missing-scopes"

    def __init__(self, message: str, at: Circumstances, *, scopes: frozenset[str]) -> None:
        super().__init__(message, at)
        self.scopes = scopes


class AccessDenied(Refused):
    """The role of the app's creator, or the account, does not allow the call."""

    key = "access-denied"


class PaidPlanOnly(Refused):
    """The account would have to be a paid one."""

    key = "paid-plan-only"


class UserUnknown(Refused):
    """The account has no such user, or the user never accepted the invitation."""

    key = "user-unknown"


class NotLicensed(Refused):
    """The user may not host or schedule meetings."""

    key = "not-licensed"


class SchedulingNotAllowed(Refused):
    """Nobody gave the privilege to schedule for this host."""

    key = "scheduling-not-allowed"


class MeetingGone(Refused):
    """The meeting is deleted or expired."""

    key = "meeting-gone"


class OccurrenceGone(Refused):
    """The meeting has no occurrence of this id."""

    key = "occurrence-gone"


class IsWebinar(Refused):
    """The id belongs to a webinar; somebody converted the meeting."""

    key = "is-webinar"


class MeetingInProgress(Refused):
    """The meeting has started and cannot be changed or deleted until it ends."""

    key = "meeting-in-progress"


class InvalidField(Refused):
    """Zoom refuses a value; `fields` maps Zoom's field names to its cleaned words."""

    key = "invalid-field"

    def __init__(self, message: str, at: Circumstances, *, fields: Mapping[str, str]) -> None:
        super().__init__(message, at)
        self.fields = MappingProxyType({name: cleaned(text) for name, text in fields.items()})


class AlternativeHostRefused(InvalidField):
    """An alternative host is unknown or without a licence; Zoom refuses the whole call."""

    key = "alternative-host-refused"


class PasscodeRefused(InvalidField):
    """The passcode does not meet the host's rule, which may have changed since it was read."""

    key = "passcode-refused"


NOBODY_LET_IN = (CredentialsRefused, TokenRejected, MissingScopes)
"""Refusals that every other call for the same account would meet too."""
