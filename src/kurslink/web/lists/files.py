"""A list as a file: the chosen columns of every row that fits."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from kurslink.services.export_list import export_list
from kurslink.services.exports.table import ExportFormat
from kurslink.services.rights import Actor
from kurslink.web.download import download
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
    return download(content, name=f"{title.lower()}.{form}", media_type=form.media_type)
