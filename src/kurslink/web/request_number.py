"""Gives every request a number („Kennung"), which leads from an answer to its lines of the log."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from structlog.contextvars import bind_contextvars, clear_contextvars

from kurslink.models import User

HEADER = "X-Request-ID"


class NumberedRequest:
    """Middleware; the first, so that whatever is written meanwhile carries the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the number. Ours alone: a foreign one could be anything, twice too."""
        clear_contextvars()
        number = secrets.token_hex(8)
        bind_contextvars(request=number)
        answer = self._get_response(request)
        answer.headers[HEADER] = number
        return answer


class KnownInLog:
    """Middleware; stands behind that which knows who asks: a number, the journal has the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; meanwhile lines of the log say who asked."""
        if isinstance(request.user, User):
            bind_contextvars(user=request.user.pk)
        return self._get_response(request)
