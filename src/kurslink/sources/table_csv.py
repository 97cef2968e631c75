"""Writes tables for spreadsheets: UTF-8 with a mark, semicolons, nothing that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as a file that Excel opens with umlauts and without asking."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell a spreadsheet would calculate is kept as text by the apostrophe it knows."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
