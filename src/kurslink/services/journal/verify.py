"""Proves that no sealed entry was changed, removed or slipped in."""

from dataclasses import dataclass

from django.db import transaction

from kurslink.models import JournalChain, JournalEntry
from kurslink.services.journal.chain import hash_of, take_turn
from kurslink.services.journal.seal import seal_entries


@dataclass(frozen=True)
class ChainReport:
    """How many entries were looked at, and the position of the first that is not as it was.

    `end_hash` stands for all of them: who noted it elsewhere can compare.
    """

    entries: int
    end_hash: str
    broken_at: int | None = None

    @property
    def is_intact(self) -> bool:
        """Whether every entry is as it was written."""
        return self.broken_at is None


def verify_chain() -> ChainReport:
    """Seal what is new, then follow the chain from where it was last cut to its end."""
    seal_entries()
    with transaction.atomic():
        take_turn()
        chain = JournalChain.load()
        position, previous = chain.cut_position, chain.cut_hash
        for entry in JournalEntry.objects.exclude(position=None).order_by("position").iterator():
            position += 1
            is_next = entry.position == position and entry.previous_hash == previous
            if not is_next or entry.hash != hash_of(entry, previous):
                return ChainReport(position - chain.cut_position, chain.end_hash, position)
            previous = entry.hash
        entries = position - chain.cut_position
        if (position, previous) != (chain.end_position, chain.end_hash):
            return ChainReport(entries, chain.end_hash, position + 1)
    return ChainReport(entries, chain.end_hash)
