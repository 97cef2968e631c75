"""Writes tables as CSV the way German spreadsheet programs read it: UTF-8 with BOM, „;"."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARD = "'"


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, quotes_all: bool = True
) -> bytes:
    """The file. What a spreadsheet would take for a formula is guarded.

    Every cell is quoted, or with `quotes_all` off only those that need it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=";",
        quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL,
        lineterminator="\r\n",
    )
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """`cell`, with one more ' before what begins like a formula; taken away again it is `cell`."""
    return _GUARD + cell if _LIKE_A_FORMULA.match(cell) else cell
