"""Gives new entries their place in the chain, shortly after they were written."""

from django.db import transaction

from kurslink.models import JournalChain, JournalEntry
from kurslink.services.journal.chain import hash_of, take_turn

_AT_ONCE = 1_000


def seal_entries() -> int:
    """Seal everything that is not sealed yet; how many entries that were.

    May be called as often and by as many processes as one likes. An entry whose transaction is
    still open is not seen; it gets its place afterwards, behind younger ones.
    """
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def _seal_some() -> int:
    with transaction.atomic():
        take_turn()
        entries = list(JournalEntry.objects.filter(position=None).order_by("pk")[:_AT_ONCE])
        if not entries:
            return 0
        chain = JournalChain.load()
        for entry in entries:
            entry.position = chain.end_position = chain.end_position + 1
            entry.previous_hash = chain.end_hash
            entry.hash = chain.end_hash = hash_of(entry, entry.previous_hash)
        JournalEntry.objects.bulk_update(entries, ["position", "previous_hash", "hash"])
        chain.save(update_fields=["end_position", "end_hash"])
    return len(entries)
