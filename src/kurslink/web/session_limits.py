"""Ends sessions nobody sits before any more, and those that have lasted too long (decision 19).

By the real clock, not the one tests may shift: a session is not part of what an office plays.
"""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kurslink.models import User
from kurslink.web.page import is_htmx

IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=24)
_NOTED = timedelta(minutes=5)
"""So often at most a session is written just because somebody is there."""

SINCE, SEEN = "signed_in_at", "seen_at"


class SessionLimits:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or ask to sign in again."""
        user = request.user
        if not isinstance(user, User):
            return self._get_response(request)
        now = timezone.now().timestamp()
        begun = user.last_login.timestamp() if user.last_login else now
        since = request.session.get(SINCE, begun)
        seen = request.session.get(SEEN, since)
        if now - seen > IDLE.total_seconds() or now - since > LONGEST.total_seconds():
            return _ended(request)
        if now - seen > _NOTED.total_seconds() and not is_htmx(request):
            request.session[SINCE], request.session[SEEN] = since, now
        return self._get_response(request)


def _ended(request: HttpRequest) -> HttpResponse:
    """Django asks for the sign-in and leads back here."""
    path = request.get_full_path() if request.method == "GET" else "/"
    logout(request)
    messages.info(request, _("Sie waren lange nicht da. Melden Sie sich bitte wieder an."))
    if is_htmx(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect_to_login(path, reverse("account_login"))
