"""Writes tables as an Excel workbook in which every cell is a text."""

import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

_ONLY_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TEXT = "@"  # Excel's format for texts: „012345" stays so, also when somebody edits the cell
_WIDTH = 24


def write_xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file, with one sheet called `name`; its first line stays while the others move."""
    file = io.BytesIO()
    with Workbook(file, _ONLY_TEXT) as book:
        sheet = book.add_worksheet(name)
        text = book.add_format({"num_format": _TEXT})
        bold = book.add_format({"num_format": _TEXT, "bold": True})
        sheet.set_column(0, max(len(header) - 1, 0), _WIDTH)
        sheet.freeze_panes(1, 0)
        for line, cells in enumerate((header, *rows)):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell, text if line else bold)
    return file.getvalue()
