"""No request to Zoom within a transaction of ours: its locks would last as long as Zoom does."""

from functools import wraps

import httpx2
from django.db import connection


def refuse_requests_within() -> None:
    """From now on, in this process, such a request fails. May be called more than once."""
    send = httpx2.HTTPTransport.handle_request
    if hasattr(send, "__wrapped__"):
        return

    @wraps(send)
    def checked(self: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
        if "call" in request.extensions:  # our client's; tests ask the simulator as they like
            _require_no_transaction(request)
        return send(self, request)

    httpx2.HTTPTransport.handle_request = checked  # type: ignore[method-assign]


def _require_no_transaction(request: httpx2.Request) -> None:
    # The transaction in which a test itself plays is none of ours.
    ours = [
        block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)
    ]
    if ours:
        operation = request.extensions["call"].operation
        raise AssertionError(f"„{operation}“ was sent to Zoom within a database transaction.")
