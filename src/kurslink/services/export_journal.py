"""Writes the journal into a file: one row for each entry that fits, with its seal."""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kurslink.models import Event, JournalEntry
from kurslink.services.exports.table import ExportFormat, write_cells
from kurslink.services.journal.entries import Wanted, find_entries
from kurslink.services.journal.lines import lines_of
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor

_AT_ONCE = 2_000


def export_journal(wanted: Wanted, form: ExportFormat, *, actor: Actor) -> bytes:
    """A CSV or XLSX file, newest entry first; that it was made stands in the journal.

    Raises Refusal.
    """
    with transaction.atomic():
        entries = find_entries(wanted, actor=actor)
        rows = list(_rows(entries))
        record(actor, Event.JOURNAL_EXPORTED, entries=len(rows), format=form)
    header = (
        _("Position"), _("Wann"), _("Wer"), _("Vorgang"), _("Was"), _("Einzelheiten"), _("Siegel")
    )  # fmt: skip
    return write_cells(form, _("Protokoll"), header, rows)


def _rows(entries: "QuerySet[JournalEntry]") -> Iterator[list[str]]:
    """Names are asked for some thousand entries at a time."""
    waiting = entries.iterator(chunk_size=_AT_ONCE)
    while some := list(islice(waiting, _AT_ONCE)):
        for line in lines_of(some):
            yield [
                str(line.entry.position or ""),
                f"{localtime(line.at):%d.%m.%Y %H:%M:%S}",
                line.who,
                line.event,
                line.what,
                "; ".join(line.details),
                line.entry.hash,
            ]
