"""What was or will be deleted, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurslink.services.retention.things import Thing

_NAMES: dict[Thing, Promise] = {
    Thing.MEETINGS_AT_ZOOM: _("Meetings, in Zoom zu löschen"),
    Thing.MEETINGS_RELEASED: _("Meetings, vom Kurs gelöst"),
    Thing.MEETINGS_LEFT: _("Meetings, die noch nicht gelöst werden konnten"),
    Thing.ACCESS_DATA: _("Kurse, deren Zugangsdaten geleert sind"),
    Thing.PARTICIPANTS: _("Teilnehmende"),
    Thing.ENROLMENTS: _("Anmeldungen"),
    Thing.INSTRUCTORS: _("Dozenten"),
    Thing.MAIL_TEXTS: _("Texte von E-Mails und Briefen"),
    Thing.MAIL_LINES: _("Zeilen des Versandprotokolls"),
    Thing.HISTORY: _("Zeilen des Verlaufs, Aufträge und Berichte"),
    Thing.JOURNAL: _("Einträge des Protokolls"),
}


def describe_deleted(counts: Mapping[Thing, int] | Mapping[str, int]) -> list[tuple[str, int]]:
    """`counts` by Thing, as lines in the order things are deleted."""
    found = ((str(name), counts.get(thing, 0)) for thing, name in _NAMES.items())
    return [(name, count) for name, count in found if count]
