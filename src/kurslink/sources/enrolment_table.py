"""Reads a table of enrolments: a header, then one row per person and course.

Canonical: `KURSNR,ANREDE,TITEL,VORNAME,NACHNAME,EMAIL,STATUS`; more columns are known, German
headings of course administrations too, in any order. An empty cell says nothing.
"""

from collections.abc import Iterator

from kurslink.sources.course_rows import RemarkCode
from kurslink.sources.csv_table import Row
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow, Reading, RowStatus
from kurslink.sources.enrolment_status import STATUSES
from kurslink.sources.errors import EmptyTable, FileTooLarge
from kurslink.sources.table_columns import GUESS, Choice, Columns, Vocabulary
from kurslink.sources.table_line import TableLine

MAX_ROWS = 200_000
"""Ten times what the largest centres enrol in a semester."""

VOCABULARY: Vocabulary = {
    "course": ("KURSNR", "KURSNUMMER", "KNR", "KURS"),
    "semester": ("SEMESTER",),
    "salutation": ("ANREDE",),
    "title": ("TITEL", "AKADEMISCHERTITEL", "NAMETITEL"),
    "first_name": ("VORNAME", "RUFNAME"),
    "last_name": ("NACHNAME", "NAME", "FAMILIENNAME", "ZUNAME"),
    "email": ("EMAIL", "MAIL", "EMAILADRESSE", "MAILADRESSE", "EMAILANZEIGE"),
    "phone": ("TELEFON", "TEL", "TELEFONNUMMER", "RUFNUMMER", "TELANZEIGE"),
    "status": ("STATUS", "BELEGUNGSSTATUS", "ANMELDESTATUS", "ANMSTATUS"),
    "number": ("ANMELDENR", "ANMELDENUMMER", "ANMELDUNGSNUMMER", "BELEGUNGSNUMMER"),
    "person_number": ("TNR", "TEILNEHMERNUMMER", "TEILNEHMERNR"),
    "registrant_number": ("ANMELDERNUMMER", "ANMELDERTNR"),
    "registrant_first_name": ("ANMELDERVORNAME",),
    "registrant_last_name": ("ANMELDERNACHNAME", "ANMELDERNAME", "ANMELDER", "AUFTRAGGEBER"),
    "registrant_email": ("ANMELDEREMAIL", "AUFTRAGGEBEREMAIL"),
    "link": ("ONLINELINK", "LINK"),
    "participant_code": ("ONLINECODE", "TEILNEHMERCODE"),
    "passcode": ("ONLINEPW", "PASSWORT"),
}
_REQUIRED = ("course", "last_name")
_LIMITS = {
    "course": 40, "semester": 60, "salutation": 30, "title": 50, "phone": 50, "email": 254,
    "number": 40, "person_number": 30, "registrant_number": 30, "registrant_email": 254,
    "link": 200, "participant_code": 200, "passcode": 200,
}  # fmt: skip


def read_table(rows: Iterator[Row], choice: Choice = GUESS) -> Iterator[Reading]:
    """Rows and what is wrong with rows, in order.

    Raises ColumnMissing, EmptyTable, FileTooLarge, and what `rows` raises.
    """
    header = next(rows, None)
    if header is None:
        raise EmptyTable
    columns = Columns.of(header, VOCABULARY, choice)
    columns.require(_REQUIRED, VOCABULARY, line=header[0])
    count = 0
    for number, cells in rows:
        count += 1
        if count > MAX_ROWS:
            raise FileTooLarge(limit=MAX_ROWS, line=number)
        yield from _readings(TableLine(number, columns, cells, _LIMITS))
    if not count:
        raise EmptyTable(line=header[0])


def _readings(line: TableLine) -> Iterator[Reading]:
    """The enrolment, or everything that keeps it out."""
    row = _row(line)
    line.refuse_surplus()
    rejections = line.remarks.rejections(row.course_number[:40], row.semester_code)
    yield from rejections or (row,)


def _row(line: TableLine) -> EnrolmentRow:
    number, last_name = line.text_of("course"), line.text_of("last_name")
    if not number:
        line.refuse("course", RemarkCode.NUMBER_MISSING)
    if not last_name:
        line.refuse("last_name", RemarkCode.NAME_MISSING)
    return EnrolmentRow(
        line=line.number,
        course_number=number,
        semester_code=line.text_of("semester") or None,
        person=PersonRow(
            last_name=last_name,
            first_name=line.text_of("first_name"),
            salutation=line.text_of("salutation"),
            title=line.text_of("title"),
            email=line.email_of("email"),
            phone=line.text_of("phone"),
            number=line.text_of("person_number"),
        ),
        status=_status(line),
        registrant=_registrant(line),
        number=line.text_of("number"),
        link=line.text_of("link"),
        participant_code=line.text_of("participant_code"),
        passcode=line.text_of("passcode"),
    )


def _registrant(line: TableLine) -> PersonRow | None:
    """Who registered; a row that repeats the participant names nobody else."""
    last_name = line.text_of("registrant_last_name")
    if not last_name:
        return None
    registrant = PersonRow(
        last_name=last_name,
        first_name=line.text_of("registrant_first_name"),
        email=line.email_of("registrant_email"),
        number=line.text_of("registrant_number"),
    )
    own = (line.text_of("last_name"), line.text_of("first_name"))
    is_same = (registrant.last_name, registrant.first_name) == own
    return None if is_same and registrant.email in {"", line.text_of("email")} else registrant


def _status(line: TableLine) -> RowStatus:
    text = line.text_of("status")
    status = STATUSES.get(text.casefold())
    if status is None:
        line.refuse("status", RemarkCode.STATUS_UNKNOWN, value=text)
    return status or RowStatus.ENROLLED
