"""Sentences for what we refuse about people and their data."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code

SENTENCES = {
    Code.PERSON_NUMBER_TAKEN: (
        _("Die Nummer {number} hat schon {name}."),
        _("Öffnen Sie die vorhandene Person, oder prüfen Sie die Nummer."),
    ),
    Code.PERSON_UNKNOWN: (
        _("Unter „{name}“ ist niemand gespeichert."),
        _("Geben Sie die Nummer oder die E-Mail-Adresse so an, wie sie bei der Person steht."),
    ),
    Code.PERSON_AMBIGUOUS: (
        _("„{name}“ gehört zu {count} verschiedenen Personen."),
        _("Geben Sie die Nummer an, oder öffnen Sie die Person auf der Seite „Teilnehmende“."),
    ),
    Code.PERSON_IN_COURSE: (
        _("{name} hat einen Platz in Kursen, die noch nicht vorbei sind: {courses}."),
        _("Stornieren Sie dort zuerst die Anmeldung; danach kann die Person gelöscht werden."),
    ),
    Code.PERSON_TEACHES: (
        _("{name} unterrichtet in Kursen, die noch nicht vorbei sind: {courses}."),
        _("Tragen Sie dort zuerst jemand anderen ein; danach kann die Person gelöscht werden."),
    ),
    Code.MAIL_TEXT_DELETED: (
        _(
            "Der Text dieser E-Mail ist nach seiner Frist gelöscht; sie kann nicht noch einmal gesendet werden."
        ),
        _("Versenden Sie die Zugangsdaten bei dem Kurs neu."),
    ),
    Code.PERIODS_REVERSED: (
        _("Das Versandprotokoll kann nicht früher gelöscht werden als die Texte der E-Mails."),
        _("Geben Sie dort mindestens {days} Tage an."),
    ),
}
