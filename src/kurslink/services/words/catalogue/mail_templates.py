"""Sentences for what we refuse about texts of mails, and about who sends them."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code

SENTENCES = {
    Code.MAIL_TEMPLATE_EMPTY: (
        _("Der Vorlage fehlt etwas: „{field}“ ist leer."),
        _("Füllen Sie das Feld aus, oder übernehmen Sie den Standardtext."),
    ),
    Code.MAIL_TEMPLATE_EXISTS: (
        _("Eine Vorlage „{name}“ gibt es für diesen Bereich und diese Empfänger schon."),
        _("Wählen Sie einen anderen Namen, oder ändern Sie die vorhandene Vorlage."),
    ),
    Code.MAIL_TEMPLATE_FIXED: (
        _("Bereich und Empfänger einer Vorlage lassen sich nicht mehr ändern."),
        _("Legen Sie für den anderen Bereich oder die anderen Empfänger eine neue Vorlage an."),
    ),
    Code.MAIL_TEMPLATE_IN_USE: (
        _("Die Vorlage „{name}“ ist für einen geplanten Versand gewählt: {courses}."),
        _(
            "Brechen Sie den Versand in diesen Kursen ab, oder warten Sie, bis er ausgeführt ist. Ändern können Sie die Vorlage jederzeit."
        ),
    ),
    Code.MAIL_VARIABLE_UNKNOWN: (
        _("„{field}“, Zeile {line}, Stelle {position}: Die Variable <{name}> gibt es nicht."),
        _("Wählen Sie eine aus der Liste, oder lassen Sie die spitzen Klammern weg."),
    ),
    Code.MAIL_VARIABLE_MISSPELT: (
        _("„{field}“, Zeile {line}, Stelle {position}: Die Variable <{name}> gibt es nicht."),
        _("Gemeint ist wohl <{meant}>."),
    ),
    Code.MAIL_VARIABLE_BROKEN: (
        _(
            "„{field}“, Zeile {line}, Stelle {position}: Bei der Variablen „{name}“ fehlt eine spitze Klammer."
        ),
        _("Schreiben Sie <{meant}>; so, wie es dasteht, käme es bei den Empfängern an."),
    ),
    Code.MAIL_VARIABLE_FOR_HOSTS: (
        _("„{field}“, Zeile {line}, Stelle {position}: <{name}> ist nicht für Teilnehmende."),
        _(
            "Wer den Moderator-Code hat, kann das Meeting übernehmen. Er steht nur in Vorlagen für Dozenten."
        ),
    ),
    Code.MAIL_VARIABLE_OF_ENROLMENT: (
        _(
            "„{field}“, Zeile {line}, Stelle {position}: <{name}> gehört zur Anmeldung einer teilnehmenden Person."
        ),
        _("Dozenten haben keine Anmeldung. Nehmen Sie <WEBIN_LINK>, <WEBIN_TNCO> oder <WEBIN_PW>."),
    ),
    Code.MAIL_SECRET_IN_SUBJECT: (
        _("Im „{field}“ steht <{name}>; den sehen auch andere, in jeder Liste von E-Mails."),
        _("Lassen Sie die Variable im Text, und nehmen Sie sie aus dem Betreff."),
    ),
    Code.MAIL_HOST_LINK: (
        _(
            "„{field}“, Zeile {line}, Stelle {position}: Dieser Link startet das Meeting als Host (zak=…)."
        ),
        _(
            "Wer ihn hat, handelt in Zoom als der Host. Schreiben Sie <WEBIN_LINK>; Dozenten bekommen den Moderator-Code."
        ),
    ),
    Code.INSTITUTION_NAME_MISSING: (
        _("Der Name der Einrichtung fehlt."),
        _("Geben Sie ihn so ein, wie er in E-Mails stehen soll."),
    ),
    Code.USER_NAME_MISSING: (
        _("Der Name fehlt."),
        _("Geben Sie ein, wie Sie in Kurslink und im Verlauf heißen sollen."),
    ),
    Code.USER_UNKNOWN: (
        _("Die Person {email} gibt es nicht."),
        _("Prüfen Sie die Adresse, oder legen Sie die Person mit „kurslink user add“ an."),
    ),
    Code.WEBSITE_INVALID: (
        _("„{website}“ ist keine Internetadresse."),
        _("Schreiben Sie sie wie www.vhs-musterstadt.de oder https://www.vhs-musterstadt.de."),
    ),
    Code.NUMBER_RANGE: (
        _("„{field}“ ist {number}; möglich ist {least} bis {most}."),
        _("Geben Sie eine Zahl in diesem Bereich ein."),
    ),
}
