"""„Zentrale Einstellungen / Einrichtung": what mails say of the institution."""

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Institution
from kurslink.services import clock
from kurslink.services.activation import read_activation
from kurslink.services.errors import Refusal
from kurslink.services.save_institution import InstitutionValues, save_institution
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.settings_page import SettingsPage


class InstitutionForm(KernForm):
    """The names are those of InstitutionValues; who may be too long is judged by the service."""

    short_name = TextField(label=_("Kürzel"), required=False, help_text=_("Zum Beispiel vhs."))
    name = TextField(label=_("Name"), required=False)
    street = TextField(label=_("Straße"), required=False)
    city = TextField(label=_("PLZ Ort"), required=False)
    website = TextField(label=_("Internet"), required=False)
    sender_address = TextField(
        label=_("Absenderadresse"),
        required=False,
        help_text=_("Von dieser Adresse kommen die E-Mails; Antworten gehen dorthin."),
    )
    contact_phone = TextField(label=_("Telefon"), required=False)
    contact_email = TextField(label=_("E-Mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activation = read_activation(clock.now())
        if activation.grant is not None:
            self.fields["name"].help_text = _(
                "Die Freischaltung gilt für diesen Namen. Ändern Sie ihn, brauchen Sie einen "
                "neuen Code."
            )


class InstitutionSettings(SettingsPage):
    """The box „Einrichtung"."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is stored."""
        held = Institution.load()
        initial = {each.name: getattr(held, each.name) for each in fields(InstitutionValues)}
        return self._show(request, InstitutionForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = InstitutionForm(request.POST)
        if form.is_valid():
            try:
                save_institution(InstitutionValues(**form.cleaned_data), actor=self.actor)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                done = translate("Die Angaben zur Einrichtung sind gespeichert.")
                messages.success(request, done)
                return redirect("institution")
        return self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: InstitutionForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "here": translate("Einrichtung")}
        return self.draw(request, "settings/institution.html", context, status)
