"""Einstellungen / Zoom-Zugänge: list, form with „Verbindung testen", and the „Benutzer"."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kurslink.models import ZoomAccount
from kurslink.services import clock
from kurslink.services.accounts import AccountValues, filled, save_account
from kurslink.services.check_connection import Check, CheckName, check_connection
from kurslink.services.errors import Refusal
from kurslink.services.offer_hosts import offer_hosts
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import Right
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.page import Page
from kurslink.zoom.scopes import SCOPES


class AccountForm(KernForm):
    """A Zugang; the secret is written, never shown."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse für Zoom"),
        help_text=_("Wer in Zoom die Rolle „Verantwortlicher“ hat."),
    )
    account_id = TextField(label=_("Account-ID"), max_length=100)
    client_id = TextField(label=_("Client-ID"), max_length=100)
    client_secret = TextField(
        label=_("Client-Secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    topic_template = TextField(
        label=_("Aufbau des Themas"),
        max_length=200,
        required=False,
        help_text=_("Leer: der Kurstitel. Möglich sind <KURSTITEL> und <KURSNR>."),
    )
    is_practice = forms.BooleanField(
        label=_("Übungszugang (nur Adressen dieses Rechners)"), required=False
    )
    api_url = forms.URLField(label=_("API-Adresse"), required=False, assume_scheme="https")
    oauth_url = forms.URLField(label=_("Token-Adresse"), required=False, assume_scheme="https")
    max_occurrences = forms.IntegerField(
        label=_("Termine je Serie höchstens"), min_value=1, max_value=60, initial=50
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secret = self.fields["client_secret"]
        secret.required = is_new
        if not is_new:
            secret.help_text = _("Ist hinterlegt. Leer lassen, um es zu behalten.")

    def values(self) -> AccountValues:
        """What was entered."""
        return AccountValues(**self.cleaned_data)


CHECK_NAMES = {
    CheckName.TOKEN: _("Anmeldung bei Zoom"),
    CheckName.SCOPES: _("Berechtigungen der App"),
    CheckName.USER: _("E-Mail-Adresse gehört zum Zoom-Konto"),
    CheckName.LICENCES: _("Lizenzen"),
    CheckName.PASSCODE_RULE: _("Anforderungen an Passwörter lesbar"),
}


class AccountList(Page):
    """All Zugänge."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Each with the number of its licences."""
        accounts = ZoomAccount.objects.annotate(
            user_count=Count("users", filter=Q(users__vanished_at=None)),
            offered_count=Count("users", filter=Q(users__is_offered=True)),
        )
        context = {"accounts": accounts, "may_change": self.actor.may(Right.SETTINGS)}
        return render(request, "accounts/list.html", context)


class AccountPage(Page):
    """What adding and changing share: check first if asked to, else save."""

    right = Right.SETTINGS

    def account(self) -> ZoomAccount | None:
        """The Zugang of the address; None for a new one. Raises Http404."""
        key = self.kwargs.get("account_id")
        return get_object_or_404(ZoomAccount, pk=key) if key else None

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The form; the secret's field is empty."""
        account = self.account()
        names = AccountForm.base_fields.keys() - {"client_secret"}
        initial = {name: getattr(account, name) for name in names} if account else {}
        return self._show(request, AccountForm(initial=initial, is_new=account is None))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Verbindung testen" shows ticks and crosses; „Speichern" saves."""
        account = self.account()
        form = AccountForm(request.POST, is_new=account is None)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            if "test" in request.POST:
                checks = self._checks(form, account)
                return self._show(request, form, checks=checks)
            saved = save_account(form.values(), actor=self.actor, account=account)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, status=422)
        messages.success(request, translate("Der Zugang ist gespeichert."))
        if account is None:  # a new Zugang has no users yet
            return redirect("account_users", saved.pk)
        return redirect("accounts")

    def _checks(self, form: AccountForm, account: ZoomAccount | None) -> list[dict[str, Any]]:
        tried = filled(account or ZoomAccount(), form.values())
        return [_check_line(check) for check in check_connection(tried, actor=self.actor)]

    def _show(
        self,
        request: HttpRequest,
        form: AccountForm,
        checks: list[dict[str, Any]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "form": form,
            "checks": checks,
            "account": self.account(),
            "scopes": sorted({scope.granular for scope in SCOPES.values()}),
        }
        return render(request, "accounts/form.html", context, status=status)


def _check_line(check: Check) -> dict[str, Any]:
    found = ""
    if check.count is not None:
        found = ngettext("%(n)s gefunden", "%(n)s gefunden", check.count) % {"n": check.count}
    return {"name": CHECK_NAMES[check.name], "found": found, "explanation": check.explanation}


class NewAccount(AccountPage):
    """Adds a Zugang."""


class ChangeAccount(AccountPage):
    """Changes a Zugang."""


class AccountUsers(Page):
    """„Benutzer": the licences of a Zugang, and which are offered as Host."""

    right = Right.SETTINGS

    def account(self) -> ZoomAccount:
        """The Zugang of the address. Raises Http404."""
        return get_object_or_404(ZoomAccount, pk=self.kwargs["account_id"])

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The users as last read."""
        account = self.account()
        context = {"account": account, "users": account.users.all()}
        return render(request, "accounts/users.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Read the users from Zoom, or store which are offered."""
        account = self.account()
        if "read" in request.POST:
            users = read_licences(account, actor=self.actor, now=clock.now())
            read = ngettext("%(n)s Benutzer gelesen.", "%(n)s Benutzer gelesen.", len(users))
            messages.success(request, read % {"n": len(users)})
        else:
            chosen = {int(key) for key in request.POST.getlist("user") if key.isdecimal()}
            offer_hosts(account, chosen, actor=self.actor)
            messages.success(request, translate("Die Auswahl der Hosts ist gespeichert."))
        return redirect("account_users", account.pk)
