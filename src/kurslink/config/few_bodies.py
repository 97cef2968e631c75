"""Keeps slow bodies from holding every thread of the web server.

Anybody may send a byte a second, and the server cannot be interrupted while it waits for the next
one. So only some of its threads wait for bodies: pages are answered meanwhile. Who ends such
connections is the proxy before us (`docs/sicherheit.md`, "What is asked of the proxy").
"""

from collections.abc import Callable
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

_FORM = 256 * 1024  # what is no file; read at once, so that its place is free again at once
_HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "15")]
_SENTENCE = "Gerade kommt zu viel auf einmal an. Versuchen Sie es gleich noch einmal."

Application = Callable[[dict[str, Any], Any], Any]


class FewBodies:
    """The application; while `places` of its threads wait for bodies, no further body is taken."""

    def __init__(self, application: Application, *, places: int) -> None:
        self._application = application
        self._free = BoundedSemaphore(places)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer as the application does, or say when to come again."""
        size = environ.get("CONTENT_LENGTH") or ""
        if size == "0" or not (size or environ.get("HTTP_TRANSFER_ENCODING")):
            return self._application(environ, start_response)
        if not self._free.acquire(blocking=False):
            start_response("503 Service Unavailable", _HEADERS)
            return [_SENTENCE.encode()]
        try:
            if not size.isdecimal() or int(size) > _FORM:
                return self._application(environ, start_response)
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(size)))
        finally:
            self._free.release()
        return self._application(environ, start_response)
