"""What a broken exchange means: did Zoom get the request, and may a change have happened?"""

import ssl
from socket import gaierror

import httpx2

from kurslink.zoom.calls import Call
from kurslink.zoom.errors import (
    Circumstances,
    NameUnknown,
    NotZoom,
    OutcomeUnknown,
    TlsFailed,
    Unavailable,
    Unreachable,
    ZoomError,
)

_BEFORE_SENDING = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


def broken_off(error: httpx2.RequestError, call: Call) -> ZoomError:
    """Return what `error` means for `call`; only what happened before sending is surely undone."""
    at = Circumstances(call.operation)
    if isinstance(error, _BEFORE_SENDING):
        return _unconnected(error)(str(error), at)
    if isinstance(error, httpx2.DecodingError):
        return unreadable(str(error), call, at)
    return unanswered(str(error) or type(error).__name__, call, at)


def unanswered(message: str, call: Call, at: Circumstances) -> ZoomError:
    """Return the error of a call that was sent and whose answer is missing or a fault of Zoom's."""
    return (OutcomeUnknown if call.is_write else Unavailable)(message, at)


def unreadable(message: str, call: Call, at: Circumstances) -> ZoomError:
    """Return the error of an answer that says success in words nobody can read."""
    return (OutcomeUnknown if call.is_write else NotZoom)(message, at)


def is_tls_failure(error: BaseException) -> bool:
    """Return whether encryption failed; the libraries keep that in the chain of causes only."""
    return _is_caused_by(error, ssl.SSLError)


def _unconnected(error: httpx2.RequestError) -> type[ZoomError]:
    if is_tls_failure(error):
        return TlsFailed
    return NameUnknown if _is_caused_by(error, gaierror) else Unreachable


def _is_caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kind):
        cause = cause.__cause__ or cause.__context__
    return cause is not None
