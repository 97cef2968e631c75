"""Sentences for what we refuse about the people of the office and how they sign in."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code

SENTENCES = {
    Code.LAST_SYSTEM_USER: (
        _(
            "{name} ist die letzte aktive Systemverwaltung; ohne sie könnte niemand mehr etwas einstellen."
        ),
        _(
            "Geben Sie zuerst einer anderen Person, die sich schon anmelden kann, die Rolle Systemverwaltung."
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
