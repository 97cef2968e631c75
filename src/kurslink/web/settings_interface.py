"""„Extras / Schnittstelle": tokens by which programs use the REST API, and whom they are told."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import ApiToken, Role, WebhookEndpoint
from kurslink.services import clock
from kurslink.services.activation import today
from kurslink.services.api_tokens import add_token, revoke_token
from kurslink.services.errors import Refusal
from kurslink.web.forms import GermanDateField, KernForm, TextField, add_refusal
from kurslink.web.settings_page import SettingsPage


class TokenForm(KernForm):
    """A new token."""

    name = TextField(
        label=_("Bezeichnung"),
        max_length=100,
        help_text=_("Welches Programm es benutzt, zum Beispiel „Website“."),
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=Role.choices,
        help_text=_("Das Programm darf, was eine Person in dieser Rolle darf."),
    )
    expires_on = GermanDateField(
        label=_("Gültig bis"), required=False, help_text=_("Leer: bis es widerrufen wird.")
    )


class Interface(SettingsPage):
    """All tokens and webhooks; a new token is shown once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The lists, and an empty form."""
        return self._show(request, TokenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a token and show it in this answer only, which no browser keeps."""
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        values = form.cleaned_data
        try:
            _token, secret = add_token(
                values["name"],
                role=Role(values["role"]),
                actor=self.actor,
                now=clock.now(),
                expires_on=values["expires_on"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, status=422)
        return self._show(request, TokenForm(), secret=secret)

    def _show(
        self, request: HttpRequest, form: TokenForm, *, secret: str = "", status: int = 200
    ) -> HttpResponse:
        on = today(clock.now())
        tokens = [(each, _is_valid(each, on)) for each in ApiToken.objects.all()]
        context = {
            "form": form,
            "secret": secret,
            "tokens": tokens,
            "webhooks": WebhookEndpoint.objects.defer("secret"),
        }
        return self.draw(request, "settings/interface.html", context, status)


class RevokeToken(SettingsPage):
    """Ends a token."""

    def post(self, request: HttpRequest, *, token_id: int) -> HttpResponse:
        """From now on it opens nothing."""
        token = get_object_or_404(ApiToken, pk=token_id)
        revoke_token(token, actor=self.actor, now=clock.now())
        messages.success(request, translate("Das Token ist widerrufen."))
        return redirect("interface")


def _is_valid(token: ApiToken, on: date) -> bool:
    is_over = token.expires_on is not None and token.expires_on < on
    return token.revoked_at is None and not is_over
