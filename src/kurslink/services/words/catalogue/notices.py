"""Sentences for what should be known although nothing stands in the way."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.words.notices import NoticeCode as Code

SENTENCES = {
    Code.DAYS_NOT_IN_ZOOM: _(
        "Der Kurs hat {count} Kurstage, eine Serie in Zoom höchstens {limit}. Das Meeting bekommt "
        "einen Link ohne feste Zeiten: Die Termine stehen nicht in Zoom."
    ),
    Code.TIME_DOES_NOT_EXIST: _(
        "Die Uhrzeit des Kurstags {date} gibt es nicht, weil die Uhr auf Sommerzeit gestellt wird. "
        "Der Tag wird nicht übertragen."
    ),
    Code.TIME_HAPPENS_TWICE: _(
        "Die Uhrzeit des Kurstags {date} gibt es zweimal, weil die Uhr auf Winterzeit gestellt "
        "wird. Gemeint ist die frühere."
    ),
    Code.PAST_LEFT_OUT: _("Vergangene Kurstage werden nicht übertragen: {count}."),
    Code.FIRST_PAGE_DIFFERS: _(
        "„Datum von“ auf der 1. Seite ist nicht der erste Kurstag. Übertragen werden die Kurstage, "
        "beginnend mit {date}."
    ),
    Code.TOPIC_CUT: _("Das Thema ist länger als 200 Zeichen und wird gekürzt: {topic}"),
    Code.BASIC_HOST: _("{host} hat keine Lizenz: Zoom beendet Meetings dann nach 40 Minuten."),
    Code.HOST_KEPT: _(
        "Zoom hat den Wechsel zu {wanted} abgelehnt. Host bleibt {host}, der Link bleibt gültig. "
        "{reason}"
    ),
    Code.HOST_BUSY: _(
        "{host} hält am {when} schon den Kurs {other} (betroffene Kurstage: {count})."
    ),
    Code.OVERWRITES_ZOOM: _(
        "Das Meeting wurde in Zoom von Hand geändert; die Übertragung überschreibt das."
    ),
    Code.LOGIN_DEMANDED: _(
        "Das Zoom-Konto verlangt von Teilnehmenden eine Anmeldung bei Zoom. Wer das Konto "
        "verwaltet, kann das im Portal unter „Sicherheit“ ändern."
    ),
    Code.REGISTRATION_DEMANDED: _(
        "Zoom verlangt für dieses Meeting eine Registrierung, obwohl sie nicht gewünscht ist."
    ),
    Code.SWITCHED_ON: _("Für den Kurs wurden „Online-Kurs“ und die Software „Zoom“ eingetragen."),
    Code.PASSCODE_RULE_STRICTER: _(
        "Zoom verlangt für {host} ein strengeres Passwort als hier eingestellt. Hinzu kommt: "
        "{parts}."
    ),
    Code.SETTINGS_OVERRIDDEN: _(
        "Das Zoom-Konto gibt diese Einstellungen fest vor: {settings}. Wer es verwaltet, kann das "
        "im Portal ändern; speichern Sie danach das Meeting-Profil des Zugangs noch einmal."
    ),
    Code.USER_VANISHED: _(
        "{user} gibt es im Zoom-Konto nicht mehr. Wählen Sie für den Kurs eine andere Lizenz."
    ),
    Code.ENTERED_BY_HAND: _("Die Zugangsdaten sind von Hand eingetragen, nicht in Zoom geprüft."),
    Code.INSTRUCTORS_FIRST: _(
        "Die Teilnehmenden haben noch nichts bekommen; der Standard-Text sagt den Dozenten, sie "
        "hätten es."
    ),
}
