"""The wire: every request passes here, is counted, and brings back an answer of bounded size."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import httpx2

from kurslink.zoom.calls import Call, CallRecord
from kurslink.zoom.patience import Patience

# Zoom's largest answers, 300 users a page, stay below half a megabyte.
LARGEST_BODY = 5_000_000
# The read timeout starts anew with every byte; this bounds an answer that drips.
LONGEST_ANSWER = timedelta(seconds=60)
TIMEOUT = httpx2.Timeout(connect=5, read=30, write=10, pool=5)
TRACKING_HEADER = "x-zm-trackingid"

# The libraries would log addresses with people's names in them, and at DEBUG every header of an
# answer, cookies and links included. What is worth a log line is told to `observe`.
for library in ("httpx2", "httpcore2"):
    logging.getLogger(library).setLevel(logging.WARNING)

# The first three describe the stream that has been read; and no cookie ties one call to another.
_LEFT_OUT = ("content-encoding", "content-length", "transfer-encoding", "set-cookie")


class Wire(httpx2.BaseTransport):
    """A transport that reads each answer whole, within bounds, and tells `observe` about it."""

    def __init__(
        self,
        inner: httpx2.BaseTransport,
        *,
        clock: Callable[[], datetime],
        observe: Callable[[CallRecord], None],
        patience: Patience,
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._observe = observe
        self._patience = patience

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request`; the response is read, unpacked and closed. Over the bounds: an error."""
        started_at = self._clock()
        longest = timedelta(seconds=self._patience.bound(LONGEST_ANSWER.total_seconds()))
        response: httpx2.Response | None = None
        try:
            response = self._inner.handle_request(self._hurried(request))
            return self._read(response, until=started_at + longest)
        finally:
            self._observe(_record(request, response, self._clock() - started_at))

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _hurried(self, request: httpx2.Request) -> httpx2.Request:
        """`request` with no timeout longer than whoever asked will wait."""
        asked = request.extensions["timeout"]
        request.extensions["timeout"] = {
            name: self._patience.bound(seconds) for name, seconds in asked.items()
        }
        return request

    def _read(self, response: httpx2.Response, *, until: datetime) -> httpx2.Response:
        try:
            body = b"".join(self._pieces(response, until=until))
        finally:
            response.close()
        headers = [
            (name, value) for name, value in response.headers.multi_items() if name not in _LEFT_OUT
        ]
        return httpx2.Response(
            response.status_code, headers=headers, content=body, extensions=response.extensions
        )

    def _pieces(self, response: httpx2.Response, *, until: datetime) -> Iterator[bytes]:
        size = 0
        # Unpacked piece by piece: a few packed kilobytes can hold gigabytes.
        for piece in response.iter_bytes():
            size += len(piece)
            if size > LARGEST_BODY:
                raise httpx2.DecodingError("the answer is too large")
            if self._clock() > until:
                raise httpx2.ReadTimeout("the answer takes too long")
            yield piece


def open_http(wire: Wire) -> httpx2.Client:
    """Return a client that follows no redirect and asks the environment nothing."""
    return httpx2.Client(
        transport=wire,
        # Without it Zoom words some refusals in XML.
        headers={"Accept": "application/json", "User-Agent": "Kurslink"},
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    )


def _record(
    request: httpx2.Request, response: httpx2.Response | None, duration: timedelta
) -> CallRecord:
    call: Call = request.extensions["call"]
    return CallRecord(
        operation=call.operation,
        method=call.method,
        status=response.status_code if response is not None else None,
        duration=duration,
        tracking_id=response.headers.get(TRACKING_HEADER) if response is not None else None,
        is_write=call.is_write,
    )
