"""Proves that no sealed entry was changed, removed or slipped in."""

from dataclasses import dataclass

from django.db import transaction

from kurslink.models import JournalChain, JournalEntry
from kurslink.services.journal.chain import hash_of, take_turn


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


def verify_chain(*, newest: int | None = None) -> ChainReport:
    """Follow the chain from where it was last cut to its end, or only its `newest` entries.

    What is not sealed yet is no part of it: who wants all seals first.
    """
    with transaction.atomic():
        take_turn()
        chain = JournalChain.load()
        sealed = JournalEntry.objects.filter(position__gt=0).order_by("position")
        position, previous = _start(chain, newest)
        first = position
        for entry in sealed.filter(position__gt=position).iterator():
            position += 1
            is_next = entry.position == position and entry.previous_hash == previous
            if not is_next or entry.hash != hash_of(entry, previous):
                return ChainReport(position - first, chain.end_hash, position)
            previous = entry.hash
    is_whole = (position, previous) == (chain.end_position, chain.end_hash)
    is_whole = is_whole and not sealed.filter(position__lte=chain.cut_position).exists()
    return ChainReport(position - first, chain.end_hash, None if is_whole else position + 1)


def _start(chain: JournalChain, newest: int | None) -> tuple[int, str]:
    """Position and hash behind which to begin; the beginning if what is there cannot be found."""
    if newest is not None:
        before = JournalEntry.objects.filter(position=chain.end_position - newest).first()
        if before is not None and before.position is not None:
            return before.position, before.hash
    return chain.cut_position, chain.cut_hash
