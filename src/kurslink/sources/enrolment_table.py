"""Reads a table of enrolments: a header, then one row per person and course.

Canonical: `KURSNR,ANREDE,TITEL,VORNAME,NACHNAME,EMAIL,STATUS`; more columns are known, German
headings of course administrations too, in any order. An empty cell says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_rows import Rejection, RemarkCode
from kurslink.sources.csv_table import Row
from kurslink.sources.email_address import is_email_address
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow, Reading, RowStatus
from kurslink.sources.enrolment_status import STATUSES
from kurslink.sources.errors import ColumnMissing, EmptyTable, FileTooLarge
from kurslink.sources.workbook import MAX_COLUMNS

MAX_ROWS = 200_000
"""Ten times what the largest centres enrol in a semester."""

# Heading in capital letters without signs → our word. The first of each group is canonical.
_COLUMNS = {
    "course": ("KURSNR", "KURSNUMMER", "KNR", "KURS"),
    "semester": ("SEMESTER",),
    "salutation": ("ANREDE",),
    "title": ("TITEL", "AKADEMISCHERTITEL", "NAMETITEL"),
    "first_name": ("VORNAME", "RUFNAME"),
    "last_name": ("NACHNAME", "NAME", "FAMILIENNAME", "ZUNAME"),
    "email": ("EMAIL", "MAIL", "EMAILADRESSE", "MAILADRESSE", "EMAILANZEIGE"),
    "phone": ("TELEFON", "TEL", "TELEFONNUMMER", "RUFNUMMER", "TELANZEIGE"),
    "status": ("STATUS", "BELEGUNGSSTATUS", "ANMELDESTATUS"),
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
_WORDS = {heading: word for word, headings in _COLUMNS.items() for heading in headings}
_REQUIRED = ("course", "last_name")
_LIMITS = {
    "course": 40, "semester": 20, "salutation": 30, "title": 50, "phone": 50, "email": 254,
    "number": 40, "person_number": 30, "registrant_number": 30, "registrant_email": 254,
    "link": 200, "participant_code": 200, "passcode": 200,
}  # fmt: skip
_LONGEST_NAME = 100
# Written tables put an apostrophe before what a spreadsheet would calculate; see safety of exports.
_GUARDED = ("'=", "'+", "'-", "'@")


def read_table(rows: Iterator[Row]) -> Iterator[Reading]:
    """Rows and what is wrong with rows, in order.

    Raises ColumnMissing, EmptyTable, FileTooLarge, and what `rows` raises.
    """
    header = next(rows, None)
    if header is None:
        raise EmptyTable
    columns = _Columns.of(header)
    count = 0
    for line, cells in rows:
        count += 1
        if count > MAX_ROWS:
            raise FileTooLarge(limit=MAX_ROWS, line=line)
        yield from _Line(line, columns, cells).readings()
    if not count:
        raise EmptyTable(line=header[0])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each known column stands, and its heading as the file writes it."""

    places: dict[str, int]
    headings: list[str]

    @classmethod
    def of(cls, header: Row) -> "_Columns":
        """Of two columns with one meaning the first. Raises ColumnMissing."""
        line, headings = header[0], [clean_text(cell) for cell in header[1]]
        if len(headings) > MAX_COLUMNS:
            raise FileTooLarge(limit=MAX_COLUMNS, line=line)
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            signs = "".join(sign for sign in heading.upper() if sign.isalnum())
            if word := _WORDS.get(signs):
                places.setdefault(word, place)
        for required in _REQUIRED:
            if required not in places:
                raise ColumnMissing(line=line, column=_COLUMNS[required][0])
        return cls(places, headings)


@dataclass(slots=True)
class _Line:
    """One row while it is read."""

    line: int
    columns: _Columns
    cells: list[str]
    refused: list[tuple[str, RemarkCode, dict[str, str]]] = field(default_factory=list)

    def readings(self) -> Iterator[Reading]:
        """The enrolment, or everything that keeps it out."""
        row = self._row()
        if any(cell.strip() for cell in self.cells[len(self.columns.headings) :]):
            self.refused.append(("", RemarkCode.CELLS_SURPLUS, {}))
        if not self.refused:
            yield row
            return
        semester = row.semester_code
        for column, code, data in self.refused:
            pairs = tuple((key, text[:80]) for key, text in data.items())
            yield Rejection(self.line, column, code, row.course_number[:40], semester, pairs)

    def _row(self) -> EnrolmentRow:
        number, last_name = self._text("course"), self._text("last_name")
        if not number:
            self._refuse("course", RemarkCode.NUMBER_MISSING)
        if not last_name:
            self._refuse("last_name", RemarkCode.NAME_MISSING)
        return EnrolmentRow(
            line=self.line,
            course_number=number,
            semester_code=self._text("semester") or None,
            person=PersonRow(
                last_name=last_name,
                first_name=self._text("first_name"),
                salutation=self._text("salutation"),
                title=self._text("title"),
                email=self._email("email"),
                phone=self._text("phone"),
                number=self._text("person_number"),
            ),
            status=self._status(),
            registrant=self._registrant(),
            number=self._text("number"),
            link=self._text("link"),
            participant_code=self._text("participant_code"),
            passcode=self._text("passcode"),
        )

    def _registrant(self) -> PersonRow | None:
        """Who registered; a row that repeats the participant names nobody else."""
        last_name = self._text("registrant_last_name")
        if not last_name:
            return None
        registrant = PersonRow(
            last_name=last_name,
            first_name=self._text("registrant_first_name"),
            email=self._email("registrant_email"),
            number=self._text("registrant_number"),
        )
        own = (self._text("last_name"), self._text("first_name"))
        is_same = (registrant.last_name, registrant.first_name) == own
        return None if is_same and registrant.email in {"", self._text("email")} else registrant

    def _status(self) -> RowStatus:
        text = self._text("status")
        status = STATUSES.get(text.casefold())
        if status is None:
            self._refuse("status", RemarkCode.STATUS_UNKNOWN, value=text)
        return status or RowStatus.ENROLLED

    def _email(self, column: str) -> str:
        text = self._text(column)
        if text and not is_email_address(text):
            self._refuse(column, RemarkCode.EMAIL_REFUSED, value=text)
        return text

    def _text(self, column: str) -> str:
        place = self.columns.places.get(column)
        if place is None or place >= len(self.cells):
            return ""
        text = clean_text(self.cells[place])
        text = text[1:] if text.startswith(_GUARDED) else text
        limit = _LIMITS.get(column, _LONGEST_NAME)
        if len(text) > limit:
            self._refuse(column, RemarkCode.TOO_LONG, count=str(len(text)), limit=str(limit))
        return text

    def _refuse(self, column: str, code: RemarkCode, **data: str) -> None:
        refusal = (self.columns.headings[self.columns.places[column]], code, data)
        if refusal not in self.refused:
            self.refused.append(refusal)
