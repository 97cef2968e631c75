"""A list as a file: the chosen columns of every row that fits."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kurslink.services.exports.table import ExportFormat
from kurslink.sources.csv_writer import write_csv
from kurslink.sources.xlsx_writer import write_xlsx
from kurslink.web.lists.columns import Column, Listing

FORMS = (ExportFormat.XLSX, ExportFormat.CSV)


def list_file(
    form: ExportFormat, listing: Listing[Any], columns: tuple[Column[Any], ...], rows: Iterable[Any]
) -> HttpResponse:
    """The download; what looks like a formula is made harmless by the writers."""
    header = [str(column.label) for column in columns]
    cells = ([column.text(row) for column in columns] for row in rows)
    if form is ExportFormat.XLSX:
        content = write_xlsx(str(listing.title)[:31], header, cells)
    else:
        content = write_csv(header, cells)
    answer = HttpResponse(content, content_type=form.media_type)
    name = content_disposition_header(True, f"{str(listing.title).lower()}.{form}")
    answer.headers["Content-Disposition"] = name
    return answer
