"""Signing in: accounts are made by the administrator, nobody signs up; guessing is counted."""

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Event, User
from kurslink.services import clock
from kurslink.services.mails.account_mail import write_account_mail
from kurslink.services.note_sign_in import note_failed, note_locked, note_own_sign_in
from kurslink.services.words.catalogue.account_mails import AccountMail
from kurslink.web import uploads
from kurslink.web.known_browsers import known_browser, remember_browser
from kurslink.web.language import keep_chosen

log = logging.getLogger(__name__)

_ADDED = (AccountMail.SECOND_FACTOR_ADDED, Event.USER_FACTOR_ADDED)
_REMOVED = (AccountMail.SECOND_FACTOR_REMOVED, Event.USER_FACTOR_REMOVED)
_OCCASIONS = {
    "account/email/password_changed": (AccountMail.PASSWORD_CHANGED, Event.USER_PASSWORD_CHANGED),
    "account/email/password_reset": (AccountMail.PASSWORD_CHANGED, Event.USER_PASSWORD_CHANGED),
    "mfa/email/totp_activated": _ADDED,
    "mfa/email/webauthn_added": _ADDED,
    "mfa/email/totp_deactivated": _REMOVED,
    "mfa/email/webauthn_removed": _REMOVED,
    "mfa/email/recovery_codes_generated": (AccountMail.RECOVERY_CODES_NEW, Event.USER_CODES_MADE),
}
_MESSAGES = {
    "account/messages/password_changed.txt": _("Das neue Passwort gilt ab sofort."),
    "mfa/messages/totp_activated.txt": _("Die App ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": _("Die App ist entfernt."),
    "mfa/messages/webauthn_added.txt": _("Der Passkey ist eingerichtet."),
    "mfa/messages/webauthn_removed.txt": _("Der Passkey ist entfernt."),
    "mfa/messages/recovery_codes_generated.txt": _("Die neuen Ersatzcodes gelten ab sofort."),
}


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's rules, without sign-up, in our words, failures written down."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort ist falsch."),
        "too_many_login_attempts": _(
            "Zu viele falsche Eingaben. Versuchen Sie es in fünf Minuten noch einmal."
        ),
        "incorrect_password": _("Das Passwort ist falsch."),
        "enter_current_password": _("Das bisherige Passwort ist falsch."),
        "rate_limited": _("Zu viele Versuche. Warten Sie einige Minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Never: the office decides who works in it."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a trace of it; `%r` keeps what was typed on one line."""
        address = self.get_client_ip(request)
        log.warning("Sign-in refused: %r from %s", credentials.get("email"), address)
        note_failed(str(credentials.get("email", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's limit; that it was reached is written down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_locked(str(credentials.get("email", "")))
            raise

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; who begins the day clears up what others left behind."""
        uploads.sweep()
        super().login(request, user)
        keep_chosen(request, user)
        note_own_sign_in(user, Event.SIGNED_IN)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Go on; this browser is known from now on."""
        answer: HttpResponse = super().post_login(request, user, **how)
        remember_browser(request, answer, user.email)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Sign out; an uploaded file nobody can reach any more goes too."""
        uploads.drop(request.session)
        if isinstance(request.user, User):
            note_own_sign_in(request.user, Event.SIGNED_OUT)
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

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail; by our own address, whatever host was asked."""
        keys = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=keys)
        return settings.KURSLINK_PUBLIC_URL.rstrip("/") + path.replace("UID-KEY", quote(key))

    def send_password_reset_mail(
        self,
        user: User,
        email: str,  # noqa: ARG002  # what was typed; the mail goes where we know it belongs
        context: dict[str, Any],
    ) -> None:
        """The link, through the outbox."""
        link = context["password_reset_url"]
        write_account_mail(AccountMail.RESET, user, now=clock.now(), link=link)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
        email: str | None = None,  # noqa: ARG002  # allauth's signature
    ) -> None:
        """Tell the owner what changed about their sign-in, through the outbox."""
        if template_prefix in _OCCASIONS:
            occasion, event = _OCCASIONS[template_prefix]
            note_own_sign_in(user, event)
            write_account_mail(occasion, user, now=clock.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Where everything about one's sign-in stands."""
        return reverse("mfa_index")

    def add_message(  # noqa: PLR0917  # allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our sentence for what happened; what needs none is not said."""
        text = message or _MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per account for strangers, one for each browser its owner has signed in with.

        allauth's own key holds the Host header, whose port is anyone's.
        """
        email = str(credentials.get("email", "")).casefold()
        return f"{email} {known_browser(request, email)}"
