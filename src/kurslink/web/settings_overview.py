"""„Zentrale Einstellungen": the sections, and in a few words how each setting stands."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import (
    ApiToken,
    Institution,
    MailSettings,
    MailTemplate,
    Software,
    User,
    ZoomAccount,
)
from kurslink.services import clock
from kurslink.services.activation import read_activation
from kurslink.services.save_institution import empty_fields
from kurslink.services.words.describe_activation import describe_activation
from kurslink.web.settings_page import SettingsPage


@dataclass(frozen=True)
class Entry:
    """A setting: what it is called, what it is for, how it stands now."""

    label: str
    url: str
    purpose: str
    state: str


class SettingsOverview(SettingsPage):
    """All settings by section, named as the office knows them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The sections System, Extras, Hinterlegungen Kurse and E-Mails."""
        sections = (
            (_("System"), (_institution(), _users(), _enrolments(), _installation())),
            (_("Extras"), (_zoom(), _activation(), _interface())),
            (_("Hinterlegungen Kurse"), (_software(),)),
            (_("E-Mails"), (_mail_templates(),)),
        )
        return self.draw(request, "settings/overview.html", {"sections": sections})


def _institution() -> Entry:
    institution = Institution.load()
    empty = empty_fields(institution)
    return Entry(
        label=_("Einrichtung"),
        url=reverse("institution"),
        purpose=_("Name, Anschrift, Absender und Ansprechpartner, wie sie in E-Mails stehen."),
        state=_("Es fehlt: %(fields)s") % {"fields": ", ".join(empty)} if empty else "",
    )


def _enrolments() -> Entry:
    is_on = MailSettings.load().sends_access_data
    return Entry(
        label=_("Belegung"),
        url=reverse("mail_settings"),
        purpose=_("Schaltet „Zugangsdaten versenden“ ein und bestimmt, was von selbst geht."),
        state=_("Zugangsdaten versenden: an") if is_on else _("Zugangsdaten versenden: aus"),
    )


def _mail_templates() -> Entry:
    count = MailTemplate.objects.count()
    return Entry(
        label=_("Vorlagen für E-Mails"),
        url=reverse("mail_templates"),
        purpose=_("Eigene Texte statt der Standardtexte, je Bereich und Empfänger."),
        state=ngettext("%(n)s eigene Vorlage", "%(n)s eigene Vorlagen", count) % {"n": count},
    )


def _installation() -> Entry:
    return Entry(
        label=_("Prüfung der Installation"),
        url=reverse("doctor"),
        purpose=_("Sieht nach, ob alles läuft, und sagt, wer was repariert."),
        state="",
    )


def _users() -> Entry:
    count = User.objects.filter(is_active=True).count()
    return Entry(
        label=_("Benutzer & Rechte"),
        url=reverse("users"),
        purpose=_("Wer sich anmelden darf, in welcher Rolle und ob mit zweitem Faktor."),
        state=ngettext("%(n)s Person", "%(n)s Personen", count) % {"n": count},
    )


def _zoom() -> Entry:
    count = ZoomAccount.objects.count()
    return Entry(
        label=_("Einstellungen zu Zoom"),
        url=reverse("zoom_settings"),
        purpose=_("Zugänge, Benutzer, Aufbau von Thema und Passwort, Proxy."),
        state=ngettext("%(n)s Zugang", "%(n)s Zugänge", count) % {"n": count},
    )


def _activation() -> Entry:
    return Entry(
        label=_("Freischaltung"),
        url=reverse("activation"),
        purpose=_("Schaltet die Schnittstelle zu Zoom mit einem Code frei."),
        state=describe_activation(read_activation(clock.now())),
    )


def _interface() -> Entry:
    count = ApiToken.objects.filter(revoked_at=None).count()
    return Entry(
        label=_("Schnittstelle"),
        url=reverse("interface"),
        purpose=_("Token, mit denen Ihre Website oder Kursverwaltung auf Kurslink zugreift."),
        state=ngettext("%(n)s Token", "%(n)s Token", count) % {"n": count},
    )


def _software() -> Entry:
    names = Software.objects.filter(is_active=True).values_list("name", flat=True)
    return Entry(
        label=_("Software für Online-Kurse"),
        url=reverse("software"),
        purpose=_("Was auf der 3. Seite des Kurses bei „Software“ zur Wahl steht."),
        state=", ".join(names),
    )
