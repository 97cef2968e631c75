"""Signing in through the OpenID provider of the institution, if it has one."""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from requests import RequestException

from kurslink.services.connection.identity_session import IdentitySession, identity_session
from kurslink.services.enter_by_openid import enter_by_openid
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import ZoomError

PROVIDER = "openid"
_UNREADABLE = (RequestException, ZoomError, ValueError, LookupError, TypeError)
"""What comes of a provider that cannot be reached, or answers anything but what it should."""

log = logging.getLogger(__name__)


class KnownPeople(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets in whom the provider vouches for and we know; nobody signs up."""

    def get_requests_session(self) -> IdentitySession:
        """Our way out, not the library's."""
        return identity_session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  # allauth's signature
        """Never: services/enter_by_openid.py decides."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person behind a login seen for the first time."""
        claims = sociallogin.account.extra_data
        if _is_of_two_people(claims):
            _turn_back(request, Refusal(RefusalCode.OPENID_FAILED, name=_name()))
        if sociallogin.is_existing:
            _forget_claims(sociallogin.account)
            return
        told = claims.get("userinfo") or claims.get("id_token") or {}
        try:
            person = enter_by_openid(
                str(told.get("email", "")),
                is_verified=told.get("email_verified") in (True, "true"),
                name=str(told.get("name", "")),
            )
        except Refusal as refusal:
            _turn_back(request, refusal)
        sociallogin.connect(request, person)
        _forget_claims(sociallogin.account)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002  # allauth's signature
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
    ) -> None:
        """Back to the sign-in, with a sentence; somebody who changed their mind needs none."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        log.warning("OpenID sign-in failed: %s", type(exception).__name__ if exception else error)
        _turn_back(request, Refusal(RefusalCode.OPENID_FAILED, name=_name()))


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """To the provider; of the address only where to go afterwards counts."""
    return _exchange(request, views.login, keep=("next",))


@login_not_required
def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider."""
    if provider_id != PROVIDER:
        raise Http404
    return _exchange(request, views.callback, keep=("code", "state", "error"))


def _exchange(request: HttpRequest, view: Any, *, keep: tuple[str, ...]) -> HttpResponse:
    if not _name():
        raise Http404
    request.GET = _only(request.GET, keep)  # type: ignore[assignment]  # the library reads only
    try:
        answer: HttpResponse = view(request, PROVIDER)
    except _UNREADABLE as error:
        log.warning("OpenID provider cannot be used: %s", type(error).__name__)
        messages.error(request, _sentence(Refusal(RefusalCode.OPENID_FAILED, name=_name())))
        return redirect("account_login")
    return answer


def _only(query: QueryDict, keep: tuple[str, ...]) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in keep:
        if name in query:
            kept[name] = query.get(name, "")
    return kept


def _is_of_two_people(claims: dict[str, Any]) -> bool:
    """Whether token and user info speak of different people (OpenID Connect Core 5.3.2)."""
    named = {part["sub"] for key in ("userinfo", "id_token") if (part := claims.get(key))}
    return len(named) > 1


def _forget_claims(account: SocialAccount) -> None:
    """Keep the provider's id of a person, not what else it told of them."""
    SocialAccount.objects.filter(pk=account.pk).update(extra_data={})


def _turn_back(request: HttpRequest, refusal: Refusal) -> NoReturn:
    messages.error(request, _sentence(refusal))
    raise ImmediateHttpResponse(redirect("account_login"))


def _sentence(refusal: Refusal) -> str:
    explanation = explain(refusal)
    return f"{explanation.message} {explanation.hint}"


def _name() -> str:
    return str(settings.KURSLINK_OPENID_NAME)
