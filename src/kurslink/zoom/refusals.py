"""What Zoom means by a code and a text: the numbers are few, and some stand for many things."""

import re
from collections.abc import Callable

from httpx2 import codes

from kurslink.zoom.errors import (
    AccessDenied,
    AlternativeHostRefused,
    Circumstances,
    InvalidField,
    IsWebinar,
    MeetingGone,
    MeetingInProgress,
    MissingScopes,
    NotLicensed,
    NotZoom,
    OccurrenceGone,
    PaidPlanOnly,
    PasscodeRefused,
    Refused,
    SchedulingNotAllowed,
    TokenRejected,
    UserUnknown,
    ZoomError,
)
from kurslink.zoom.problems import Problem

_OCCURRENCE = re.compile(r"occurrence_?id", re.IGNORECASE)
_ALTERNATIVE_HOST = re.compile(r"alternative[ _]?hosts?", re.IGNORECASE)
_SCOPES = re.compile(r"scopes?:?\s*\[([^\]]*)\]", re.IGNORECASE)


def refusal(problem: Problem, at: Circumstances) -> ZoomError:
    """Return the typed error for what Zoom said; an unknown code is a plain `Refused`."""
    if _SCOPES.search(problem.message):
        return MissingScopes(problem.message, at, scopes=named_scopes(problem.message))
    if _ALTERNATIVE_HOST.search(problem.text):
        return AlternativeHostRefused(problem.text, at, fields=problem.fields)
    if at.status == codes.UNAUTHORIZED:
        return TokenRejected(problem.message, at)
    if at.status == codes.FORBIDDEN:
        return AccessDenied(problem.message, at)
    return _BY_CODE.get(problem.code, _refused)(problem, at)


def named_scopes(message: str) -> frozenset[str]:
    """Return the scopes Zoom names in brackets: "…does not contain scopes:[a:b, c:d]"."""
    found = _SCOPES.search(message)
    names = found[1].split(",") if found else []
    return frozenset(name.strip() for name in names if name.strip())


def _refused(problem: Problem, at: Circumstances) -> ZoomError:
    return Refused(problem.text, at)


def _as(kind: type[ZoomError]) -> Callable[[Problem, Circumstances], ZoomError]:
    return lambda problem, at: kind(problem.text, at)


def _code_200(problem: Problem, at: Circumstances) -> ZoomError:
    kind = PaidPlanOnly if "paid" in problem.message.lower() else AccessDenied
    return kind(problem.message, at)


def _code_300(problem: Problem, at: Circumstances) -> ZoomError:
    if _OCCURRENCE.search(problem.text):
        return OccurrenceGone(problem.text, at)
    kind = PasscodeRefused if "password" in problem.fields else InvalidField
    return kind(problem.text, at, fields=problem.fields)


def _code_3000(problem: Problem, at: Circumstances) -> ZoomError:
    words = problem.message.lower()
    meanings = {
        "webinar": IsWebinar,
        "cannot schedule a meeting for": SchedulingNotAllowed,
        "have started": MeetingInProgress,
        "occurrence_id": OccurrenceGone,
    }
    kind = next((meaning for sign, meaning in meanings.items() if sign in words), Refused)
    return kind(problem.message, at)


def _code_4700(problem: Problem, at: Circumstances) -> ZoomError:
    return MissingScopes(problem.message, at, scopes=frozenset())


_BY_CODE: dict[int, Callable[[Problem, Circumstances], ZoomError]] = {
    124: _as(TokenRejected),
    200: _code_200,
    300: _code_300,
    1001: _as(UserUnknown),
    1010: _as(UserUnknown),
    1120: _as(UserUnknown),
    2300: _as(NotZoom),  # "This API endpoint is not recognized.": not the API's base address
    3000: _code_3000,
    3001: _as(MeetingGone),
    3002: _as(MeetingInProgress),
    3161: _as(NotLicensed),
    4700: _code_4700,
    4711: _code_4700,
    64041: _as(NotZoom),  # "Route Not Found"
}
