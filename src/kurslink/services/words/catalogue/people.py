"""Sentences for what we refuse about people and their data."""
"""Sentences for what is refused about the people who may sign in."""

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
    Code.LAST_SYSTEM_USER: (
        _(
            "{name} ist die letzte aktive Systemverwaltung; ohne sie könnte niemand mehr etwas einstellen."
        ),
        _(
            "Geben Sie zuerst einer anderen Person die Rolle Systemverwaltung; sie muss sich schon angemeldet haben können."
        ),
    ),
    Code.NOT_TO_INVITE: (
        _("{name} hat schon ein Passwort oder ist abgeschaltet."),
        _(
            "Wer das Passwort vergessen hat, legt über „Passwort vergessen?“ ein neues fest; wer abgeschaltet ist, wird erst wieder eingeschaltet."
        ),
    ),
    Code.INVITATION_OVER: (
        _("Diese Einladung gilt nicht mehr: Sie wurde schon benutzt, ersetzt oder ist abgelaufen."),
        _(
            "Haben Sie schon ein Passwort, melden Sie sich an. Sonst bitten Sie die Systemverwaltung um eine neue Einladung."
        ),
    ),
    Code.OPENID_UNKNOWN: (
        _("Mit der E-Mail-Adresse {email} ist hier niemand eingetragen."),
        _("Bitten Sie die Systemverwaltung, Sie unter „Benutzer & Rechte“ anzulegen."),
    ),
    Code.OPENID_UNVERIFIED: (
        _(
            "Der Anmeldedienst bestätigt Ihre E-Mail-Adresse nicht; deshalb kommen Sie so nicht herein."
        ),
        _(
            "Bestätigen Sie die Adresse dort, oder bitten Sie die IT, dass der Dienst „email_verified“ mitschickt."
        ),
    ),
    Code.OPENID_FAILED: (
        _("Die Anmeldung über {name} hat nicht geklappt."),
        _(
            "Versuchen Sie es noch einmal. Bleibt es dabei, sieht die IT im Protokoll nach, was der Anmeldedienst gesagt hat."
        ),
    ),
    Code.MAIL_OF_ACCOUNT: (
        _("Diese E-Mail enthält etwas Persönliches und wird deshalb nicht erneut gesendet."),
        _(
            "Neu einladen kann die Systemverwaltung bei „Benutzer & Rechte“; ein neues Passwort gibt es über „Passwort vergessen?“."
        ),
    ),
    Code.MAIL_LINK_GONE: (
        _("Der persönliche Link dieser E-Mail ist nicht mehr lesbar; sie wurde nicht gesendet."),
        _("Lassen Sie die Person neu einladen oder den Vorgang noch einmal beginnen."),
    ),
}
