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

from python_calamine import CalamineError, CalamineWorkbook

from kurslink.sources.csv_table import Row
from kurslink.sources.errors import BrokenWorkbook, EmptyTable, FileTooLarge, UnsafeWorkbook
from kurslink.sources.workbook_measure import Measure

MAX_UNPACKED = 100_000_000
MAX_RATIO = 150
"""Tables of names shrink to a twentieth; only filler shrinks to less than this."""
_MAX_ENTRIES = 200
_CHUNK = 65_536

_MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/|/embeddings/", re.IGNORECASE)
_REFERENCES = re.compile(r"/externallinks/|/connections\.xml|/querytables/", re.IGNORECASE)
_MAX_OTHER_PART = 5_000_000
_LONG_PARTS = re.compile(r"xl/worksheets/[^/]+\.xml|xl/sharedStrings\.xml")

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
    measure = Measure()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            # Every part: which one is a sheet is for the workbook to say, and it may say anything.
            with archive.open(entry) as part:
                measure.take(part)
            with archive.open(entry) as part, copy.open(entry.filename, "w") as target_part:
                shutil.copyfileobj(part, target_part, _CHUNK)
    measure.require_small()


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
