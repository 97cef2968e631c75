"""What every export can be asked for, and how rows of variables become a file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kurslink.models import Instructor
from kurslink.services.variables.course_values import Values
from kurslink.services.variables.known import Variable
from kurslink.sources.csv_writer import write_csv
from kurslink.sources.xlsx_writer import write_xlsx

_MOST_LETTERS = 31
"""The name of a sheet may have."""


class ExportFormat(StrEnum):
    """In which form courses can be had."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"

    @property
    def media_type(self) -> str:
        """What a browser is told about the file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
    ExportFormat.ICS: "text/calendar; charset=utf-8",
}


@dataclass(frozen=True)
class ExportChoice:
    """What is wanted: `variables` by name, in order, none for all; calendars have none.

    With `instructor`, the courses of this person, and in a calendar only their days.
    """

    format: ExportFormat
    variables: tuple[str, ...] = ()
    instructor: Instructor | None = None


@dataclass(frozen=True)
class TableName:
    """What the rows are called: `key` in JSON, `sheet` in a workbook."""

    key: str
    sheet: str


def write_table(
    form: ExportFormat, name: TableName, variables: Iterable[Variable], values: Iterable[Values]
) -> bytes:
    """A file with one row for each of `values`, a column for each of `variables`; no calendar."""
    names = [variable.name for variable in variables]
    if form is ExportFormat.JSON:
        rows = [{each: row[each] for each in names} for row in values]
        return json.dumps({name.key: rows}, ensure_ascii=False, indent=2).encode()
    cells = ([row[each] for each in names] for row in values)
    return write_cells(form, name.sheet, names, cells)


def write_cells(
    form: ExportFormat, sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """A workbook with one sheet, its name cut to what a sheet may be called; else CSV."""
    if form is ExportFormat.XLSX:
        return write_xlsx(sheet[:_MOST_LETTERS], header, rows)
    return write_csv(header, rows)
