"""Knows how occurrences become other days: which is moved or removed, and in what order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kurslink.planning.alignment import align
from kurslink.planning.days import Day


@dataclass(frozen=True)
class Move:
    """Give the occurrence that starts at `occurrence` (local) the start and length of `to`."""

    occurrence: datetime
    to: Day


@dataclass(frozen=True)
class Remove:
    """Delete the occurrence that starts at `occurrence` (local)."""

    occurrence: datetime


Change = Move | Remove


def changes_between(occurrences: Sequence[Day], days: Sequence[Day]) -> tuple[Change, ...]:
    """The fewest moves that turn ordered occurrences into ordered days, in a safe order.

    Needs at least as many occurrences as days. Each occurrence is touched at most once.
    Nobody knows whether Zoom lets an occurrence pass a neighbour, so none ever has to: what is
    removed goes first and makes room; then those going later move, the last one first, and those
    going earlier, the first one first. Every neighbour ahead has by then reached its own day or
    stands beyond it, and days are increasing.
    """
    kept = align(occurrences, days)
    removed = (Remove(one.start) for index, one in enumerate(occurrences) if index not in kept)
    pairs = [(occurrences[index], day) for index, day in zip(kept, days, strict=True)]
    return (*removed, *_in_safe_order(pairs))


def _in_safe_order(pairs: Sequence[tuple[Day, Day]]) -> Iterator[Move]:
    later = [(old, new) for old, new in pairs if new.start > old.start]
    earlier = [(old, new) for old, new in pairs if new.start <= old.start and new != old]
    for old, new in (*reversed(later), *earlier):
        yield Move(old.start, new)
