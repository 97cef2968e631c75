"""„Zentrale Einstellungen / System", button „Belegung": what is sent, and what by itself."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import Refusal
from kurslink.services.save_mail_settings import (
    MailSettingsValues,
    mail_settings_values,
    save_mail_settings,
)
from kurslink.web.forms import KernForm, add_refusal
from kurslink.web.settings_page import SettingsPage


class EnrolmentSettingsForm(KernForm):
    """The names are those of MailSettingsValues."""

    sends_access_data = forms.BooleanField(
        label=_("Zugangsdaten versenden"),
        required=False,
        help_text=_("Ohne Haken gibt es keine Schaltfläche, keinen Befehl und keinen Versand."),
    )
    corrects_by_itself = forms.BooleanField(
        label=_("Korrekturen von selbst versenden"),
        required=False,
        help_text=_(
            "Wer Zugangsdaten bekommen hat, erfährt, wenn sich Link, Passwort oder Termine ändern."
        ),
    )
    sends_to_latecomers = forms.BooleanField(
        label=_("Nachzüglern die Zugangsdaten von selbst senden"),
        required=False,
        help_text=_("Wer sich nach dem Versand anmeldet, bekommt sie sofort."),
    )
    reminder_days = forms.IntegerField(
        label=_("Tage vor dem ersten Kurstag"), required=False, help_text=_("Leer: keine.")
    )
    reminder_hours = forms.IntegerField(
        label=_("Stunden vor dem Beginn"), required=False, help_text=_("Leer: keine.")
    )
    mails_per_minute = forms.IntegerField(
        label=_("E-Mails je Minute"),
        help_text=_("Höchstens so viele; was Ihr Mailserver erlaubt, weiß die IT."),
    )


class EnrolmentSettings(SettingsPage):
    """The box „Belegung"."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is stored."""
        form = EnrolmentSettingsForm(initial=asdict(mail_settings_values()))
        return self._show(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = EnrolmentSettingsForm(request.POST)
        if form.is_valid():
            try:
                save_mail_settings(MailSettingsValues(**form.cleaned_data), actor=self.actor)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, translate("Die Einstellungen sind gespeichert."))
                return redirect("mail_settings")
        return self._show(request, form, status=422)

    def _show(
        self, request: HttpRequest, form: EnrolmentSettingsForm, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "here": translate("Belegung")}
        return self.draw(request, "settings/enrolments.html", context, status)
