"""Sentences for what we refuse when mails are to be sent."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code

SENTENCES = {
    Code.COURSE_TAKES_PLACE: (
        _("Der Kurs {number} fällt nicht aus; eine Absage wird nicht versandt."),
        _("Fällt er aus, ändern Sie zuerst auf der 1. Seite den Status."),
    ),
    Code.COURSE_CANCELLED_NO_MAIL: (
        _("Der Kurs {number} fällt aus; Zugangsdaten werden nicht versandt."),
        _("Wer Zugangsdaten hat, bekommt eine Absage: Wählen Sie den Bereich „Ausfall“."),
    ),
    Code.ACCESS_IN_WORK: (
        _(
            "Das Meeting des Kurses {number} wird gerade übertragen; seine Zugangsdaten stehen noch nicht fest."
        ),
        _("Warten Sie einen Augenblick, und versenden Sie dann."),
    ),
    Code.ACCESS_MISSING: (
        _("Der Kurs {number} hat in Zoom noch kein Meeting, also auch keine Zugangsdaten."),
        _("Übertragen Sie ihn auf der 3. Seite zuerst an Zoom."),
    ),
    Code.ACCESS_NOT_CURRENT: (
        _(
            "Kurs und Meeting des Kurses {number} sind nicht gleich; seine Zugangsdaten könnten falsch sein."
        ),
        _("Öffnen Sie die 3. Seite, und gleichen Sie beide ab („Meeting aktualisieren“)."),
    ),
    Code.NOBODY_TO_WRITE_TO: (
        _("Für den Kurs {number} gibt es niemanden, der diese Nachricht noch bekommen müsste."),
        _("Wählen Sie andere Empfänger, oder „alle“ statt „nur, wer sie noch nicht hat“."),
    ),
    Code.COURSE_OVER: (
        _("Der Kurs {number} war vorbei, ehe die E-Mails geschrieben werden konnten."),
        _("Es wurde nichts versandt. Soll es trotzdem geschehen, versenden Sie jetzt."),
    ),
    Code.MAIL_OUTDATED: (
        _("Was diese E-Mail zum Kurs {number} sagt, gilt für die Person nicht mehr."),
        _("Versenden Sie stattdessen bei dem Kurs, was jetzt gilt."),
    ),
    Code.SENDING_OFF: (
        _("„Zugangsdaten versenden“ ist ausgeschaltet."),
        _(
            "Die Systemverwaltung schaltet es unter „Zentrale Einstellungen / System / Belegung“ ein."
        ),
    ),
}
