"""Measures what a workbook would be in memory, before anything holds it there.

A reader fills every cell between the first and the last one, and copies a shared string into each
cell that names it: a file of a kilobyte may ask for gigabytes.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import IO

from lxml import etree

from kurslink.sources.errors import BrokenWorkbook, FileTooLarge, UnsafeWorkbook

MAX_ROWS, MAX_COLUMNS = 200_000, 100
MAX_CELLS = 3_000_000
"""Rows times columns of a sheet, filled or not."""
MAX_TEXT = 100_000_000
"""Characters of all cells together whose text is shared."""
_MAX_HELD = 200_000  # elements at once; a row has a few for each column

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[0-9]{1,7}")


class Measure:
    """What the parts of a workbook measured so far add up to."""

    def __init__(self) -> None:
        self._uses: Counter[int] = Counter()
        self._lengths: Counter[int] = Counter()

    def take(self, part: IO[bytes]) -> None:
        """One XML part. Raises BrokenWorkbook, FileTooLarge, UnsafeWorkbook."""
        events = etree.iterparse(
            part,
            events=("end",),
            no_network=True,
            load_dtd=False,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
        )
        sheet, values, strings, held = _Sheet(), list[str](), 0, 0
        try:
            for _event, element in events:
                held += 1
                if held > _MAX_HELD:
                    raise UnsafeWorkbook(construct="ZIP")
                match str(element.tag).rpartition("}")[2]:
                    case "v":
                        values.append(element.text or "")
                    case "c":
                        sheet.take_cell(element.get("r") or "")
                        if element.get("t") == "s":
                            self._note_uses(values)
                        values.clear()
                    case "row":
                        sheet.end_row(element.get("r") or "")
                        held = _forget(element)
                    case "si":
                        self._note_length(strings, element)
                        strings += 1
                        held = _forget(element)
        except etree.XMLSyntaxError as error:
            raise BrokenWorkbook from error
        if events.root is not None and events.root.getroottree().docinfo.internalDTD is not None:
            raise UnsafeWorkbook(construct="DOCTYPE")

    def require_small(self) -> None:
        """Raise FileTooLarge if shared strings would fill the memory; all parts were taken."""
        total = sum(count * self._lengths[place] for place, count in self._uses.items())
        if total > MAX_TEXT:
            raise FileTooLarge(limit=MAX_TEXT)

    def _note_uses(self, values: Iterable[str]) -> None:
        for value in values:
            if not _NUMBER.fullmatch(place := value.strip()):
                raise BrokenWorkbook
            self._uses[int(place)] += 1

    def _note_length(self, place: int, string: etree._Element) -> None:
        """The longest if several parts have strings: which one counts is for the book to say."""
        length = sum(len(text) for text in string.itertext())
        self._lengths[place] = max(self._lengths[place], length)


class _Sheet:
    """How far the cells of a sheet reach; one without a place follows the one before."""

    def __init__(self) -> None:
        self._rows = 0
        self._columns = 0
        self._last_row, self._last_column = 0, 0

    def take_cell(self, reference: str) -> None:
        """The next cell; `reference` is like „AB12"."""
        column, row = self._last_column + 1, self._last_row + 1
        if reference:
            place = _CELL.fullmatch(reference.upper())
            if place is None:
                raise BrokenWorkbook
            column, row = _column(place[1]), int(place[2])
        self._last_column = column
        self._reach(row, column)

    def end_row(self, reference: str) -> None:
        """The row of the cells before ends; `reference` is its number."""
        self._rows += 1
        self._last_row = max(self._last_row + 1, self._rows)
        if reference:
            if not _NUMBER.fullmatch(reference):
                raise BrokenWorkbook
            self._last_row = max(int(reference), self._rows)
        if self._last_row > MAX_ROWS:
            raise FileTooLarge(limit=MAX_ROWS)
        self._last_column = 0

    def _reach(self, row: int, column: int) -> None:
        if row > MAX_ROWS:
            raise FileTooLarge(limit=MAX_ROWS)
        if column > MAX_COLUMNS:
            raise FileTooLarge(limit=MAX_COLUMNS)
        self._columns = max(self._columns, column)
        if row * self._columns > MAX_CELLS:
            raise FileTooLarge(limit=MAX_CELLS)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _forget(row: etree._Element) -> int:
    """Let the memory of `row` and of what stands before it go; what is held then."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]
    return 0
