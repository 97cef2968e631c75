"""„Einstellungen zu Zoom": the Zugänge, the proxy of this installation, „Verbindung testen"."""

import sys
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurslink.models import ProxySettings
from kurslink.services.check_connection import check_connection
from kurslink.services.connection.connection_check import Check
from kurslink.services.errors import Refusal
from kurslink.services.proxy_settings import ProxyValues, read_system_proxy, save_proxy
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.page import LONG_PATIENCE
from kurslink.web.settings_page import SettingsPage, without_secrets

READ_PROXY = _("Windows Proxy abfragen") if sys.platform == "win32" else _("System-Proxy abfragen")


class ProxyForm(KernForm):
    """The box „Proxy"; the password is written, never shown."""

    is_used = forms.BooleanField(label=_("Proxy verwenden"), required=False)
    server = TextField(label=_("Server"), max_length=253, required=False)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False)
    user = TextField(label=_("Benutzer"), max_length=200, required=False)
    password = TextField(
        label=pgettext_lazy("login", "Passwort"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ProxySettings.objects.exclude(password="").exists():
            hint = _("Ist hinterlegt. Leer lassen, um es zu behalten.")
            self.fields["password"].help_text = hint


@dataclass(frozen=True)
class TestedAccount:
    """A Zugang and how its test went."""

    email: str
    checks: tuple[Check, ...]


class ZoomSettings(SettingsPage):
    """The page; each box posts to an address of its own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Everything as stored."""
        return self.show(request, ProxyForm(initial=_held_proxy()))

    def show(
        self,
        request: HttpRequest,
        form: ProxyForm,
        tested: tuple[TestedAccount, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """The page with `form` in its box „Proxy"."""
        accounts = (
            without_secrets()
            .annotate(
                user_count=Count("users", filter=Q(users__vanished_at=None)),
                offered_count=Count("users", filter=Q(users__is_offered=True)),
            )
            .order_by("email")
        )  # counting loses the usual order
        context = {"accounts": accounts, "form": form, "tested": tested, "read_proxy": READ_PROXY}
        return self.draw(request, "settings/zoom.html", context, status)


class ProxyBox(ZoomSettings):
    """Stores the proxy, or copies the system's into the fields."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store; „abfragen" only fills the fields, to be looked at and saved."""
        form = ProxyForm(request.POST)
        try:
            if "read" in request.POST:
                found = asdict(read_system_proxy(actor=self.actor))
                messages.info(request, translate("Noch nicht gespeichert: Prüfen Sie die Angaben."))
                return self.show(request, ProxyForm(initial=found))
            if form.is_valid():
                save_proxy(ProxyValues(**form.cleaned_data), actor=self.actor)
                messages.success(
                    request, translate("Die Einstellungen zum Proxy sind gespeichert.")
                )
                return redirect("zoom_settings")
        except Refusal as refusal:
            form.is_valid()
            add_refusal(form, refusal)
        return self.show(request, form, status=422)


class TestConnections(ZoomSettings):
    """„Verbindung testen" for every Zugang in use."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Walk the way to Zoom with each; nothing is changed."""
        tested = tuple(
            TestedAccount(
                account.email, check_connection(account, actor=self.actor, budget=LONG_PATIENCE)
            )
            for account in without_secrets().filter(is_active=True)
        )
        form = ProxyForm(initial=_held_proxy())
        return self.show(request, form, tested)


def _held_proxy() -> dict[str, Any]:
    held = ProxySettings.load()
    return {name: getattr(held, name) for name in ("is_used", "server", "port", "user")}
