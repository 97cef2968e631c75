"""Reads the cells of one row of a table and notes, with its heading, what is wrong with each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_rows import RemarkCode
from kurslink.sources.email_address import is_email_address
from kurslink.sources.german_values import read_count, read_date, read_end_time, read_time
from kurslink.sources.remarks import Complaint, Place, Remarks
from kurslink.sources.table_columns import Columns

# Written tables put an apostrophe before what a spreadsheet would calculate; see safety of exports.
_GUARDED = ("'=", "'+", "'-", "'@")
_LONGEST = 100
_Value = TypeVar("_Value")


@dataclass(slots=True)
class TableLine:
    """One row while it is read; a missing or empty cell is "" or None.

    `limits` are the characters a word may have, where they differ from a hundred.
    """

    number: int
    columns: Columns
    cells: list[str]
    limits: Mapping[str, int]
    remarks: Remarks = field(default_factory=Remarks)

    def text_of(self, word: str) -> str:
        """The cleaned text of a cell; a longer one than allowed is refused."""
        place = self.columns.places.get(word)
        if place is None or place >= len(self.cells):
            return ""
        text = clean_text(self.cells[place])
        text = text[1:] if text.startswith(_GUARDED) else text
        limit = self.limits.get(word, _LONGEST)
        if len(text) > limit:
            self.refuse(word, RemarkCode.TOO_LONG, count=str(len(text)), limit=str(limit))
        return text

    def email_of(self, word: str) -> str:
        """A single address; anything else is refused."""
        text = self.text_of(word)
        if text and not is_email_address(text):
            self.refuse(word, RemarkCode.EMAIL_REFUSED, value=text)
        return text

    def date_of(self, word: str) -> date | None:
        """A German or ISO date; one that cannot be read is refused."""
        return self._read(word, read_date, self.remarks.refuse)

    def time_of(self, word: str) -> time | None:
        """A time of day; one that cannot be read is refused."""
        return self._read(word, read_time, self.remarks.refuse)

    def end_time_of(self, word: str) -> time | None:
        """A time of day where „24:00“ may stand for midnight."""
        return self._read(word, read_end_time, self.remarks.refuse)

    def count_of(self, word: str) -> int | None:
        """A number of people; one that cannot be read is unknown, with a warning."""
        return self._read(word, read_count, self.remarks.warn)

    def refuse(self, word: str, code: RemarkCode, **data: str) -> None:
        """Note what keeps the row out."""
        self.remarks.refuse(self.place_of(word), code, **data)

    def refuse_surplus(self) -> None:
        """Note cells that stand below no heading: the row has slipped."""
        if any(cell.strip() for cell in self.cells[len(self.columns.headings) :]):
            self.remarks.refuse(Place(self.number, ""), RemarkCode.CELLS_SURPLUS)

    def place_of(self, word: str) -> Place:
        """Where the cell stands."""
        return Place(self.number, self.columns.heading_of(word))

    def _read(
        self,
        word: str,
        read: Callable[[str], _Value | RemarkCode | None],
        complain: Complaint,
    ) -> _Value | None:
        text = self.text_of(word)
        value = read(text) if text else None
        if isinstance(value, RemarkCode):
            complain(self.place_of(word), value, value=text)
            return None
        return value
