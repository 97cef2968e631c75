"""Holds people at the setting-up of a second factor while the installation demands one of them."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.models import SecondFactorRule, User
from kurslink.services.second_factor import has_second_factor
from kurslink.web.page import institution_of

# Where one sets it up, confirms who one is, reads how it is done, and leaves.
_OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "handbook",
        "handbook_chapter",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)


class SecondFactorDemanded:
    """Middleware: the rule holds from the next request on, also for sessions there are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what page it is, is known in process_view."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Lead to the setting-up, or on."""
        where = request.resolver_match.url_name if request.resolver_match else None
        if where in _OPEN or not _lacks_one(request):
            return None
        messages.warning(
            request, _("Für Ihre Rolle ist ein zweiter Faktor verlangt. Richten Sie ihn hier ein.")
        )
        return redirect("mfa_index")


def _lacks_one(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    rule = SecondFactorRule(institution_of(request).second_factor)
    if not rule.includes(user.role) or _came_by_openid(request, user):
        return False
    return not has_second_factor(user)


def _came_by_openid(request: HttpRequest, user: User) -> bool:
    """Then the provider asks for it, by rules of its own (decision 19)."""
    records = get_authentication_records(request, user)
    return any(each.get("method") == "socialaccount" for each in records)
