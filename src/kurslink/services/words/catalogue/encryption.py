"""Sentences for stored secrets that cannot be opened; by the `key` of the error."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "encryption": (
        _("Ein Geheimnis konnte nicht gelesen oder gespeichert werden."),
        _("Die IT prüft mit „kurslink check“ die Schlüssel."),
    ),
    "keys-invalid": (
        _("Die Schlüssel, mit denen Kurslink Geheimnisse verschlüsselt, sind nicht lesbar."),
        _(
            "Die IT prüft KURSLINK_ENCRYPTION_KEYS, oder die Datei „encryption_keys“ im "
            "Datenverzeichnis, und stellt sie aus der Sicherung wieder her."
        ),
    ),
    "secret-unreadable": (
        _("Ein gespeichertes Geheimnis lässt sich nicht öffnen: Der passende Schlüssel fehlt."),
        _(
            "Die IT nimmt den früheren Schlüssel in KURSLINK_ENCRYPTION_KEYS (oder die Datei "
            "„encryption_keys“) wieder auf. Ist er verloren, gibt die Systemverwaltung die "
            "Zugangsdaten aller Zugänge und das Passwort des Proxys neu ein."
        ),
    ),
}
