"""Sentences for what we refuse ourselves."""

from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import RefusalCode as Code
from kurslink.services.words.catalogue import interface, mail_templates, people, sending, staff

_OWN = {
    Code.NOT_ALLOWED: (
        _("Ihre Rolle erlaubt das nicht."),
        _("Bitten Sie die Systemverwaltung, Ihnen die passende Rolle zu geben."),
    ),
    Code.COURSE_UNKNOWN: (
        _("Den Kurs {number} gibt es nicht."),
        _("Prüfen Sie die Kursnummer oder importieren Sie die Kurse zuerst."),
    ),
    Code.COURSE_AMBIGUOUS: (
        _("Die Kursnummer {number} gibt es in mehreren Semestern: {semesters}."),
        _("Geben Sie das Semester mit an (--semester)."),
    ),
    Code.INSTRUCTOR_UNKNOWN: (
        _(
            "„{name}“ ist keine Nummer und keine E-Mail-Adresse, die genau eine Dozentin oder ein Dozent hat."
        ),
        _(
            "Geben Sie die Nummer aus Ihrem Kursprogramm an; mehrere Personen können eine E-Mail-Adresse teilen."
        ),
    ),
    Code.COURSE_CANCELLED: (
        _("Der Kurs {number} fällt aus; ein Meeting wird nicht übertragen."),
        _("Findet er doch statt, ändern Sie auf der 1. Seite den Status."),
    ),
    Code.NOT_ONLINE: (
        _("Der Kurs {number} ist nicht als Online-Kurs gekennzeichnet."),
        _("Setzen Sie auf der 3. Seite bei „Kursart“ den Haken „Online-Kurs“."),
    ),
    Code.SOFTWARE_UNKNOWN: (
        _("Die Software „{name}“ steht nicht in der Hinterlegung „Software für Online-Kurse“."),
        _("Wählen Sie eine der vorhandenen: {known}."),
    ),
    Code.SOFTWARE_SPELLING: (
        _("„{name}“ ist nicht die Schreibweise, an der Kurslink Zoom erkennt."),
        _("Verwenden Sie genau „Zoom“."),
    ),
    Code.SOFTWARE_NAME_MISSING: (
        _("Der Eintrag hat keine Bezeichnung."),
        _("Tragen Sie ein, wie die Software heißt, zum Beispiel „edudip“."),
    ),
    Code.SOFTWARE_EXISTS: (
        _("Die Software „{name}“ gibt es in der Hinterlegung schon."),
        _("Ändern Sie den vorhandenen Eintrag, statt einen zweiten anzulegen."),
    ),
    Code.SOFTWARE_FIXED: (
        _("Der Eintrag „Zoom“ kann nicht geändert, stillgelegt oder gelöscht werden."),
        _("An genau diesem Eintrag erkennt Kurslink die Kurse, die ein Zoom-Meeting bekommen."),
    ),
    Code.SOFTWARE_IN_USE: (
        _("„{name}“ ist in {count} Kursen eingetragen und kann nicht gelöscht werden: {courses}."),
        _("Schalten Sie den Eintrag auf „nicht aktiv“: Neue Kurse können ihn dann nicht wählen."),
    ),
    Code.OTHER_SOFTWARE: (
        _("Für diesen Kurs ist als Software „{software}“ eingetragen, nicht „Zoom“."),
        _("Wählen Sie auf der 3. Seite die Software „Zoom“, wenn der Kurs in Zoom stattfindet."),
    ),
    Code.NO_ACCOUNT: (
        _("Es ist noch kein Zoom-Zugang hinterlegt."),
        _(
            "Die Systemverwaltung legt ihn unter Zentrale Einstellungen / Extras bei „Einstellungen zu Zoom“ an."
        ),
    ),
    Code.ACCOUNT_UNKNOWN: (
        _("Einen Zugang mit der E-Mail-Adresse {email} gibt es nicht."),
        _("Vorhanden sind: {known}."),
    ),
    Code.ACCOUNT_EXISTS: (
        _("Für dieses Zoom-Konto gibt es schon den Zugang {email}."),
        _("Ändern Sie den vorhandenen Zugang, statt einen zweiten anzulegen."),
    ),
    Code.ACCOUNT_CHOICE: (
        _("Es gibt mehrere Zugänge, und für den Kurs ist keiner gewählt."),
        _("Wählen Sie auf der 3. Seite den „Zugang“."),
    ),
    Code.ACCOUNT_INACTIVE: (
        _("Der Zugang {account} ist stillgelegt."),
        _("Wählen Sie einen anderen Zugang, oder die Systemverwaltung schaltet ihn wieder ein."),
    ),
    Code.ACCOUNT_FIXED: (
        _("Der Zugang kann nicht gewechselt werden, solange ein Meeting besteht."),
        _("Löschen Sie zuerst das Meeting."),
    ),
    Code.ACCOUNT_HAS_MEETINGS: (
        _(
            "Der Zugang {account} kann nicht gelöscht werden: {count} Kurse haben darin ein Meeting."
        ),
        _(
            "Löschen Sie zuerst die Meetings der Kurse {courses}. Sollen nur keine neuen dazukommen, "
            "wählen Sie „Stilllegen“."
        ),
    ),
    Code.CREDENTIALS_MISSING: (
        _("Für den Zugang fehlt: {fields}."),
        _("Tragen Sie die Werte aus der App im Zoom App Marketplace ein."),
    ),
    Code.ADDRESS_REFUSED: (
        _("Die Adresse {address} gehört nicht zu Zoom."),
        _("Erlaubt sind Zooms eigene Adressen mit https, für einen Übungszugang auch 127.0.0.1."),
    ),
    Code.PROXY_INCOMPLETE: (
        _("Für den Proxy fehlen Server oder Port (1 bis 65535)."),
        _("Die IT nennt beide; ohne Proxy entfernen Sie den Haken „Proxy verwenden“."),
    ),
    Code.PROXY_SERVER: (
        _("„{server}“ ist kein Name eines Servers."),
        _("Tragen Sie bei „Server“ nur den Namen oder die IP-Adresse ein, ohne http:// und Port."),
    ),
    Code.PROXY_PASSWORD_AGAIN: (
        _("Server, Port oder Benutzer des Proxys haben sich geändert; sein Passwort fehlt."),
        _("Geben Sie das Passwort noch einmal ein: Das gespeicherte gilt nur für den alten Proxy."),
    ),
    Code.SYSTEM_PROXY_MISSING: (
        _("Auf diesem Server ist für das System kein Proxy eingestellt."),
        _(
            "Fragen Sie die IT. Ein Skript zur Proxysuche (PAC) und die Einstellungen einzelner "
            "Personen werden nicht gelesen."
        ),
    ),
    Code.SYSTEM_PROXY_UNREADABLE: (
        _("Die Adresse, die das System als Proxy nennt, ist nicht lesbar."),
        _("Die IT prüft sie (HTTPS_PROXY, unter Windows die Internetoptionen)."),
    ),
    Code.SYSTEM_PROXY_KIND: (
        _(
            "Der Proxy des Systems ist von der Art „{scheme}“; Kurslink spricht nur mit HTTP-Proxys."
        ),
        _("Die IT nennt Server und Port eines HTTP-Proxys."),
    ),
    Code.HOST_CHOICE: (
        _("Es gibt {count} Lizenzen, und für den Kurs ist keine gewählt."),
        _("Wählen Sie auf der 3. Seite den „Host“."),
    ),
    Code.NO_FREE_HOST: (
        _("Ohne Host: Zu den Zeiten des Kurses {number} ist keine der {count} Lizenzen frei."),
        _(
            "Wählen Sie im Plan oder auf der 3. Seite trotzdem einen Host, oder verlegen Sie den Kurs."
        ),
    ),
    Code.HOST_UNKNOWN: (
        _("{host} ist kein aktiver Benutzer des Zugangs {account}."),
        _("Wählen Sie einen anderen Host, oder lesen Sie die Benutzer des Zugangs neu aus."),
    ),
    Code.HOST_NOT_LICENSED: (
        _("{host} hat in Zoom keine Lizenz für Meetings."),
        _("Wählen Sie eine andere Lizenz; vergeben wird sie im Zoom-Portal unter Benutzer."),
    ),
    Code.ALTERNATIVES_REFUSED: (
        _("Alternative Hosts können nicht sein: {hosts}."),
        _("Sie brauchen eine Lizenz im Zoom-Konto des Zugangs {account}. Wählen Sie andere."),
    ),
    Code.NO_LICENSED_USER: (
        _("Im Zoom-Konto des Zugangs {account} hat niemand eine Lizenz."),
        _(
            "Nötig ist mindestens „Pro“, auch Education. Wer das Zoom-Konto verwaltet, weist die "
            "Lizenz im Portal unter „Benutzer“ zu; lesen Sie danach die Benutzer neu aus."
        ),
    ),
    Code.NO_LICENCE: (
        _("Im Zugang {account} ist keine Lizenz freigegeben."),
        _(
            "Die Systemverwaltung liest in den „Einstellungen zu Zoom“ die „Benutzer“ aus und gibt "
            "sie frei."
        ),
    ),
    Code.DAY_WITHOUT_TIME: (
        _("Der Kurstag {date} hat keine Uhrzeit, und auf der 1. Seite steht auch keine."),
        _("Tragen Sie Beginn und Ende auf der 2. Seite beim Kurstag ein."),
    ),
    Code.DAY_UNKNOWN: (
        _("Am {date} hat der Kurs {number} keinen Kurstag."),
        _("Wählen Sie einen Tag aus der Liste der Kurstage."),
    ),
    Code.DAY_TWICE: (
        _("Am {date} um {time} Uhr beginnen zwei Kurstage zugleich."),
        _(
            "Ändern Sie auf der 2. Seite eine der beiden Uhrzeiten, oder lassen Sie einen entfallen."
        ),
    ),
    Code.DAY_TIME_MISSING_IN_SPRING: (
        _("Die Uhrzeit {time} gibt es am {date} nicht: Die Uhr wird auf Sommerzeit gestellt."),
        _("Tragen Sie eine Uhrzeit vor 2 Uhr oder ab 3 Uhr ein."),
    ),
    Code.NO_DATE: (
        _("Der Kurs hat keine Kurstage und auf der 1. Seite kein „Datum von“."),
        _("Tragen Sie Kurstage auf der 2. Seite oder „Datum von“ auf der 1. Seite ein."),
    ),
    Code.NO_DAY_SELECTED: (
        _("Es ist kein Kurstag ausgewählt."),
        _("Wählen Sie mindestens einen Tag für das Meeting."),
    ),
    Code.ALL_PAST: (
        _("Alle Kurstage sind vorbei oder entfallen; der letzte war am {last}."),
        _("Ein Meeting kann nur für künftige Tage angelegt werden. Prüfen Sie die Kurstage."),
    ),
    Code.TITLE_MISSING: (
        _("Der Kurs {number} hat keinen Titel."),
        _("Tragen Sie auf der 1. Seite den „Titel“ ein."),
    ),
    Code.PASSCODE_RULE: (
        _("Das Passwort erfüllt die Anforderungen nicht: {violations}."),
        _("Ändern Sie es auf der 3. Seite, oder leeren Sie das Feld: dann wird eines erzeugt."),
    ),
    Code.PASSCODE_CONTRADICTION: (
        _("Die Anforderungen, die Zoom für {host} an Passwörter stellt, widersprechen sich."),
        _("Wer das Zoom-Konto verwaltet, ändert sie im Zoom-Portal unter Sicherheit."),
    ),
    Code.PASSCODE_STRUCTURE: (
        _("Der Aufbau des Passworts widerspricht sich: {parts}."),
        _(
            "Ein Passwort hat in Zoom höchstens 10 Zeichen, und ein reiner Nummernkenncode enthält "
            "weder Buchstaben noch Sonderzeichen."
        ),
    ),
    Code.PASSCODE_STRUCTURE_AGAINST_ZOOM: (
        _(
            "Der eingestellte Aufbau des Passworts ({own}) und Zooms Anforderungen ({zooms}) "
            "schließen sich aus."
        ),
        _(
            "Die Systemverwaltung übernimmt beim Zugang unter „Passwörter“ mit „Auslesen“ Zooms "
            "Anforderungen."
        ),
    ),
    Code.PROFILE_CONTRADICTION: (
        _("Warteraum und Beitritt vor dem Host schließen sich aus."),
        _(
            "Mit Warteraum lässt erst der Host die Teilnehmenden ein; Zoom schaltet den Beitritt vor "
            "dem Host dann ab. Wählen Sie eines von beiden."
        ),
    ),
    Code.PROFILE_MINUTES: (
        _("Einen Beitritt {minutes} Minuten vor dem Beginn kennt Zoom nicht."),
        _("Möglich sind 5, 10 oder 15 Minuten, oder 0 für jederzeit."),
    ),
    Code.STOPPED: (
        _("Die Übertragung wurde abgebrochen."),
        _("Was Zoom bis dahin bekommen hat, bleibt; „Erneut versuchen“ überträgt den Rest."),
    ),
    Code.BREAKDOWN: (
        _("Bei der Übertragung ist in Kurslink ein Fehler aufgetreten."),
        _(
            "Die Systemverwaltung findet ihn im Protokoll des Hintergrunddienstes unter der Kursnummer {number}."
        ),
    ),
    Code.DAY_USED_UP: (
        _(
            "Für den Host {host} sind heute schon {used} von {limit} Schreibzugriffen verbraucht, die Zoom erlaubt."
        ),
        _(
            "Der Kurs wird ab {resume_at} von selbst übertragen. Ist es eilig, wählen Sie einen anderen Host."
        ),
    ),
    Code.TOO_MANY_ORDERS: (
        _("Sie haben innerhalb einer Stunde schon {count} Kurse einzeln übertragen oder gelöscht."),
        _(
            "Ab {resume_at} geht es weiter. Viele Kurse übertragen Sie zusammen: haken Sie sie in der Kursliste an."
        ),
    ),
    Code.HOST_TAKEN: (
        _(
            "Der Host {host} ist am {when} inzwischen mit dem Kurs {other} belegt; es wurde nichts übertragen."
        ),
        _("Öffnen Sie die Vorschau noch einmal, oder wählen Sie einen anderen Host."),
    ),
    Code.ORDER_OPEN: (
        _("Für den Kurs {number} ist noch ein Auftrag offen."),
        _("Warten Sie, bis er fertig ist, oder brechen Sie ihn auf der 3. Seite ab."),
    ),
    Code.CHANGED_AT_ZOOM: (
        _("Das Meeting des Kurses {number} wurde in Zoom von Hand geändert."),
        _(
            "Sehen Sie auf der 3. Seite nach, was gelten soll. Übertragen Sie den Kurs einzeln, wird die Änderung überschrieben."
        ),
    ),
    Code.BUSY: (
        _("Der Kurs {course} wird gerade übertragen."),
        _(
            "Warten Sie, bis die Übertragung fertig ist. Wurde sie unterbrochen, geht es nach fünf "
            "Minuten weiter."
        ),
    ),
    Code.NOTHING_TO_TRANSFER: (
        _("Kein Kurs ist angehakt: Es gibt nichts zu übertragen."),
        _("Haken Sie im Plan mindestens einen Kurs an, der übertragen werden kann."),
    ),
    Code.NO_MEETING: (
        _("Für den Kurs {number} gibt es kein Meeting."),
        _("Legen Sie auf der 3. Seite ein Meeting an."),
    ),
    Code.MEETING_GONE: (
        _("Das Meeting dieses Kurses gibt es in Zoom nicht mehr."),
        _(
            "Wählen Sie auf der 3. Seite „Neu anlegen“. Link, Meeting-ID und Passwort werden dann neu "
            "vergeben."
        ),
    ),
    Code.HOST_GONE: (
        _("Der Host {host} wurde in Zoom entfernt, und mit ihm das Meeting."),
        _(
            "Wählen Sie auf der 3. Seite einen anderen Host, dann „Neu anlegen“. Link, Meeting-ID und "
            "Passwort werden dann neu vergeben."
        ),
    ),
    Code.MEETING_BACK: (
        _("Das Meeting ist in Zoom wieder da; ein zweites wird nicht angelegt."),
        _(
            "Es ist wieder mit dem Kurs verbunden. Sehen Sie auf der 3. Seite nach, ob alles stimmt."
        ),
    ),
    Code.ZOOM_CHANGED_MEANWHILE: (
        _("In Zoom oder am Kurs wurde inzwischen noch etwas geändert; übernommen wurde nichts."),
        _("Prüfen Sie die neue Liste und wählen Sie dann noch einmal „Aus Zoom übernehmen“."),
    ),
    Code.OUTCOME_UNKNOWN: (
        _(
            "Es ist noch nicht bekannt, ob Zoom das Meeting angelegt hat: Die Antwort ging verloren."
        ),
        _(
            "Versuchen Sie es in {seconds} Sekunden noch einmal. Kurslink sucht dann zuerst danach, "
            "ein zweites Meeting entsteht nicht."
        ),
    ),
    Code.MEETING_ATTACHED: (
        _("„{field}“ kommt aus Zoom und kann nicht geändert werden, solange ein Meeting besteht."),
        _("Löschen Sie zuerst das Meeting."),
    ),
    Code.MEETING_EXISTS: (
        _("„{field}“ kann nicht geändert werden, solange ein Meeting besteht."),
        _(
            "Entscheiden Sie, was mit dem Meeting geschieht: löschen, oder nur lösen (es bleibt in "
            "Zoom bestehen, ohne Verbindung zum Kurs)."
        ),
    ),
    Code.MEETING_UNDECIDED: (
        _("Der Kurs {number} hat noch ein Meeting in Zoom."),
        _(
            "Entscheiden Sie, was mit dem Meeting geschieht: löschen, oder nur lösen (es bleibt in "
            "Zoom bestehen und steht dann unter „Meetings ohne Kurs“)."
        ),
    ),
    Code.MEETING_NUMBER_UNREADABLE: (
        _("„{text}“ ist weder eine Meeting-ID noch ein Link zu einem Meeting."),
        _(
            "Eine Meeting-ID hat 9 bis 12 Ziffern, zum Beispiel 830 1964 2761; in einem Link steht sie "
            "nach „/j/“."
        ),
    ),
    Code.MEETING_NOT_FOUND: (
        _("Das Meeting {meeting} gibt es im Zugang {account} nicht."),
        _(
            "Prüfen Sie die Meeting-ID. Vielleicht ist es in Zoom gelöscht oder abgelaufen, oder es "
            "gehört zu einem anderen Zugang: Den wählen Sie auf der 3. Seite."
        ),
    ),
    Code.MEETING_HELD: (
        _("Dieses Meeting gehört schon zum Kurs {number} ({title})."),
        _(
            "Jedes Meeting steht für einen Kurs. Lösen Sie es dort zuerst, oder wählen Sie ein anderes."
        ),
    ),
    Code.MEETING_IS_WEBINAR: (
        _("{meeting} ist in Zoom ein Webinar, kein Meeting."),
        _("Wandeln Sie es im Zoom-Portal in ein Meeting um, oder wählen Sie ein anderes."),
    ),
    Code.MEETING_HOST_UNKNOWN: (
        _("Der Host des Meetings, {host}, ist kein bekannter Benutzer des Zugangs {account}."),
        _(
            "Die Systemverwaltung wählt beim Zugang unter „Benutzer“ „Benutzer auslesen“; versuchen "
            "Sie es danach noch einmal."
        ),
    ),
    Code.MEETING_NOT_OURS: (
        _("Dieses Meeting hat nicht Kurslink angelegt; es wird hier nicht gelöscht."),
        _("Wer es angelegt hat, löscht es im Zoom-Portal. Oder ordnen Sie es einem Kurs zu."),
    ),
    Code.PERSONAL_ROOM: (
        _(
            "{meeting} ist der persönliche Meetingraum eines Benutzers und gehört keinem Kurs allein."
        ),
        _("Legen Sie für den Kurs ein eigenes Meeting an."),
    ),
    Code.INSTANT_MEETING: (
        _("{meeting} ist ein Sofortmeeting: Sein Link gilt nur, solange es läuft."),
        _("Wählen Sie ein geplantes Meeting, oder legen Sie für den Kurs eines an."),
    ),
    Code.COURSE_HAS_MEETING: (
        _("Der Kurs {number} hat schon ein Meeting."),
        _("Löschen oder lösen Sie es auf der 3. Seite zuerst, oder wählen Sie einen anderen Kurs."),
    ),
    Code.TEXT_TOO_LONG: (
        _("„{field}“ hat {count} Zeichen; erlaubt sind {limit}."),
        _("Kürzen Sie den Text. Gespeichert wurde nichts."),
    ),
    Code.LINK_INVALID: (
        _("„{link}“ ist keine Internetadresse."),
        _("Sie beginnt mit https:// oder http:// und enthält keine Leerzeichen."),
    ),
    Code.DATES_REVERSED: (
        _("„Datum bis“ liegt vor „Datum von“."),
        _("Prüfen Sie die beiden Daten auf der 1. Seite."),
    ),
    Code.COUNTS_REVERSED: (
        _("Die Mindestzahl der Teilnehmenden ist größer als die Höchstzahl."),
        _("Prüfen Sie die beiden Zahlen auf der 1. Seite."),
    ),
    Code.FILE_TOO_LARGE: (
        _("Die Datei ist größer als {limit} MB."),
        _("Exportieren Sie ein Semester nach dem anderen."),
    ),
    Code.EMAIL_INVALID: (
        _("„{email}“ ist keine gültige E-Mail-Adresse."),
        _("Prüfen Sie die Schreibweise."),
    ),
    Code.PASSWORD_WEAK: (
        _("Das Passwort ist zu schwach: {reasons}"),
        _("Wählen Sie ein längeres, das niemand errät."),
    ),
    Code.USER_EXISTS: (
        _("Die Person {email} gibt es schon."),
        _("Ändern Sie die vorhandene, statt eine zweite anzulegen."),
    ),
    Code.NAME_MISSING: (
        _("Der Nachname fehlt."),
        _("Geben Sie ihn ein; bei einer Firma steht dort ihr Name."),
    ),
    Code.ENROLMENT_EXISTS: (
        _("{name} steht schon in der Belegung dieses Kurses."),
        _("Öffnen Sie die vorhandene Anmeldung und ändern Sie dort ihren Status."),
    ),
    Code.TOPIC_VARIABLE: (
        _("Im Aufbau des Themas steht die unbekannte Variable <{name}> (Stelle {position})."),
        _("Erlaubt sind: {known}."),
    ),
    Code.VARIABLE_UNKNOWN: (
        _("Die Export-Variable „{name}“ gibt es nicht."),
        _("Wählen Sie unter diesen: {known}."),
    ),
    Code.VARIABLE_OF_ENROLMENT: (
        _("Die Export-Variable „{name}“ gehört zur Anmeldung einer Person, nicht zum Kurs."),
        _(
            "Lassen Sie sie weg, oder exportieren Sie die Anmeldungen (--level enrolment): Ein Export "
            "der Kurse hat eine Zeile je Kurs."
        ),
    ),
    Code.COLUMN_MEANING_UNKNOWN: (
        _("Eine Spalte kann nicht als „{meaning}“ gelesen werden."),
        _("Wählen Sie eine der angebotenen Bedeutungen."),
    ),
    Code.COLUMN_MEANING_TWICE: (
        _("Zwei Spalten sollen als „{meaning}“ gelesen werden."),
        _("Lassen Sie die Bedeutung nur einer Spalte, und wählen Sie bei der anderen eine andere."),
    ),
    Code.HEADINGS_MISSING: (
        _("Die Tabelle hat keine Kopfzeile: In ihrer ersten Zeile steht schon eine Person."),
        _(
            "Schreiben Sie darüber eine Zeile mit den Namen der Spalten, etwa KURSNR, NACHNAME, "
            "EMAIL, und laden Sie die Datei noch einmal hoch."
        ),
    ),
    Code.CALENDAR_OF_ENROLMENTS: (
        _("Einen Kalender gibt es nur von Kursen, nicht von Anmeldungen."),
        _("Wählen Sie CSV, XLSX oder JSON, oder exportieren Sie die Kurse."),
    ),
    Code.VARIABLE_LONG: (
        _("Die Variable „{name}“ hat mehrere Zeilen und passt in keine Spalte."),
        _("Lassen Sie sie weg; in Vorlagen für E-Mails können Sie sie verwenden."),
    ),
    Code.VARIABLE_NOT_ALLOWED: (
        _("Die Export-Variable „{name}“ darf Ihre Rolle nicht exportieren."),
        _("Lassen Sie sie weg, oder bitten Sie die Verwaltung um den Export."),
    ),
    Code.MAIL_SERVER_MISSING: (
        _("Es ist kein Mailserver eingestellt; E-Mails bleiben liegen, bis es einen gibt."),
        _(
            "Die IT trägt den Mailserver als KURSLINK_MAIL_URL ein und startet Kurslink neu (docs/settings.md)."
        ),
    ),
    Code.MAIL_SENDER_MISSING: (
        _("Es fehlt die Absenderadresse; ohne sie geht keine E-Mail hinaus."),
        _(
            "Die Systemverwaltung trägt sie unter Zentrale Einstellungen / Einrichtung bei „Absenderadresse“ ein."
        ),
    ),
    Code.MAIL_NOT_REPEATABLE: (
        _(
            "Diese E-Mail ist noch nicht gesendet ({state}) und kann deshalb nicht erneut gesendet werden."
        ),
        _("Warten Sie, bis sie hinausgegangen ist; eine wartende können Sie abbrechen."),
    ),
    Code.LOCKED: (
        _("Die Zoom-Schnittstelle ist auf dieser Installation nicht freigeschaltet."),
        _(
            "Die Systemverwaltung trägt den Freischaltcode unter Zentrale Einstellungen / Extras "
            "bei „Freischaltung“ ein. Kursdaten und Eingaben von Hand bleiben bis dahin nutzbar."
        ),
    ),
    Code.ACTIVATION_EXPIRED: (
        _("Die Freischaltung der Zoom-Schnittstelle ist am {until} abgelaufen."),
        _(
            "Die Systemverwaltung trägt einen neuen Freischaltcode ein. Bestehende Meetings und "
            "Links bleiben gültig."
        ),
    ),
    Code.ACTIVATION_FOREIGN: (
        _(
            "Der Freischaltcode gehört zu einer anderen Einrichtung oder Installation: {institution}."
        ),
        _(
            "Die Systemverwaltung fordert einen Code für diese Installation an. Name und Kennung, "
            "die dafür nötig sind, stehen bei „Freischaltung“."
        ),
    ),
    Code.ACTIVATION_DAMAGED: (
        _(
            "Der Freischaltcode ist unvollständig oder stammt nicht vom Anbieter dieser Installation."
        ),
        _(
            "Die Systemverwaltung kopiert den Code noch einmal vollständig, von „KL1.“ bis zum "
            "letzten Zeichen."
        ),
    ),
    Code.ACTIVATION_NOT_NEEDED: (
        _("Diese Installation braucht keine Freischaltung."),
        _("Es ist nichts zu tun; die Zoom-Schnittstelle kann ohne Code benutzt werden."),
    ),
}
SENTENCES = (
    _OWN
    | sending.SENTENCES
    | mail_templates.SENTENCES
    | people.SENTENCES
    | staff.SENTENCES
    | interface.SENTENCES
)
