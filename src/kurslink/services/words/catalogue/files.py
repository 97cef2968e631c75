"""Sentences for files: why one cannot be read, and what is odd or wrong with single courses."""

from django.utils.translation import gettext_lazy as _

from kurslink.sources.course_rows import RemarkCode as Remark
from kurslink.sources.file_kind import FileKind

UNREADABLE = {
    "source": (_("Die Datei kann nicht gelesen werden."), _("Exportieren Sie sie noch einmal.")),
    "file_too_large": (
        _("Die Datei ist zu groß."),
        _("Exportieren Sie ein Semester nach dem anderen."),
    ),
    "wrong_file_kind": (
        _("Das ist keine Datei mit Kursen, sondern {kind}."),
        _(
            "Wählen Sie den „generellen Internet-XML-Export“ aus KuferSQL (meist internet.xml), "
            "eine Open-vhs-Datei, die Kurs-Datei aus Berlin (JSON) oder eine Tabelle (CSV oder .xlsx)."
        ),
    ),
    "wrong_enrolment_file": (
        _("Das ist keine Datei mit Anmeldungen, sondern {kind}."),
        _("Wählen Sie die Anmeldungen aus KuferSQL (XML) oder eine Tabelle (CSV oder .xlsx)."),
    ),
    "unsafe_xml": (
        _(
            "Die Datei enthält Anweisungen, die in einem Kurs-Export nichts zu suchen haben "
            "({construct}, Zeile {line})."
        ),
        _("Exportieren Sie die Datei neu und verändern Sie sie nicht. Importiert wurde nichts."),
    ),
    "unreadable_text": (
        _("In Zeile {line} stehen Zeichen, die zu keiner Zeichenkodierung passen."),
        _("Exportieren Sie die Datei neu und speichern Sie sie nicht in einem anderen Programm."),
    ),
    "broken_xml": (
        _("Die Datei ist beschädigt: In Zeile {line}, Element „{element}“, bricht sie ab."),
        _("Exportieren Sie sie noch einmal. Importiert wurde nichts."),
    ),
    "broken_json": (
        _("Die Datei ist beschädigt: Der Kurs, der in Zeile {line} beginnt, ist nicht lesbar."),
        _("Laden Sie sie noch einmal herunter. Importiert wurde nichts."),
    ),
    "column_missing": (
        _("In der Kopfzeile fehlt die Spalte „{column}“."),
        _(
            "Benennen Sie die Spalte so, oder sagen Sie auf der Seite „Import“, welche es ist. Die erste "
            "Zeile der Tabelle muss die Spaltennamen enthalten."
        ),
    ),
    "broken_table": (
        _("Die Zeile {line} der Tabelle endet nicht: Ein Anführungszeichen fehlt."),
        _("Speichern Sie die Tabelle neu als CSV. Importiert wurde nichts."),
    ),
    "empty_table": (
        _("Die Tabelle enthält keine Zeilen."),
        _("Exportieren Sie sie noch einmal. Importiert wurde nichts."),
    ),
    "unsafe_workbook": (
        _("Die Excel-Datei wird nicht gelesen: {construct}."),
        _("Speichern Sie die Tabelle allein, ohne Makros und Verknüpfungen, als .xlsx oder CSV."),
    ),
    "broken_workbook": (
        _("Die Datei ist keine lesbare Excel-Arbeitsmappe (.xlsx)."),
        _("Speichern Sie die Tabelle neu als .xlsx oder CSV. Importiert wurde nichts."),
    ),
    "day_list": (
        _("Die Liste der Kurstage ist in Zeile {line} nicht lesbar ({problem})."),
        _("Erwartet wird: date,start,end und wahlweise room, eine Zeile je Kurstag."),
    ),
}

KINDS = {
    FileKind.KUFER_COURSES: _("ein Kurs-Export aus KuferSQL"),
    FileKind.KUFER_REGISTRATIONS: _("ein Export der Anmeldungen aus KuferSQL"),
    FileKind.OPEN_VHS: _("eine Open-vhs-Datei"),
    FileKind.CSV: _("eine CSV-Datei"),
    FileKind.ZIP: _("ein ZIP-Archiv oder eine Excel-Datei"),
    FileKind.JSON: _("eine JSON-Datei"),
    FileKind.HTML: _("eine Internetseite"),
    FileKind.XML_WITH_DOCTYPE: _("eine XML-Datei mit DOCTYPE"),
    FileKind.OTHER_XML: _("eine andere XML-Datei"),
    FileKind.PDF: _("ein PDF"),
    FileKind.PROGRAM: _("ein Programm"),
    FileKind.OLD_OFFICE: _("eine ältere Office-Datei"),
    FileKind.EMPTY: _("eine leere Datei"),
    FileKind.UNKNOWN: _("eine Datei unbekannter Art"),
}

REMARKS = {
    Remark.CANCELLATION_WITHOUT_VALUE: _("Das Feld „ausfall“ ist leer; gewertet als Ausfall."),
    Remark.CELLS_SURPLUS: _("Die Zeile hat mehr Zellen als die Kopfzeile Spalten."),
    Remark.COUNT_INVALID: _("Keine Zahl: „{value}“."),
    Remark.COURSE_IN_SEVERAL: _(
        "Den Kurs {number} gibt es in mehreren Semestern: {semesters}. Nennen Sie das Semester."
    ),
    Remark.COURSE_UNKNOWN: _(
        "Den Kurs {number} gibt es hier nicht. Importieren Sie zuerst die Kurse."
    ),
    Remark.DAY_CANCELLED: _("Der Kurstag {date} fällt laut Datei aus und wird ausgelassen."),
    Remark.DATE_IMPLAUSIBLE: _("Das Datum „{value}“ kann nicht stimmen."),
    Remark.DATE_INVALID: _("Das Datum „{value}“ gibt es nicht."),
    Remark.DATE_MISSING: _("Es fehlt ein Datum."),
    Remark.DATES_REVERSED: _("Das Ende liegt vor dem Beginn."),
    Remark.DAY_COUNT_DIFFERS: _("Angegeben sind {said} Kurstage, gefunden {found}."),
    Remark.DAY_TWICE: _("Der Kurstag {date} steht doppelt in der Datei."),
    Remark.DAYS_OVERLAP: _("Am {date} überschneiden sich Kurstage."),
    Remark.EMAIL_INVALID: _("Eine E-Mail-Adresse ist ungültig und wurde weggelassen."),
    Remark.EMAIL_REFUSED: _("„{value}“ ist keine einzelne gültige E-Mail-Adresse."),
    Remark.ENCODING_GUESSED: _("Die Zeichenkodierung war falsch angegeben und wurde erkannt."),
    Remark.ENROLMENT_TWICE: _("Dieselbe Anmeldung steht schon in Zeile {first_line}; diese gilt."),
    Remark.INSTRUCTOR_INACTIVE: _("Dozent/in {instructor} ist in KuferSQL nicht aktiv."),
    Remark.INSTRUCTOR_WITHOUT_NAME: _("Dozent/in ohne Namen."),
    Remark.LENGTH_IMPLAUSIBLE: _("Am {date}: von {begin} bis {end} kann nicht stimmen."),
    Remark.LENGTH_ZERO: _("Am {date}: Beginn und Ende sind gleich ({begin})."),
    Remark.NAME_MISSING: _("Der Nachname fehlt."),
    Remark.NUMBER_MISSING: _("Die Kursnummer fehlt."),
    Remark.NUMBER_SHARED: _(
        "Die Kursnummer {number} haben mehrere Kurse der Datei (Zeilen {lines}); Kurslink kann sie "
        "nicht unterscheiden. Geben Sie in der Kursverwaltung jedem eine eigene."
    ),
    Remark.NUMBER_TWICE: _("Die Kursnummer steht zweimal in der Datei."),
    Remark.PEOPLE_UNNAMED: _("Angemeldet sind {said} Personen, genannt werden {found}."),
    Remark.START_TWICE: _("Am {date} beginnen zwei Kurstage zur selben Zeit."),
    Remark.STATUS_UNKNOWN: _("Den Status „{value}“ kennt Kurslink nicht."),
    Remark.TIME_DOES_NOT_EXIST: _("Am {date} gibt es diese Uhrzeit nicht (Sommerzeit)."),
    Remark.TIME_INCOMPLETE: _("Am {date} fehlt Beginn oder Ende."),
    Remark.TIME_INVALID: _("Die Uhrzeit „{value}“ gibt es nicht."),
    Remark.TIME_OCCURS_TWICE: _("Am {date} gibt es {time} Uhr zweimal (Winterzeit)."),
    Remark.TITLE_MISSING: _("Der Titel fehlt."),
    Remark.TOO_LONG: _("{count} Zeichen, erlaubt sind {limit}."),
    Remark.VALUE_DIFFERS: _(
        "In Zeile {first_line} steht für denselben Kurs etwas anderes; das gilt."
    ),
}
