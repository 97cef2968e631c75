"""Sentences for what we refuse to programs that use the REST API."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code

SENTENCES = {
    Code.SEMESTER_UNKNOWN: (
        _("Ein Semester mit dem Kürzel „{semester}“ gibt es nicht."),
        _("Vorhanden sind: {known}. Ein neues entsteht, wenn der Kurs einen ersten Kurstag hat."),
    ),
    Code.EXTERNAL_ID_TAKEN: (
        _("Die externe Kennung „{external_id}“ gehört schon zu {owner}."),
        _("Jede externe Kennung steht für genau einen Datensatz. Prüfen Sie die Zuordnung."),
    ),
    Code.COURSE_NUMBER_TAKEN: (
        _("Die Kursnummer {number} gibt es im Semester {semester} schon."),
        _("Sprechen Sie den vorhandenen Kurs über Semester und Kursnummer an."),
    ),
    Code.COURSE_FIELDS_MISSING: (
        _("Für einen neuen Kurs fehlen Angaben: {fields}."),
        _("Ergänzen Sie die Angaben, oder prüfen Sie, ob ein vorhandener Kurs gemeint war."),
    ),
    Code.COURSE_MOVED: (
        _("Kursnummer und Semester eines vorhandenen Kurses lassen sich so nicht ändern."),
        _("Der Kurs heißt {number} im Semester {semester}. Lassen Sie beide Angaben weg."),
    ),
    Code.ENROLMENT_UNKNOWN: (
        _("Im Kurs {number} gibt es keine Anmeldung „{name}“."),
        _("Prüfen Sie die Kennung; die Liste der Anmeldungen des Kurses nennt alle."),
    ),
    Code.TOKEN_NAME_MISSING: (
        _("Das Token hat keine Bezeichnung."),
        _("Tragen Sie ein, welches Programm es verwendet, zum Beispiel „Website“."),
    ),
    Code.TOKEN_UNKNOWN: (
        _("Ein gültiges Token, das mit „{name}“ beginnt, gibt es nicht."),
        _("„kurslink token list“ zeigt alle."),
    ),
    Code.WEBHOOK_ADDRESS: (
        _("An diese Adresse sendet Kurslink nichts."),
        _(
            "Nötig ist eine öffentliche Adresse mit https, ohne Benutzer und ohne #. Rechner im eigenen Netz nennt der Betreiber in KURSLINK_WEBHOOK_HOSTS."
        ),
    ),
    Code.WEBHOOK_EVENTS: (
        _("Kein gewähltes Ereignis, oder solche, die es nicht gibt: {names}."),
        _("Wählen Sie mindestens eines der angebotenen Ereignisse."),
    ),
    Code.WEBHOOK_UNKNOWN: (
        _("Einen Webhook mit der Nummer {name} gibt es nicht."),
        _("„kurslink webhook list“ zeigt alle."),
    ),
    Code.KEY_USED_OTHERWISE: (
        _("Dieser Idempotency-Key wurde schon für eine andere Anfrage verwendet."),
        _("Verwenden Sie für jede neue Anfrage einen neuen Schlüssel, am besten eine UUID."),
    ),
    Code.CHANGED_MEANWHILE: (
        _("Der Kurs {number} wurde inzwischen geändert."),
        _("Lesen Sie ihn noch einmal, und senden Sie Ihre Änderung mit dem neuen ETag."),
    ),
}
