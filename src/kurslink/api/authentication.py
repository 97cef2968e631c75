"""Who asks: a bearer token, and how much it may ask for in a minute."""

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from kurslink.api.problems import Problem
from kurslink.models import ApiToken
from kurslink.services import clock
from kurslink.services.api_tokens import find_token
from kurslink.services.rights import Actor, actor_for_token

REQUESTS_PER_MINUTE = 600
"""Of one token, in one server process."""

FAILURES_PER_MINUTE = 20
"""Of one address; who has a valid token is never held up by the failures of others."""

_MINUTE = timedelta(minutes=1)


class TokenRequest(HttpRequest):
    """A request whose token was found."""

    auth: ApiToken


class Token(HttpBearer):
    """`Authorization: Bearer kl_…`; tokens are made under Einstellungen, Schnittstelle."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The valid token, or None. Raises Problem for too many requests."""
        found = find_token(token, now=clock.now())
        if found is None:
            _count(f"failures:{request.META.get('REMOTE_ADDR', '')}", FAILURES_PER_MINUTE)
            return None
        _count(f"requests:{found.pk}", REQUESTS_PER_MINUTE)
        return found


def actor_of(request: TokenRequest) -> Actor:
    """Who asks."""
    return actor_for_token(request.auth)


def _count(what: str, limit: int) -> None:
    seconds = int(_MINUTE.total_seconds())
    moment = int(clock.now().timestamp())
    key = f"kurslink-api:{what}:{moment // seconds}"
    cache.add(key, 0, timeout=2 * seconds)
    if cache.incr(key) > limit:
        raise Problem("too_many_requests", Retry_After=str(seconds - moment % seconds))
