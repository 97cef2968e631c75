"""Knows what `kurslink plan` says to people, in German and English: warnings and refusals."""

from typing import NamedTuple

from kurslink.cli.language import Language
from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.sources.errors import DayListError, SourceError


class Refusal(NamedTuple):
    """What went wrong, and what to do about it."""

    code: str
    message: str
    hint: str


def caveat_sentence(caveat: Caveat, language: Language) -> str:
    """The warning as a sentence."""
    day = f"{caveat.on:{_DATE[language]}}" if caveat.on else ""
    return _CAVEATS[language][caveat.code].format(day=day)


def source_refusal(error: SourceError, language: Language) -> Refusal:
    """Why a list of days could not be read."""
    code = error.problem.value if isinstance(error, DayListError) else error.key
    return refusal(code, language, line=error.line, **error.data)


def refusal(code: str, language: Language, **data: str | int) -> Refusal:
    """The sentences of a reason, filled with its data."""
    message, hint = _REFUSALS[language][code]
    return Refusal(code, message.format(**data), hint)


_DATE = {Language.GERMAN: "%d.%m.%Y", Language.ENGLISH: "%Y-%m-%d"}

_CAVEATS = {
    Language.GERMAN: {
        CaveatCode.DAYS_NOT_IN_ZOOM: "Mehr Termine, als eine Serie fassen darf: "
        "ein Link ohne feste Zeiten, die Termine stehen nicht in Zoom.",
        CaveatCode.SEVERAL_LINKS: "Mehr Termine, als eine Serie fassen darf: "
        "jeder Zeitraum bekommt einen eigenen Link.",
        CaveatCode.TIME_DOES_NOT_EXIST: "Am {day} gibt es diese Uhrzeit nicht, "
        "weil die Uhr vorgestellt wird: der Termin ist ausgelassen.",
        CaveatCode.TIME_HAPPENS_TWICE: "Am {day} gibt es diese Uhrzeit zweimal, "
        "weil die Uhr zurückgestellt wird: gemeint ist die frühere.",
        CaveatCode.PAST_LEFT_OUT: "Der Termin am {day} hat schon begonnen und ist ausgelassen.",
    },
    Language.ENGLISH: {
        CaveatCode.DAYS_NOT_IN_ZOOM: "More days than a series may hold: "
        "one link without fixed times, Zoom does not show the dates.",
        CaveatCode.SEVERAL_LINKS: "More days than a series may hold: "
        "each period gets a link of its own.",
        CaveatCode.TIME_DOES_NOT_EXIST: "On {day} this time does not exist "
        "because the clock is put forward: the day is left out.",
        CaveatCode.TIME_HAPPENS_TWICE: "On {day} this time happens twice "
        "because the clock is put back: the earlier one is meant.",
        CaveatCode.PAST_LEFT_OUT: "The day on {day} has already begun and is left out.",
    },
}

_REFUSALS = {
    Language.GERMAN: {
        "file_unreadable": (
            "Die Datei {file} darf oder kann nicht gelesen werden.",
            "Bitte die Rechte der Datei prüfen.",
        ),
        "file_missing": (
            "Die Datei {file} gibt es nicht.",
            "Bitte den Namen prüfen; „-“ liest die Standardeingabe.",
        ),
        "file_too_large": (
            "Die Liste ist größer als {limit} Bytes.",
            "Bitte nur die Termine eines Kurses übergeben.",
        ),
        "wrong_file_kind": (
            "Die Datei ist keine CSV-Liste, sondern sieht aus wie: {kind}.",
            "Erwartet wird CSV mit der Kopfzeile date,start,end[,room].",
        ),
        "unreadable_text": (
            "Zeile {line} enthält Zeichen, die zu keiner Kodierung passen.",
            "Bitte die Datei als CSV UTF-8 speichern.",
        ),
        "no_rows": (
            "Die Liste enthält keinen Termin.",
            "Unter der Kopfzeile date,start,end[,room] steht je Zeile ein Termin.",
        ),
        "column_missing": (
            "In der Kopfzeile (Zeile {line}) fehlt die Spalte „{column}“.",
            "Erwartet wird die Kopfzeile date,start,end[,room].",
        ),
        "cells_missing": (
            "In Zeile {line} fehlt der Wert der Spalte „{column}“.",
            "Jeder Termin braucht Datum, Beginn und Ende.",
        ),
        "cells_surplus": (
            "Zeile {line} hat mehr Werte als die Kopfzeile Spalten.",
            "Werte, die das Trennzeichen enthalten, gehören in Anführungszeichen.",
        ),
        "quotes_broken": (
            "Ab Zeile {line} ist die Liste nicht lesbar: Anführungszeichen nicht geschlossen "
            "oder Feld zu lang.",
            "Bitte die Anführungszeichen dieser Zeile prüfen.",
        ),
        "date_invalid": (
            "Zeile {line}: „{value}“ ist kein Datum.",
            "Daten so schreiben: 2026-09-02 oder 02.09.2026.",
        ),
        "date_implausible": (
            "Zeile {line}: Das Jahr in „{value}“ kann nicht gemeint sein.",
            "Daten so schreiben: 2026-09-02 oder 02.09.2026.",
        ),
        "time_invalid": (
            "Zeile {line}: „{value}“ ist keine Uhrzeit.",
            "Uhrzeiten so schreiben: 16:30.",
        ),
        "start_twice": (
            "Zeile {line} beginnt im selben Augenblick wie Zeile {first_line} ({value}).",
            "Bitte einen der beiden Termine streichen oder verschieben.",
        ),
        "no_days_left": (
            "Kein Termin ist übrig: alle sind vergangen oder haben eine Uhrzeit, die die "
            "Zeitumstellung auslässt.",
            "Bitte Termine in der Zukunft übergeben.",
        ),
    },
    Language.ENGLISH: {
        "file_unreadable": (
            "The file {file} may not or cannot be read.",
            "Check the permissions of the file.",
        ),
        "file_missing": (
            "There is no file {file}.",
            'Check its name; "-" reads standard input.',
        ),
        "file_too_large": (
            "The list is larger than {limit} bytes.",
            "Pass the days of one course only.",
        ),
        "wrong_file_kind": (
            "The file is no CSV list but looks like: {kind}.",
            "Expected is CSV with the header date,start,end[,room].",
        ),
        "unreadable_text": (
            "Line {line} holds characters that fit no encoding.",
            "Save the file as CSV UTF-8.",
        ),
        "no_rows": (
            "The list holds no day.",
            "Below the header date,start,end[,room] each line is one day.",
        ),
        "column_missing": (
            'The header (line {line}) lacks the column "{column}".',
            "Expected is the header date,start,end[,room].",
        ),
        "cells_missing": (
            'Line {line} lacks a value for the column "{column}".',
            "Each day needs a date, a start and an end.",
        ),
        "cells_surplus": (
            "Line {line} has more values than the header has columns.",
            "Quote values that contain the delimiter.",
        ),
        "quotes_broken": (
            "From line {line} on the list is unreadable: quotes not closed or a field too long.",
            "Check the quotes of this line.",
        ),
        "date_invalid": (
            'Line {line}: "{value}" is no date.',
            "Write dates as 2026-09-02 or 02.09.2026.",
        ),
        "date_implausible": (
            'Line {line}: the year in "{value}" cannot be meant.',
            "Write dates as 2026-09-02 or 02.09.2026.",
        ),
        "time_invalid": (
            'Line {line}: "{value}" is no time of day.',
            "Write times as 16:30.",
        ),
        "start_twice": (
            "Line {line} begins at the same moment as line {first_line} ({value}).",
            "Remove or move one of the two days.",
        ),
        "no_days_left": (
            "No day is left: all are past or have a time that does not exist.",
            "Pass days in the future.",
        ),
    },
}
