"""Sentences of „Verbindung testen": the steps, what was seen, what is wrong and who repairs it.

Also the name of the button that asks the system for its proxy.
"""

from django.utils.translation import gettext_lazy as _

from kurslink.services.words.connection_names import CheckName, Problem, Seen

LABELS = {
    CheckName.ADDRESS: _("Adresse von Zoom"),
    CheckName.PROXY: _("Weg ins Internet"),
    CheckName.TLS: _("Verschlüsselung"),
    CheckName.CLOCK: _("Uhrzeit"),
    CheckName.TOKEN: _("Anmeldung bei Zoom"),
    CheckName.SCOPES: _("Berechtigungen der App"),
    CheckName.USER: _("E-Mail-Adresse gehört zum Zoom-Konto"),
    CheckName.USERS: _("Benutzer lesbar"),
    CheckName.LICENCES: _("Lizenzen"),
    CheckName.PASSCODE_RULE: _("Anforderungen an Passwörter lesbar"),
    CheckName.LOGIN_DEMANDED: _("Teilnahme ohne Anmeldung bei Zoom"),
}

SEEN = {
    Seen.ADDRESS: _("{host}"),
    Seen.ADDRESS_BY_PROXY: _("{host}, aufgelöst vom Proxy"),
    Seen.WITHOUT_PROXY: _("ohne Proxy"),
    Seen.THROUGH_PROXY: _("über den Proxy {server}:{port}"),
    Seen.ENCRYPTED: _("Zertifikat in Ordnung"),
    Seen.UNENCRYPTED: _("Übungszugang auf diesem Rechner, ohne Verschlüsselung"),
    Seen.CLOCK: _("In Zoom ist es {zoom}; Unterschied: {seconds} s"),
    Seen.CLOCK_UNTOLD: _("Zoom hat die Uhrzeit nicht genannt."),
    Seen.TOKEN: _("Zoom erkennt die Zugangsdaten an."),
    Seen.SCOPES: _("vollständig"),
    Seen.USER: _("{user}, Rolle „{role}“"),
    Seen.USERS: _("{count} aktive Benutzer"),
    Seen.LICENCES: _("{count} mit Lizenz"),
    Seen.PASSCODE_RULE: _("{rule}"),
    Seen.NO_LOGIN_DEMANDED: _("ja"),
    Seen.NOT_CHECKED: _("nicht geprüft"),
}

PROBLEMS = {
    Problem.CLOCK_OFF: (
        _("Die Uhr dieses Servers weicht um {seconds} Sekunden von der Zeit in Zoom ab ({zoom})."),
        _("Die IT schaltet auf diesem Server den Zeitabgleich (NTP) ein."),
    ),
    Problem.SCOPES_MISSING: (
        _("Der App fehlen in Zoom Berechtigungen: {scopes}."),
        _(
            "Die Systemverwaltung ergänzt sie im Zoom App Marketplace unter „Scopes“ und aktiviert "
            "die App neu. Bei älteren Apps heißen sie wie in Klammern."
        ),
    ),
    Problem.NOT_A_USER: (
        _("{email} ist kein Benutzer dieses Zoom-Kontos."),
        _(
            "Die Systemverwaltung trägt die E-Mail-Adresse ein, mit der sich der „Verantwortliche“ "
            "des Kontos bei Zoom anmeldet."
        ),
    ),
    Problem.ROLE_TOO_SMALL: (
        _("{email} hat in Zoom nur die Rolle „{role}“."),
        _(
            "Die Systemverwaltung trägt den „Verantwortlichen“ (Owner) oder einen Administrator des "
            "Kontos ein, oder wer das Zoom-Konto verwaltet, ändert die Rolle."
        ),
    ),
    Problem.NO_LICENCE: (
        _("Kein Benutzer des Zoom-Kontos hat eine Lizenz für Meetings."),
        _(
            "Wer das Zoom-Konto verwaltet, bucht mindestens „Pro“ (auch Education) und weist im "
            "Portal unter „Benutzer“ eine Lizenz zu."
        ),
    ),
    Problem.ONLY_BASIC: (
        _(
            "Das Zoom-Konto hat nur Basic-Benutzer ({count}): Zoom beendet deren Meetings nach 40 "
            "Minuten."
        ),
        _(
            "Wer das Zoom-Konto verwaltet, bucht mindestens „Pro“ (auch Education) und weist im "
            "Portal unter „Benutzer“ eine Lizenz zu."
        ),
    ),
    Problem.LOGIN_DEMANDED: (
        _("Das Zoom-Konto lässt nur Teilnehmende zu, die sich bei Zoom anmelden."),
        _(
            "Kurslink schaltet das für seine Meetings aus. Ist die Einstellung gesperrt, gilt sie "
            "trotzdem: Wer das Zoom-Konto verwaltet, hebt die Sperre im Portal unter „Sicherheit“ auf."
        ),
    ),
}

SYSTEM_PROXY = {
    "win32": _("Windows Proxy abfragen"),
    "other": _("System-Proxy abfragen"),
}
