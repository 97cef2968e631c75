"""Sentences for what Zoom, or the way to Zoom, refuses; by the `key` of the error."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "zoom": (
        _("Zoom hat die Anfrage nicht ausgeführt: {zoom_text}"),
        _("Versuchen Sie es noch einmal. Bleibt es dabei, hilft die Systemverwaltung."),
    ),
    "not-sent": (
        _("Die Anfrage hat Zoom nicht erreicht."),
        _("Versuchen Sie es noch einmal. Bleibt es dabei, prüft die IT die Verbindung."),
    ),
    "address-refused": (
        _("Die eingetragene Adresse gehört nicht zu Zoom; es wurde nichts gesendet."),
        _("Die Systemverwaltung prüft die Adressen des Zugangs."),
    ),
    "unreachable": (
        _("Zoom ist nicht erreichbar."),
        _(
            "Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei, prüft die IT "
            "Internetverbindung, Firewall und Proxy."
        ),
    ),
    "name-unknown": (
        _("Die Adresse von Zoom lässt sich nicht auflösen."),
        _(
            "Die IT prüft Internetverbindung und Namensauflösung (DNS) dieses Servers, oder die "
            "Systemverwaltung trägt den Proxy ein."
        ),
    ),
    "proxy-unreachable": (
        _("Der Proxy ist nicht erreichbar."),
        _("Die IT prüft Server und Port des Proxys."),
    ),
    "proxy-refused": (
        _("Der Proxy hat die Verbindung zu Zoom abgelehnt (Antwort {status})."),
        _("Die IT gibt am Proxy die Adressen *.zoom.us (Port 443) frei."),
    ),
    "proxy-login-missing": (
        _("Der Proxy verlangt eine Anmeldung (Antwort 407), eingetragen ist keine."),
        _("Die Systemverwaltung trägt Benutzer und Passwort des Proxys ein; die IT nennt sie."),
    ),
    "proxy-login-refused": (
        _("Der Proxy nimmt Benutzer oder Passwort nicht an (Antwort 407)."),
        _("Die Systemverwaltung gibt beide neu ein. Bleibt es dabei, prüft die IT das Konto."),
    ),
    "not-a-proxy": (
        _("Unter der Adresse des Proxys antwortet kein Proxy, zum Beispiel eine Internetseite."),
        _("Die IT prüft Server und Port; mancher Proxy will zuerst im Browser bestätigt sein."),
    ),
    "tls-failed": (
        _("Die verschlüsselte Verbindung zu Zoom kam nicht zustande: Das Zertifikat passt nicht."),
        _(
            "Die IT prüft, ob ein Proxy die Verbindung aufbricht, und hinterlegt dessen Zertifikat "
            "(KURSLINK_CA_FILE)."
        ),
    ),
    "outcome-unknown": (
        _("Zooms Antwort ging verloren; ob die Änderung ausgeführt wurde, ist nicht bekannt."),
        _(
            "Versuchen Sie es in einer Minute noch einmal. Kurslink liest dann zuerst den Stand in "
            "Zoom; doppelt angelegt wird nichts."
        ),
    ),
    "unavailable": (
        _("Zoom antwortet im Augenblick nicht."),
        _("Versuchen Sie es in einigen Minuten noch einmal."),
    ),
    "not-zoom": (
        _("Statt Zoom hat etwas anderes geantwortet, zum Beispiel eine Anmeldeseite des Netzes."),
        _("Die IT prüft Proxy und Firewall."),
    ),
    "too-many": (
        _("Zoom nimmt im Augenblick keine weiteren Anfragen an."),
        _("Versuchen Sie es später noch einmal."),
    ),
    "rate-limited": (
        _("Zoom nimmt im Augenblick keine weiteren Anfragen an: zu viele in einer Sekunde."),
        _("Versuchen Sie es in einer Minute noch einmal."),
    ),
    "crowded": (
        _("Kurslink stellt gerade so viele Anfragen an Zoom, wie Zoom in einer Sekunde erlaubt."),
        _("Versuchen Sie es in einer Minute noch einmal."),
    ),
    "daily-limit": (
        _("Die Anfragen Ihres Zoom-Kontos sind für heute aufgebraucht."),
        _("Weiter geht es am {resume_at}."),
    ),
    "host-daily-limit": (
        _("Für diesen Host nimmt Zoom heute keine Änderungen mehr an (100 am Tag)."),
        _("Weiter geht es am {resume_at}. Dringende Kurse können einen anderen Host bekommen."),
    ),
    "refused": (
        _("Zoom hat die Anfrage abgelehnt: {zoom_text}"),
        _("Prüfen Sie die Angaben des Kurses. Bleibt es dabei, hilft die Systemverwaltung."),
    ),
    "credentials-refused": (
        _("Zoom erkennt die Zugangsdaten nicht an: {credential_fault}."),
        _(
            "Die Systemverwaltung vergleicht Account-ID, Client-ID und Client-Secret mit der App im "
            "Zoom App Marketplace."
        ),
    ),
    "token-rejected": (
        _("Zoom hat auch ein neues Zugriffstoken abgelehnt."),
        _("Die Systemverwaltung prüft, ob die App im Zoom App Marketplace noch aktiviert ist."),
    ),
    "jwt-rejected": (
        _("Zoom nimmt das JWT nicht an: Diese Art von Apps hat Zoom am 08.09.2023 abgeschaltet."),
        _(
            "Die Systemverwaltung legt im Zoom App Marketplace eine „Server-to-Server OAuth“-App an "
            "und trägt sie im Zugang ein."
        ),
    ),
    "missing-scopes": (
        _("Der App fehlen in Zoom Berechtigungen: {scopes}."),
        _(
            "Die Systemverwaltung ergänzt sie im Zoom App Marketplace unter „Scopes“ und aktiviert "
            "die App neu."
        ),
    ),
    "access-denied": (
        _("Die Rolle, mit der die App angelegt wurde, darf das in Zoom nicht: {zoom_text}"),
        _("Wer das Zoom-Konto verwaltet, gibt dieser Rolle das Recht, Benutzer zu bearbeiten."),
    ),
    "paid-plan-only": (
        _("Das geht nur mit einem bezahlten Zoom-Konto (mindestens „Pro“, auch Education)."),
        _("Prüfen Sie im Zoom-Portal unter „Konto“, welcher Plan besteht."),
    ),
    "user-unknown": (
        _("Diesen Benutzer gibt es im Zoom-Konto nicht."),
        _("Lesen Sie die Benutzer des Zugangs neu aus und wählen Sie einen anderen Host."),
    ),
    "not-licensed": (
        _("Dieser Host darf in Zoom keine Meetings anlegen: Ihm fehlt die Lizenz."),
        _(
            "Wer das Zoom-Konto verwaltet, weist sie im Portal unter „Benutzer“ zu; oder Sie wählen "
            "einen anderen Host."
        ),
    ),
    "scheduling-not-allowed": (
        _("Kein ernannter Planer: Der neue Host hat die Planungsberechtigung nicht erteilt."),
        _(
            "Der neue Host meldet sich bei Zoom an und gibt unter Persönlich → Einstellungen → "
            "Meetings → Sonstiges → „Planungsberechtigung zuweisen an“ den bisherigen Host an. "
            "Danach wählen Sie „Meeting aktualisieren“."
        ),
    ),
    "meeting-gone": (
        _("Das Meeting gibt es in Zoom nicht mehr: Es wurde dort gelöscht oder ist abgelaufen."),
        _(
            "Wählen Sie auf der 3. Seite „Neu anlegen“. Link, Meeting-ID und Passwort werden dann neu "
            "vergeben. Wurde es versehentlich gelöscht: Im Zoom-Portal lässt es sich unter „Meetings“ "
            "noch einige Tage wiederherstellen."
        ),
    ),
    "occurrence-gone": (
        _("Einer der Termine wurde in Zoom schon entfernt."),
        _("Wählen Sie „Meeting aktualisieren“: Der Stand wird neu gelesen."),
    ),
    "is-webinar": (
        _("Das Meeting wurde in Zoom in ein Webinar umgewandelt."),
        _(
            "Wandeln Sie es im Zoom-Portal zurück. Oder wählen Sie auf der 3. Seite „Neu anlegen“: "
            "Link, Meeting-ID und Passwort des Kurses werden dann neu vergeben, der alte Link führt "
            "weiter in das Webinar. „Nur lösen“ lässt den Kurs ohne Meeting."
        ),
    ),
    "meeting-in-progress": (
        _("Das Meeting läuft gerade; Zoom lässt so lange keine Änderung zu."),
        _("Versuchen Sie es nach dem Kurstag noch einmal."),
    ),
    "invalid-field": (
        _("Zoom nimmt einen Wert nicht an: {fields}"),
        _("Prüfen Sie die Angaben des Kurses."),
    ),
    "passcode-refused": (
        _("Zoom nimmt das Passwort nicht an: Es erfüllt die Anforderungen des Hosts nicht."),
        _(
            "Versuchen Sie es noch einmal; Kurslink liest die Anforderungen dann neu. Ein Passwort, "
            "das Sie auf der 3. Seite eingetragen haben, ändern oder leeren Sie vorher."
        ),
    ),
    "alternative-host-refused": (
        _("Zoom nimmt einen der alternativen Hosts nicht an: {fields}"),
        _("Alternative Hosts brauchen eine Lizenz im selben Zoom-Konto. Wählen Sie andere."),
    ),
}

CREDENTIAL_FAULTS = {
    "client": _("Client-ID oder Client-Secret stimmen nicht"),
    "account": _("die Account-ID stimmt nicht"),
    "app-kind": _("die App ist keine „Server-to-Server OAuth“-App"),
    "app-inactive": _("die App ist nicht aktiviert"),
    "other": _("der Grund ist nicht angegeben"),
}

FIELDS = {
    "topic": _("Thema"),
    "agenda": _("Beschreibung"),
    "type": _("Typ"),
    "start_time": _("Datum und Uhrzeit"),
    "duration": _("Dauer"),
    "timezone": _("Zeitzone"),
    "recurrence": _("Wiederholung"),
    "schedule_for": _("Host"),
    "alternative_hosts": _("Alternativen"),
    "jbh_time": _("Beitritt vorher (Minuten)"),
    "join_before_host": _("Beitritt vor dem Host"),
    "waiting_room": _("Warteraum"),
}
