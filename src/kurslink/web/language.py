"""Speaks to everybody in their language: that of the person, of the browser's cookie, or its own.

The cookie remembers for the sign-in page what whoever worked at this browser last reads.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.views import View

from kurslink.models import Language, User
from kurslink.services.change_own_details import change_own_language

_WANTED = "language_wanted"


class ChosenLanguage:
    """Middleware; stands behind that which knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of whoever asks, and only this answer."""
        with override(_language_of(request)):
            answer = self._get_response(request)
        language = _language_of(request)  # who signs in or out is somebody else now
        answer.headers.setdefault("Content-Language", language)
        patch_vary_headers(answer, ("Accept-Language", "Cookie"))
        is_other = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language
        if isinstance(request.user, User) and is_other:
            remember(answer, language)
        return answer


def _language_of(request: HttpRequest) -> str:
    if isinstance(request.user, User):
        return Language(request.user.language).value
    return get_language_from_request(request)


def remember(answer: HttpResponseBase, language: str) -> None:
    """Let this browser's next sign-in page speak `language`."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@method_decorator(login_not_required, name="dispatch")
class ChooseLanguage(View):
    """The switch in the top bar and on the sign-in page."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it for who is signed in, or for who signs in next; then back to the page."""
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        answer = redirect(back if is_ours else "/")
        wanted = request.POST.get("language", "")
        if wanted in Language.values:
            if request.user.is_authenticated:
                change_own_language(request.user, Language(wanted))
            else:
                request.session[_WANTED] = wanted
            remember(answer, wanted)
        return answer


def keep_chosen(request: HttpRequest, user: User) -> None:
    """Who chose a language just before signing in goes on in it."""
    wanted = request.session.pop(_WANTED, None)
    if wanted in Language.values:
        change_own_language(user, Language(wanted))
