"""„Zentrale Einstellungen": the sections, and in a few words how each setting stands."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import Software, ZoomAccount
from kurslink.services import clock
from kurslink.services.activation import read_activation
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
        """The sections System, Extras and Hinterlegungen Kurse."""
        sections = (
            (_("System"), (_installation(),)),
            (_("Extras"), (_zoom(), _activation())),
            (_("Hinterlegungen Kurse"), (_software(),)),
        )
        return self.draw(request, "settings/overview.html", {"sections": sections})


def _installation() -> Entry:
    return Entry(
        label=_("Prüfung der Installation"),
        url=reverse("doctor"),
        purpose=_("Sieht nach, ob alles läuft, und sagt, wer was repariert."),
        state="",
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


def _software() -> Entry:
    names = Software.objects.filter(is_active=True).values_list("name", flat=True)
    return Entry(
        label=_("Software für Online-Kurse"),
        url=reverse("software"),
        purpose=_("Was auf der 3. Seite des Kurses bei „Software“ zur Wahl steht."),
        state=", ".join(names),
    )
