"""„Extras / Freischaltung": how it stands, and the field for the code."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurslink.models import Institution
from kurslink.services import clock
from kurslink.services.activation import ActivationState, read_activation, set_activation
from kurslink.services.errors import Refusal
from kurslink.services.words.describe_activation import describe_activation
from kurslink.services.words.sentences import explain
from kurslink.web.forms import KernForm
from kurslink.web.settings_page import SettingsPage


class ActivationForm(KernForm):
    """The code, which may be pasted with line breaks."""

    code = forms.CharField(
        label=_("Freischaltung"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Den Code erhalten Sie vom Betreiber. Zeilenumbrüche stören nicht."),
    )


class ActivationSettings(SettingsPage):
    """Shows the state; takes a new code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The state, and an empty field."""
        return self._show(request, ActivationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the code if it fits; otherwise the present one stays, with the reason."""
        form = ActivationForm(request.POST)
        if form.is_valid():
            try:
                found = set_activation(form.cleaned_data["code"], actor=self.actor, now=clock.now())
            except Refusal as refusal:
                explanation = explain(refusal)
                form.add_error("code", f"{explanation.message} {explanation.hint}")
            else:
                messages.success(request, describe_activation(found))
                return redirect("activation")
        return self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: ActivationForm, status: int = 200) -> HttpResponse:
        now = clock.now()
        activation = read_activation(now)
        context = {
            "form": form,
            "activation": activation,
            "words": describe_activation(activation),
            "is_needed": activation.state is not ActivationState.FREE,
            "days_left": activation.days_left(now.date()),
            "institution": Institution.load(),
        }
        return self.draw(request, "settings/activation.html", context, status)
