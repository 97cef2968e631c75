"""Browsers somebody has signed in with: their wrong passwords are counted apart from strangers'.

Or anybody who knows an address could keep its owner out by guessing wrongly, again and again.
"""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

NAME = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
_AGE = 180 * 24 * 60 * 60  # seconds
_SEPARATOR = "."


def known_browser(request: HttpRequest, email: str) -> str:
    """A name for this browser if the owner of `email` has signed in with it, else none."""
    name, _separator, proof = request.COOKIES.get(NAME, "").partition(_SEPARATOR)
    return name if constant_time_compare(proof, _proof(name, email)) else ""


def remember_browser(request: HttpRequest, answer: HttpResponseBase, email: str) -> None:
    """Know it again; the cookie says nothing of whose it is."""
    if known_browser(request, email):
        return
    name = secrets.token_urlsafe(16)
    answer.set_cookie(NAME, f"{name}{_SEPARATOR}{_proof(name, email)}", **_kind())


def _proof(name: str, email: str) -> str:
    salt = "kurslink.web.known_browsers"
    return salted_hmac(
        salt, f"{name}{_SEPARATOR}{email.casefold()}", algorithm="sha256"
    ).hexdigest()


def _kind() -> dict[str, Any]:
    return {
        "max_age": _AGE,
        "httponly": True,
        "secure": settings.SESSION_COOKIE_SECURE,
        "samesite": "Lax",
    }
