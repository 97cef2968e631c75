"""Reads a CSV table row by row in constant memory; separator and encoding are found out."""

import csv
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kurslink.sources.errors import BrokenTable
from kurslink.sources.text_encoding import decoded, detect_encoding

MAX_LINE = 1_000_000
"""Characters of one line; a quotation mark that is never closed makes one line of a file."""

_DELIMITERS = ";\t,"

Row = tuple[int, list[str]]
"""The line where a row begins, and its cells."""


def read_csv(stream: BinaryIO, *, max_bytes: int) -> Iterator[Row]:
    """Every row that is not blank, the header first.

    Raises FileTooLarge, UnreadableText, and BrokenTable at the row that does not end.
    """
    encoding = detect_encoding(stream, max_bytes=max_bytes)
    lines = _lines(decoded(stream, encoding))
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(_again(first, lines), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BrokenTable(line=begins) from error


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """`texts` cut at line ends of every kind; csv needs the ends to know quoted ones."""
    kept, number = "", 1
    for text in texts:
        pieces = (kept + text).splitlines(keepends=True)
        # The last piece may go on; a \r at the end may be half of \r\n.
        kept = pieces.pop() if pieces else ""
        yield from pieces
        number += len(pieces)
        if len(kept) > MAX_LINE:
            raise BrokenTable(line=number)
    if kept:
        yield kept
