"""Signing in: accounts are made by the administrator, nobody signs up; guessing is counted."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import User
from kurslink.web import uploads

log = logging.getLogger(__name__)


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's rules, without sign-up, in our words, failures written down."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort ist falsch."),
        "too_many_login_attempts": _(
            "Zu viele falsche Passwörter. Versuchen Sie es in fünf Minuten noch einmal."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Never: the office decides who works in it."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a trace of it; `%r` keeps what was typed on one line."""
        address = self.get_client_ip(request)
        log.warning("Sign-in refused: %r from %s", credentials.get("email"), address)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; who begins the day clears up what others left behind."""
        uploads.sweep()
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out; an uploaded file nobody can reach any more goes too."""
        uploads.drop(request.session)
        super().logout(request)

    def respond_user_inactive(
        self,
        request: HttpRequest,
        user: User,  # noqa: ARG002  # allauth's signature
    ) -> HttpResponse:
        """Back to the form; only who knows the password comes this far."""
        text = translate("Dieses Konto ist abgeschaltet. Wenden Sie sich an die Systemverwaltung.")
        messages.error(request, text)
        return redirect("account_login")

    def _get_login_attempts_cache_key(
        self,
        request: HttpRequest,  # noqa: ARG002  # allauth's signature
        **credentials: Any,
    ) -> str:
        """One count per account; allauth's key holds the Host header, whose port is anyone's."""
        return str(credentials.get("email", "")).casefold()
