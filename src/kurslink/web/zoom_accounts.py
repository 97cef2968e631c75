"""The form of a Zugang, with „Verbindung testen" before saving; retiring and deleting one."""

from dataclasses import fields, replace
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import AccountKind, Plan, TokenValidity, ZoomAccount
from kurslink.services import clock
from kurslink.services.accounts import CREDENTIALS, AccountValues, filled, save_account
from kurslink.services.check_connection import check_connection
from kurslink.services.connection.connection_check import Check
from kurslink.services.errors import Refusal
from kurslink.services.retire_account import delete_account, retire_account, revive_account
from kurslink.services.words.sentences import explain
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.page import LONG_PATIENCE
from kurslink.web.settings_page import TABS, AccountPage, SettingsPage, without_secrets
from kurslink.zoom.scopes import GRANULAR
from kurslink.zoom.webhooks import EVENTS

_SECRETS = frozenset({"webhook_secret", *(names[-1] for names in CREDENTIALS.values())})
_EVENTS_STOPPED = _(
    "Weil sich die Adressen geändert haben, ist das Secret Token für Ereignisse nicht mehr "
    "hinterlegt. Geben Sie es neu ein, damit Kurslink weiter von Änderungen in Zoom erfährt."
)


def _secret(label: Any) -> TextField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return TextField(label=label, required=False, widget=widget)


class AccountForm(KernForm):
    """A Zugang; its secrets are written, never shown. Which fields are needed depends on `kind`."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse für Zoom"),
        help_text=_("Die Adresse, die in Zoom die Rolle „Verantwortlicher“ hat."),
    )
    kind = forms.TypedChoiceField(label=_("Art"), choices=AccountKind.choices, coerce=AccountKind)
    account_id = TextField(label=_("Account-ID"), max_length=100, required=False)
    client_id = TextField(label=_("Client-ID"), max_length=100, required=False)
    client_secret = _secret(_("Client-Secret"))
    api_key = TextField(label=_("API Key (App Marketplace)"), max_length=100, required=False)
    api_secret = _secret(_("API Secret (App Marketplace)"))
    token_validity = forms.TypedChoiceField(
        label=_("Token gültig für"),
        choices=TokenValidity.choices,
        coerce=TokenValidity,
        initial=TokenValidity.DAY,
    )
    plan = forms.TypedChoiceField(
        label=_("Tarif"),
        choices=Plan.choices,
        coerce=Plan,
        initial=Plan.PRO,
        help_text=_(
            "Danach richtet sich, wie viele Anfragen Zoom je Sekunde erlaubt. Zoom teilt den Tarif "
            "nicht mit; er steht auf der Rechnung von Zoom."
        ),
    )
    buffer_minutes = forms.IntegerField(
        label=_("Puffer zwischen zwei Kursen einer Lizenz (Minuten)"),
        min_value=0,
        max_value=180,
        initial=15,
    )
    webhook_secret = _secret(_("Secret Token für Ereignisse"))
    is_practice = forms.BooleanField(
        label=_("Übungszugang (nur Adressen dieses Rechners)"), required=False
    )
    api_url = forms.URLField(
        label=_("API-Adresse"),
        required=False,
        assume_scheme="https",
        help_text=_("Leer: Zoom selbst. Nur für Konten mit einer regionalen Adresse."),
    )
    oauth_url = forms.URLField(label=_("Token-Adresse"), required=False, assume_scheme="https")
    max_occurrences = forms.IntegerField(
        label=_("Termine je Serie höchstens"), min_value=1, max_value=60, initial=50
    )

    def __init__(self, *args: Any, account: ZoomAccount | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _SECRETS:
            if account is not None and _holds(account, name):
                self.fields[name].help_text = _("Ist hinterlegt. Leer lassen, um es zu behalten.")

    def blame(self, refusal: Refusal) -> None:
        """Show what the service refused at the fields it is about."""
        explanation = explain(refusal)
        missing = refusal.data.get("names")
        for name in missing if isinstance(missing, list) else ():
            self.add_error(name, explanation.hint)
        if not missing:
            add_refusal(self, refusal)


def _holds(account: ZoomAccount, secret: str) -> bool:
    """Whether a secret is stored; it stays closed."""
    return ZoomAccount.objects.filter(pk=account.pk).exclude(**{secret: ""}).exists()


def stored_values(account: ZoomAccount) -> AccountValues:
    """What a Zugang consists of now; its secrets stay where they are."""
    names = {each.name for each in fields(AccountValues)} - _SECRETS
    return AccountValues(**{name: getattr(account, name) for name in names})


def events_address(account: ZoomAccount) -> str:
    """Where Zoom reports events of this Zugang, as people copy it into the app at Zoom."""
    path = reverse("zoom_event", args=[account.pk])
    return f"{settings.KURSLINK_PUBLIC_URL.rstrip('/')}{path}"


class AccountFormPage(SettingsPage):
    """What adding and changing a Zugang share: test it if asked to, else save it."""

    @cached_property
    def account(self) -> ZoomAccount | None:
        """The Zugang of the address; None for a new one. Raises Http404."""
        key = self.kwargs.get("account_id")
        return get_object_or_404(without_secrets(), pk=key) if key else None

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The form; the fields of the secrets are empty."""
        held = self._held()
        initial = {name: getattr(held, name) for name in AccountForm.base_fields}
        return self._show(request, AccountForm(initial=initial, account=self.account))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Verbindung testen" shows a mark for each step; „Speichern" saves."""
        form = AccountForm(request.POST, account=self.account)
        if not form.is_valid():
            return self._show(request, form, status=422)
        was_listening = self._is_listening()
        try:
            if "test" in request.POST:
                return self._show(request, form, checks=self._checks(form))
            saved = save_account(self._values(form), actor=self.actor, account=self._fresh())
        except Refusal as refusal:
            form.blame(refusal)
            return self._show(request, form, status=422)
        messages.success(request, translate("Der Zugang ist gespeichert."))
        if self.account is None:  # a new Zugang has no users yet
            return redirect("account_users", saved.pk)
        if was_listening and not self._is_listening():
            messages.warning(request, _EVENTS_STOPPED)
        return redirect("change_account", saved.pk)

    def _is_listening(self) -> bool:
        return self.account is not None and _holds(self.account, "webhook_secret")

    def _held(self) -> AccountValues:
        return stored_values(self.account) if self.account else AccountValues(email="")

    def _values(self, form: AccountForm) -> AccountValues:
        return replace(self._held(), **form.cleaned_data)

    def _fresh(self) -> ZoomAccount | None:
        """Another instance of the row: services fill it even when they refuse."""
        return without_secrets().get(pk=self.account.pk) if self.account else None

    def _checks(self, form: AccountForm) -> tuple[Check, ...]:
        tried = filled(self._fresh() or ZoomAccount(), self._values(form))
        return check_connection(tried, actor=self.actor, budget=LONG_PATIENCE)

    def _show(
        self,
        request: HttpRequest,
        form: AccountForm,
        checks: tuple[Check, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "form": form,
            "checks": checks,
            "is_test": "test" in request.POST,
            "account": self.account,
            "tabs": TABS,
            "tab": "change_account",
            "scopes": GRANULAR,
            "events": EVENTS.values(),
            "events_address": events_address(self.account) if self.account else "",
        }
        return self.draw(request, "accounts/form.html", context, status)


class NewAccount(AccountFormPage):
    """Adds a Zugang."""


class ChangeAccount(AccountFormPage):
    """Changes a Zugang."""


class RetireAccount(AccountPage):
    """„Stilllegen": no new meetings by this Zugang."""

    tab = "change_account"

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Take it out of use; meetings that exist can be changed as before."""
        retire_account(self.account, actor=self.actor)
        messages.success(request, translate("Der Zugang ist stillgelegt."))
        return redirect("zoom_settings")


class ReviveAccount(AccountPage):
    """Takes a retired Zugang into use again."""

    tab = "change_account"

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Offer it to courses again."""
        revive_account(self.account, actor=self.actor)
        messages.success(request, translate("Der Zugang ist wieder in Gebrauch."))
        return redirect("zoom_settings")


class DeleteAccount(AccountPage):
    """Deletes a Zugang for good, after saying what that means."""

    tab = "change_account"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The consequences."""
        return self.draw(request, "accounts/delete.html", {})

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Delete it; a refusal names the courses whose meetings are in it."""
        email = self.account.email
        delete_account(self.account, actor=self.actor, now=clock.now())
        done = translate("Der Zugang %(email)s ist gelöscht.")
        messages.success(request, done % {"email": email})
        return redirect("zoom_settings")
