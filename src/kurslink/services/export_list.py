"""Writes a list as people see it into a file: their columns, their filter, every row."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from kurslink.models import Event
from kurslink.services.exports.table import ExportFormat, write_cells
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def export_list(
    name: str,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    form: ExportFormat,
    *,
    actor: Actor,
) -> bytes:
    """A CSV or XLSX file; that the list `name` was exported stands in the journal."""
    actor.require(Right.VIEW)
    with transaction.atomic():
        texts = list(rows)
        record(actor, Event.LIST_EXPORTED, entries=len(texts), format=form, list=name)
    return write_cells(form, title, header, texts)
