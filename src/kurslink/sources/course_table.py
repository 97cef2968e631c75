"""Reads a table of courses: a header, then one row per course day, or one per course.

Canonical: `SEMESTER,KURSNR,KURSTITEL,DATUM,BEGINN,ENDE,RAUM`; more columns are known, German
headings of course administrations too, in any order. A column that is not there says nothing: what
it would say stays as it is (decision 15). Rows of one course need not stand together.
"""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from kurslink.sources.course_reading import gather
from kurslink.sources.course_rows import CourseFile
from kurslink.sources.csv_table import Row
from kurslink.sources.errors import EmptyTable, FileTooLarge
from kurslink.sources.table_columns import GUESS, Choice, Columns, Vocabulary
from kurslink.sources.table_course import LIMITS, TableCourse
from kurslink.sources.table_line import TableLine

MAX_ROWS = 200_000
"""As many as a sheet may have; ten thousand courses of twenty days."""

VOCABULARY: Vocabulary = {
    "semester": ("SEMESTER", "PERIODE"),
    "number": ("KURSNR", "KURSNUMMER", "KNR", "NUMMER", "VERANSTALTUNGSNR", "VERANSTALTUNGSNUMMER"),
    "title": ("KURSTITEL", "TITEL", "HAUPTTITEL", "KURSNAME", "BEZEICHNUNG", "VERANSTALTUNG"),
    "date": ("DATUM", "TAG", "KURSTAG", "TERMIN"),
    "begin": ("BEGINN", "VON", "UHRZEITVON", "BEGINNUHRZEIT", "BEGINNUHR", "ZEITVON", "UHRVON",
              "STARTZEIT"),
    "end": ("ENDE", "BIS", "UHRZEITBIS", "ENDEUHRZEIT", "ENDEUHR", "ZEITBIS", "UHRBIS", "ENDZEIT"),
    "times": ("UHRZEIT", "ZEIT", "VONBIS"),
    "room": ("RAUM", "RAUMNAME", "KURSRAUM", "ORTRAUMNAME"),
    "building": ("GEBÄUDE", "GEBAEUDE", "HAUS", "ORTGEBAEUDE"),
    "starts_on": ("DATUMVON", "BEGINNDATUM", "BEGINNDAT", "STARTDATUM", "KURSBEGINN"),
    "ends_on": ("DATUMBIS", "ENDEDATUM", "ENDDATUM", "ENDEDAT", "KURSENDE"),
    "subtitle": ("UNTERTITEL", "TITELLANG"),
    "department_code": ("FACHB", "FACHBEREICHSNUMMER", "FACHBEREICHKÜRZEL"),
    "department": ("FACHBEREICH", "FACHBTEXT", "PROGRAMMBEREICH"),
    "place": ("KURSORT", "ORT", "VERANSTALTUNGSORT", "ORTNAME"),
    "minimum": ("TNMIN", "MINDESTTEILNEHMER", "MINTN", "MINDESTTEILNEHMERZAHL",
                "MINIMALETEILNEHMERZAHL", "TEILNEHMENDEMINDESTENS"),
    "maximum": ("TNMAX", "MAXTN", "HÖCHSTTEILNEHMERZAHL", "MAXIMALETEILNEHMERZAHL",
                "TEILNEHMENDEHÖCHSTENS"),
    "enrolled": ("TNANMELDUNGEN", "BELEGUNG", "ANMELDUNGEN", "AKTUELLETEILNEHMERZAHL"),
    "waiting": ("TNWARTELISTE", "WARTELISTE"),
    "status": ("STATUS", "KURSSTATUS"),
    "cancelled": ("AUSFALL",),
    "online": ("KURSART", "ONLINE", "ONLINEKURS", "WEBINAR"),
    "instructors": ("DOZENT", "DOZENTEN", "DOZENTIN", "KURSLEITUNG", "KURSLEITER", "KURSLEITERIN",
                    "DOZENTNAME"),
    "instructor_number": ("DNR", "DOZENTNR", "DOZENTENNUMMER", "DOZENTNUMMER"),
    "instructor_first_name": ("DOZENTVORNAME", "DOZENTENVORNAME"),
    "instructor_email": ("DOZENTEMAIL", "DOZENTENEMAIL", "DOZENTMAIL", "KURSLEITUNGEMAIL"),
}  # fmt: skip


def read_course_table(rows: Iterator[Row], *, zone: ZoneInfo, choice: Choice = GUESS) -> CourseFile:
    """Every course of the table; wall clock times are those of `zone`.

    Raises ColumnMissing, EmptyTable, FileTooLarge, and what `rows` raises.
    """
    header = next(rows, None)
    if header is None:
        raise EmptyTable
    columns = Columns.of(header, VOCABULARY, choice)
    columns.require(_required(columns), VOCABULARY, line=header[0])
    courses: dict[tuple[str, str], TableCourse] = {}
    for line in _lines(rows, columns):
        courses.setdefault(_key(line), TableCourse(zone)).add(line)
    if not courses:
        raise EmptyTable(line=header[0])
    return gather(course.reading() for course in courses.values())


def _required(columns: Columns) -> tuple[str, ...]:
    """Days without times would replace those that have them: a date needs both."""
    return (
        ("number", "begin", "end") if "date" in columns and "times" not in columns else ("number",)
    )


def _lines(rows: Iterable[Row], columns: Columns) -> Iterator[TableLine]:
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise FileTooLarge(limit=MAX_ROWS, line=number)
        yield TableLine(number, columns, cells, LIMITS)


def _key(line: TableLine) -> tuple[str, str]:
    """What makes rows one course; a row without a number is nobody's."""
    number = line.text_of("number").casefold()
    return line.text_of("semester"), number or f"\0{line.number}"
