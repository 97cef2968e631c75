"""Cuts the oldest part off the journal and anchors the chain where the rest begins."""

from datetime import datetime

from django.db import connection, transaction

from kurslink.models import JournalChain, JournalEntry
from kurslink.services.journal.chain import take_turn
from kurslink.services.journal.seal import seal_entries


def cut_before(moment: datetime) -> int:
    """Remove sealed entries older than `moment` from the beginning; how many there were.

    It ends before the first that is younger, so what is left is one unbroken piece.
    """
    seal_entries()
    with transaction.atomic():
        take_turn()
        last = _last_before(moment)
        if last is None:
            return 0
        with connection.cursor() as cursor:  # the trigger lets through what is older than this
            cursor.execute("SELECT set_config('kurslink.journal_cut', %s, true)", [str(moment)])
        removed, _ = JournalEntry.objects.filter(position__lte=last.position).delete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kurslink.journal_cut', '', true)")
        chain = JournalChain.load()
        chain.cut_position, chain.cut_hash = last.position or 0, last.hash
        chain.save(update_fields=["cut_position", "cut_hash"])
    return removed


def _last_before(moment: datetime) -> JournalEntry | None:
    sealed = JournalEntry.objects.exclude(position=None)
    first_kept = sealed.filter(at__gte=moment).order_by("position").first()
    older = sealed if first_kept is None else sealed.filter(position__lt=first_kept.position)
    return older.order_by("-position").first()
