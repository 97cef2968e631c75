"""A list as a file: the chosen columns of every row that fits."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kurslink.services.export_list import export_list
from kurslink.services.exports.table import ExportFormat
from kurslink.services.rights import Actor
from kurslink.web.lists.columns import Column, Listing

FORMS = (ExportFormat.XLSX, ExportFormat.CSV)


def list_file(
    form: ExportFormat,
    listing: Listing[Any],
    columns: tuple[Column[Any], ...],
    rows: Iterable[Any],
    *,
    actor: Actor,
) -> HttpResponse:
    """The download; what looks like a formula is made harmless by the writers."""
    header = [str(column.label) for column in columns]
    cells = ([column.text(row) for column in columns] for row in rows)
    title = str(listing.title)
    content = export_list(listing.name, title, header, cells, form, actor=actor)
    answer = HttpResponse(content, content_type=form.media_type)
    name = content_disposition_header(True, f"{title.lower()}.{form}")
    answer.headers["Content-Disposition"] = name
    return answer
