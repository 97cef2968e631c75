"""Turns away what no page can mean: NUL in an address or cookie, which no text column holds."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_NUL = "\0"
_NUL_IN_QUERY = "%00"


class ReadableRequest:
    """Middleware; stands before anything that takes a request's words to the database.

    Fields of forms need no such check: Django's refuse NUL, each with a sentence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on. Raises BadRequest, which becomes the page for status 400."""
        in_cookie = any(_NUL in value for value in request.COOKIES.values())
        if in_cookie or _NUL_IN_QUERY in request.META["QUERY_STRING"]:
            raise BadRequest("NUL in the address or a cookie")
        return self.get_response(request)
