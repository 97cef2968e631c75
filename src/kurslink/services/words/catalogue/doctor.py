"""Sentences of the doctor: what was found, how it is repaired, and by whom."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.doctor.codes import Area, Who
from kurslink.services.doctor.codes import FindingCode as Code

PEOPLE = {
    Who.OFFICE: _("Verwaltung"),
    Who.SYSTEM: _("Systemverwaltung"),
    Who.IT: _("IT"),
    Who.ZOOM: _("Verwaltung des Zoom-Kontos"),
}

TITLES = {
    Area.DATABASE: _("Datenbank"),
    Area.TABLES: _("Tabellen"),
    Area.CLOCK: _("Uhr"),
    Area.ENCRYPTION: _("Verschlüsselung"),
    Area.DATA_DIRECTORY: _("Datenverzeichnis"),
    Area.UPLOAD_SPACE: _("Platz für hochgeladene Dateien"),
    Area.DATA_SPACE: _("Platz für Daten"),
    Area.PUBLIC_ADDRESS: _("Öffentliche Adresse"),
    Area.ACTIVATION: _("Freischaltung"),
    Area.INSTITUTION: _("Einrichtung"),
    Area.MAIL_TEMPLATE: _("Vorlagen für E-Mails"),
    Area.SOFTWARE: _("Software für Online-Kurse"),
    Area.WORKER: _("Hintergrunddienst"),
    Area.JOURNAL: _("Protokoll"),
    Area.MAIL: _("E-Mail-Versand"),
    Area.ACCOUNT: _("Zugang"),
    Area.HOSTS: _("Hosts des Zugangs"),
    Area.HOST: _("Host"),
}

_NOTHING = ("", None)

SENTENCES = {
    Code.DATABASE_FINE: (_("PostgreSQL {version} antwortet."), *_NOTHING),
    Code.DATABASE_OLD: (
        _("Der Server ist PostgreSQL {version}; Kurslink braucht 15 oder neuer."),
        _(
            "Den PostgreSQL-Server aktualisieren oder KURSLINK_DATABASE_URL auf einen neueren setzen."
        ),
        Who.IT,
    ),
    Code.NEEDS_DATABASE: (
        _("Nicht geprüft, solange die Datenbank nicht antwortet."),
        _("Zuerst den Befund zur Datenbank beheben."),
        Who.IT,
    ),
    Code.TABLES_FINE: (_("Die Tabellen passen zu dieser Version ({latest})."), *_NOTHING),
    Code.TABLES_BEHIND: (
        _("Den Tabellen fehlen Änderungen dieser Version: {names}."),
        _("Kurslink neu starten; die Tabellen werden dabei auf den Stand gebracht."),
        Who.IT,
    ),
    Code.TABLES_AHEAD: (
        _("Die Datenbank wurde schon mit einer neueren Version benutzt ({names})."),
        _("Die neuere Version wieder installieren, oder eine Sicherung von vorher einspielen."),
        Who.IT,
    ),
    Code.CLOCK_FINE: (_("Die Uhren von Kurslink und Datenbank gehen gleich."), *_NOTHING),
    Code.CLOCK_DIFFERS: (
        _("Die Uhren von Kurslink und Datenbank gehen um {seconds} Sekunden auseinander."),
        _("Auf beiden Rechnern den Zeitabgleich (NTP) einschalten."),
        Who.IT,
    ),
    Code.CLOCK_SHIFTED: (
        _("Die Uhr von Kurslink ist um {seconds} Sekunden verstellt (KURSLINK_CLOCK_OFFSET)."),
        _("Außer zum Üben die Einstellung entfernen und Kurslink neu starten."),
        Who.IT,
    ),
    Code.SECRETS_FINE: (_("{count} gespeicherte Geheimnisse sind lesbar."), *_NOTHING),
    Code.SECRETS_OLD_KEY: (
        _("{count} von {total} Geheimnissen sind noch mit einem alten Schlüssel verschlüsselt."),
        _("„kurslink keys rotate“ ausführen; erst danach darf der alte Schlüssel entfernt werden."),
        Who.IT,
    ),
    Code.SECRETS_UNREADABLE: (
        _("{count} von {total} Geheimnissen sind mit keinem Schlüssel lesbar: {where}."),
        _(
            "Den früheren Schlüssel aus der Sicherung hinter dem neuen in "
            "KURSLINK_ENCRYPTION_KEYS eintragen. Ist er verloren, gibt die Systemverwaltung die "
            "Geheimnisse neu ein."
        ),
        Who.IT,
    ),
    Code.KEYS_INVALID: (
        _("Die Schlüssel für Geheimnisse sind nicht benutzbar: {detail}."),
        _(
            "KURSLINK_ENCRYPTION_KEYS oder die Datei encryption_keys im Datenverzeichnis aus der "
            "Sicherung wiederherstellen."
        ),
        Who.IT,
    ),
    Code.DIRECTORY_FINE: (_("{directory} ist nur für Kurslink zugänglich."), *_NOTHING),
    Code.DIRECTORY_UNUSED: (
        _("{directory} gibt es nicht; Datenbank und Schlüssel liegen anderswo."),
        *_NOTHING,
    ),
    Code.DIRECTORY_OPEN: (
        _("Auf {path} können andere Benutzer des Rechners zugreifen."),
        _("Die Rechte einschränken: chmod {mode} {path}"),
        Who.IT,
    ),
    Code.DIRECTORY_FOREIGN: (
        _("{path} gehört nicht dem Benutzer, unter dem Kurslink läuft."),
        _("Kurslink unter dessen Benutzer starten oder KURSLINK_DATA_DIR ändern."),
        Who.IT,
    ),
    Code.SPACE_FINE: (_("{free} MB sind frei in {directory}."), *_NOTHING),
    Code.SPACE_LOW: (
        _("Nur noch {free} MB sind frei in {directory}; nötig sind {needed} MB."),
        _("Platz schaffen oder das Verzeichnis auf einen größeren Datenträger legen."),
        Who.IT,
    ),
    Code.ADDRESS_FINE: (_("{url} ist verschlüsselt; Cookies gehen nur über HTTPS."), *_NOTHING),
    Code.ADDRESS_LOCAL: (
        _("Kurslink ist nur auf diesem Rechner zu erreichen ({url})."),
        *_NOTHING,
    ),
    Code.ADDRESS_INVALID: (
        _("„{url}“ ist keine Adresse, unter der Kurslink zu erreichen wäre."),
        _("KURSLINK_PUBLIC_URL vollständig angeben, zum Beispiel https://kurslink.ihre-vhs.de"),
        Who.IT,
    ),
    Code.ADDRESS_PLAIN: (
        _("Unter {url} werden Passwörter unverschlüsselt übertragen."),
        _(
            "Einen Webserver mit Zertifikat davorsetzen und KURSLINK_PUBLIC_URL mit https:// "
            "angeben."
        ),
        Who.IT,
    ),
    Code.ADDRESS_NOT_ANSWERED: (
        _("Kurslink antwortet nicht auf den Namen „{host}“ seiner öffentlichen Adresse."),
        _("Den Namen in KURSLINK_ALLOWED_HOSTS aufnehmen."),
        Who.IT,
    ),
    Code.ADDRESS_ANY_NAME: (
        _("Kurslink antwortet auf jeden Namen (KURSLINK_ALLOWED_HOSTS enthält „*“)."),
        _("Statt „*“ nur die eigenen Namen eintragen."),
        Who.IT,
    ),
    Code.COOKIES_PLAIN: (
        _("Anmelde-Cookies würden auch unverschlüsselt gesendet, obwohl {url} https ist."),
        _("Kurslink nach der Änderung von KURSLINK_PUBLIC_URL neu starten."),
        Who.IT,
    ),
    Code.ACTIVATION_FREE: (_("Diese Installation braucht keine Freischaltung."), *_NOTHING),
    Code.ACTIVATION_OPEN: (_("Freigeschaltet für {institution} bis {until}."), *_NOTHING),
    Code.ACTIVATION_ENDS: (
        _("Die Freischaltung endet am {until}."),
        _("Rechtzeitig einen neuen Freischaltcode anfordern und eintragen."),
        Who.SYSTEM,
    ),
    Code.WORKER_FINE: (
        _("Der Hintergrunddienst arbeitet: {count}. Aufträge, die offen sind: {open}."),
        *_NOTHING,
    ),
    Code.WORKER_MISSING: (
        _("Kein Hintergrunddienst arbeitet; was beauftragt wird, bleibt liegen: {open}."),
        _(
            "Auf einem Rechner, der die Datenbank erreicht, „kurslink worker“ starten; „kurslink serve“ startet selbst einen."
        ),
        Who.IT,
    ),
    Code.INSTITUTION_FINE: (_("Alle Angaben für E-Mails sind eingetragen."), *_NOTHING),
    Code.INSTITUTION_EMPTY: (
        _("In E-Mails fehlen Angaben zur Einrichtung: {fields}."),
        _("Unter Zentrale Einstellungen / System bei „Einrichtung“ eintragen."),
        Who.SYSTEM,
    ),
    Code.MAIL_TEMPLATES_FINE: (
        _("Eigene Vorlagen, die versandt werden können: {count}."),
        *_NOTHING,
    ),
    Code.MAIL_TEMPLATE_FAULTY: (
        _("Die Vorlage „{subject}“ kann nicht versandt werden. {problem}"),
        _("Die Vorlage unter „Vorlagen für E-Mails“ öffnen und berichtigen."),
        Who.SYSTEM,
    ),
    Code.JOURNAL_FINE: (_("Die neuesten {count} Einträge sind unverändert."), *_NOTHING),
    Code.JOURNAL_BROKEN: (
        _("Die Kette der Einträge ist ab Position {position} unterbrochen."),
        _("„kurslink journal --verify“ ausführen, und klären, wer die Datenbank geändert hat."),
        Who.IT,
    ),
    Code.MAIL_FINE: (_("Der Mailserver {server} antwortet und nimmt die Anmeldung an."), *_NOTHING),
    Code.MAIL_FINE_WITHOUT_LOGIN: (
        _("Der Mailserver {server} antwortet; er verlangt keine Anmeldung."),
        *_NOTHING,
    ),
    Code.MAILS_REJECTED: (
        _("Vom Mailserver abgelehnte E-Mails, die niemand erneut gesendet hat: {count}."),
        _("Unter „Versand“ bei „abgelehnt“ die Adressen prüfen und erneut senden."),
        Who.OFFICE,
    ),
    Code.MAILS_UNCERTAIN: (
        _("E-Mails, von denen niemand weiß, ob sie angekommen sind: {count}."),
        _(
            "Unter „Versand“ bei „ungewiss“ nachfragen und „Ist angekommen“ oder „Erneut senden“ wählen."
        ),
        Who.OFFICE,
    ),
    Code.SOFTWARE_FINE: (_("Der Eintrag „Zoom“ ist vorhanden und aktiv."), *_NOTHING),
    Code.SOFTWARE_MISSING: (
        _("Der Eintrag „Zoom“ fehlt oder ist nicht aktiv; ohne ihn entsteht kein Meeting."),
        _("Unter „Software für Online-Kurse“ den Eintrag „Zoom“ anlegen oder einschalten."),
        Who.SYSTEM,
    ),
    Code.NO_ACCOUNT: (
        _("Es ist noch kein Zoom-Zugang hinterlegt."),
        _(
            "Unter Zentrale Einstellungen / Extras bei „Einstellungen zu Zoom“ den Zugang anlegen; "
            "die Anleitung steht daneben."
        ),
        Who.SYSTEM,
    ),
    Code.ACCOUNT_FINE: (_("Die Verbindung zu Zoom steht."), *_NOTHING),
    Code.ACCOUNT_JWT: (
        _("Der Zugang benutzt JWT; Zoom hat dieses Verfahren am 08.09.2023 abgeschaltet."),
        _("In Zoom eine „Server-to-Server OAuth“-App anlegen und den Zugang darauf umstellen."),
        Who.SYSTEM,
    ),
    Code.ACCOUNT_CLOSED: (_("Stillgelegt und deshalb nicht geprüft."), *_NOTHING),
    Code.ACCOUNT_UNREADABLE: (
        _("Nicht geprüft, weil sich die Geheimnisse des Zugangs nicht entschlüsseln lassen."),
        _("Zuerst den Befund zur Verschlüsselung beheben."),
        Who.IT,
    ),
    Code.ACCOUNT_TOO_SLOW: (
        _("Nicht geprüft: Zoom antwortet so langsam, dass die Zeit nicht reichte."),
        _("Die Prüfung wiederholen, oder „kurslink check“ am Server aufrufen: Das wartet länger."),
        Who.SYSTEM,
    ),
    Code.NO_HOSTS: (
        _("Für Kurse ist keine Lizenz freigegeben."),
        _("Beim Zugang die „Benutzer“ auslesen und mindestens eine Lizenz freigeben."),
        Who.SYSTEM,
    ),
    Code.HOSTS_FINE: (_("Freigegeben, lizenziert und aktiv: {count}."), *_NOTHING),
    Code.HOSTS_NOT_READ: (
        _("Nicht geprüft, weil die Benutzer des Zugangs nicht gelesen werden konnten."),
        _("Zuerst den Befund zum Zugang beheben."),
        Who.SYSTEM,
    ),
    Code.HOST_GONE: (
        _("{subject} ist freigegeben, aber in Zoom nicht mehr vorhanden."),
        _("Die „Benutzer“ neu auslesen und den betroffenen Kursen einen anderen Host geben."),
        Who.SYSTEM,
    ),
    Code.HOST_NOT_ACTIVE: (
        _("{subject} ist in Zoom nicht aktiv ({status})."),
        _("Die Einladung von Zoom annehmen lassen, oder den Benutzer im Zoom-Portal aktivieren."),
        Who.ZOOM,
    ),
    Code.HOST_BASIC: (
        _("{subject} hat keine Lizenz: Zoom beendet Meetings nach 40 Minuten."),
        _("Im Zoom-Portal unter „Benutzer“ eine Lizenz zuweisen, oder die Freigabe zurücknehmen."),
        Who.ZOOM,
    ),
    Code.HOST_UNLICENSED: (
        _("{subject} darf in Zoom keine Meetings anlegen: Ihm fehlt die Lizenz."),
        _("Im Zoom-Portal unter „Benutzer“ eine Lizenz zuweisen, oder die Freigabe zurücknehmen."),
        Who.ZOOM,
    ),
}
