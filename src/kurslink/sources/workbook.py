"""Reads the first sheet of an Excel workbook (.xlsx), after making sure that it is only that.

A workbook is a ZIP archive: 400 kB may unfold to gigabytes, and one cell at XFD1048576 makes a
reader hold seventeen thousand million. So the archive is looked at before it is read: names,
declared sizes, ratios, then the extent of every sheet. What passes is copied without compression,
so that calamine can find nothing in it that we have not measured.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from kurslink.sources.csv_table import Row
from kurslink.sources.errors import BrokenWorkbook, EmptyTable, FileTooLarge, UnsafeWorkbook

MAX_UNPACKED = 100_000_000
MAX_RATIO = 150
"""Tables of names shrink to a twentieth; only filler shrinks to less than this."""
MAX_ROWS, MAX_COLUMNS = 200_000, 100
_MAX_ENTRIES = 200
_CHUNK = 65_536

_MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/|/embeddings/", re.IGNORECASE)
_REFERENCES = re.compile(r"/externallinks/|/connections\.xml|/querytables/", re.IGNORECASE)
_MAX_OTHER_PART = 5_000_000
_LONG_PARTS = re.compile(r"xl/worksheets/[^/]+\.xml|xl/sharedStrings\.xml")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Cell = float | int | str | bool | date | time | datetime | object


def read_workbook(stream: BinaryIO) -> Iterator[Row]:
    """Every row of the first sheet that is not blank, numbered as Excel does, all cells as text.

    Formulas are never calculated. Raises UnsafeWorkbook, BrokenWorkbook, FileTooLarge, EmptyTable
    before the first row.
    """
    stream.seek(0)
    with TemporaryFile() as copy:
        try:
            with zipfile.ZipFile(stream) as archive:
                _check_archive(archive)
                _copy(archive, copy)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise BrokenWorkbook from error  # damaged, encrypted, or packed in an unknown way
        copy.seek(0)
        yield from _rows(copy)


def _check_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > _MAX_ENTRIES or len(set(names)) < len(names):
        raise UnsafeWorkbook(construct="ZIP")
    if "xl/workbook.xml" not in names:
        raise BrokenWorkbook
    for name in names:
        if _MACROS.search(name):
            raise UnsafeWorkbook(construct="Makros")
        if _REFERENCES.search(name):
            raise UnsafeWorkbook(construct="Verknüpfungen")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileTooLarge(limit=MAX_UNPACKED)
    for entry in entries:
        if entry.file_size > _CHUNK and entry.file_size > MAX_RATIO * entry.compress_size:
            raise UnsafeWorkbook(construct="ZIP")
        if entry.file_size > _MAX_OTHER_PART and not _LONG_PARTS.fullmatch(entry.filename):
            raise UnsafeWorkbook(construct="ZIP")


def _copy(archive: zipfile.ZipFile, target: IO[bytes]) -> None:
    """The XML parts, uncompressed; zipfile reads no more of a part than was declared."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            # Every part: which one is a sheet is for the workbook to say, and it may say anything.
            with archive.open(entry) as part:
                _check_extent(part)
            with archive.open(entry) as part, copy.open(entry.filename, "w") as target_part:
                shutil.copyfileobj(part, target_part, _CHUNK)


def _check_extent(part: IO[bytes]) -> None:
    """Refuse a sheet whose cells reach further than any list of an office."""
    events = etree.iterparse(
        part,
        events=("end",),
        tag=("{*}c", "{*}row", "{*}si"),
        no_network=True,
        load_dtd=False,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
    )
    rows = 0
    try:
        for _event, element in events:
            name = etree.QName(element).localname
            if name == "c":
                _check_place(element.get("r") or "", rows)
                continue
            if name == "row":
                rows += 1
                reference = element.get("r") or ""
                _check_row(int(reference) if reference.isdecimal() else rows, rows)
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise BrokenWorkbook from error
    if events.root is not None and events.root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeWorkbook(construct="DOCTYPE")


def _check_place(reference: str, rows: int) -> None:
    """`reference` is that of a cell, like „AB12"; without one it follows the cell before."""
    if not reference:
        return
    place = _CELL.fullmatch(reference.upper())
    if place is None:
        raise BrokenWorkbook
    _check_row(int(place[2]), rows)
    if _column(place[1]) > MAX_COLUMNS:
        raise FileTooLarge(limit=MAX_COLUMNS)


def _check_row(number: int, rows: int) -> None:
    if max(number, rows) > MAX_ROWS:
        raise FileTooLarge(limit=MAX_ROWS)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _forget(row: etree._Element) -> None:
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _rows(copy: IO[bytes]) -> Iterator[Row]:
    try:
        sheet = CalamineWorkbook.from_filelike(copy).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise BrokenWorkbook from error
    if sheet.start is None:
        raise EmptyTable
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "ja" if cell else "nein"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
