"""„Extras / Schnittstelle / Webhook": an address that hears of what changes, and its log."""

from functools import cached_property

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import DeliveryState, WebhookEndpoint
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.webhooks.deliver import send_ping
from kurslink.services.webhooks.endpoints import add_endpoint, remove_endpoint, revive_endpoint
from kurslink.services.webhooks.payload import OFFERED
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.settings_page import SettingsPage

_SHOWN = 100


class WebhookForm(KernForm):
    """A new webhook."""

    url = TextField(
        label=_("Adresse"),
        max_length=500,
        help_text=_("Beginnt mit https:// und ist aus dem Internet erreichbar."),
    )
    events = forms.MultipleChoiceField(
        label=_("Ereignisse"),
        choices=[(each.value, each.label) for each in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        initial=[each.value for each in OFFERED],
    )


class NewWebhook(SettingsPage):
    """Adds a webhook; its secret is shown once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._show(request, WebhookForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = WebhookForm(request.POST)
        if form.is_valid():
            try:
                made = add_endpoint(**form.cleaned_data, actor=self.actor, now=clock.now())
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                context = {"webhook": made, "secret": made.secret}
                return self.draw(request, "settings/webhook.html", context)
        return self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: WebhookForm, status: int = 200) -> HttpResponse:
        return self.draw(request, "settings/webhook_form.html", {"form": form}, status)


class WebhookPage(SettingsPage):
    """What the pages of one webhook share."""

    @cached_property
    def webhook(self) -> WebhookEndpoint:
        """The one of the address. Raises Http404."""
        return get_object_or_404(WebhookEndpoint, pk=self.kwargs["webhook_id"])


class OneWebhook(WebhookPage):
    """How it stands, and its latest deliveries."""

    def get(self, request: HttpRequest, *, webhook_id: int) -> HttpResponse:  # noqa: ARG002  # in kwargs
        """The newest first."""
        deliveries = self.webhook.deliveries.all()[:_SHOWN]
        context = {"webhook": self.webhook, "deliveries": deliveries}
        return self.draw(request, "settings/webhook.html", context)


class TestWebhook(WebhookPage):
    """Sends a „ping"."""

    __test__ = False

    def post(self, request: HttpRequest, *, webhook_id: int) -> HttpResponse:
        """Wait for the answer and tell it."""
        sent = send_ping(self.webhook, actor=self.actor, now=clock.now())
        if sent.state == DeliveryState.DELIVERED:
            said = translate("Der Empfänger hat den Test mit %(outcome)s bestätigt.")
            messages.success(request, said % {"outcome": sent.outcome})
        else:
            said = translate("Der Test ist nicht angekommen: %(outcome)s.")
            messages.error(request, said % {"outcome": sent.outcome})
        return redirect("webhook", webhook_id)


class ReviveWebhook(WebhookPage):
    """Switches it on again after it was given up."""

    def post(self, request: HttpRequest, *, webhook_id: int) -> HttpResponse:
        """What it has not heard meanwhile is sent now."""
        revive_endpoint(self.webhook, actor=self.actor, now=clock.now())
        messages.success(request, translate("Der Webhook ist wieder eingeschaltet."))
        return redirect("webhook", webhook_id)


class DeleteWebhook(WebhookPage):
    """Deletes it."""

    def post(self, request: HttpRequest, *, webhook_id: int) -> HttpResponse:  # noqa: ARG002  # in kwargs
        """It hears of nothing any more."""
        remove_endpoint(self.webhook, actor=self.actor)
        messages.success(request, translate("Der Webhook ist gelöscht."))
        return redirect("interface")
