"""Knows which days somebody else changed: as known before, as wanted, and as held now."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kurslink.planning.days import Day


@dataclass(frozen=True)
class KeyedDay:
    """A day with the key Zoom gives its date; keys may change when a date is moved."""

    key: str
    day: Day


@dataclass(frozen=True)
class ForeignChange:
    """What is wanted beside what is held; None where a side has nothing."""

    here: Day | None
    at_zoom: Day | None

    @property
    def position(self) -> Day:
        """Where it stands among others."""
        day = self.here or self.at_zoom
        if day is None:
            raise ValueError("a change has at least one side")
        return day


def foreign_changes(
    known: Sequence[KeyedDay], wanted: Iterable[Day], held: Sequence[KeyedDay]
) -> tuple[ForeignChange, ...]:
    """What was changed there since `known` and is not what is wanted, in order of time.

    A date that is still as known is left out, however it differs from what is wanted: that change
    was made here. One that has become what is wanted is no difference at all.
    """
    touched = _touched(known, held)
    mine = [day for day in wanted if day.start.date() in touched]
    theirs = [one for one in held if one.day.start.date() in touched]
    changes = (ForeignChange(*pair) for pair in _pairs(known, mine, theirs))
    return tuple(sorted(changes, key=lambda change: change.position))


def _touched(known: Iterable[KeyedDay], held: Iterable[KeyedDay]) -> set[date]:
    before, after = Counter(one.day for one in known), Counter(one.day for one in held)
    return {day.start.date() for day in ((before - after) + (after - before))}


def _pairs(
    known: Sequence[KeyedDay], wanted: list[Day], held: list[KeyedDay]
) -> list[tuple[Day | None, Day | None]]:
    """Equal days drop out; then the same date by its key, by its day, and a last one each."""
    for day in tuple(wanted):
        same = next((one for one in held if one.day == day), None)
        if same is not None:
            wanted.remove(day)
            held.remove(same)
    keys = {one.day: one.key for one in known}
    pairs = _drawn(wanted, held, lambda day, one: keys.get(day) == one.key)
    pairs += _drawn(wanted, held, lambda day, one: day.start.date() == one.day.start.date())
    if len(wanted) == len(held) == 1:
        pairs += _drawn(wanted, held, lambda _day, _one: True)
    missing: list[tuple[Day | None, Day | None]] = [(day, None) for day in wanted]
    return [*pairs, *missing, *((None, one.day) for one in held)]


def _drawn(
    wanted: list[Day], held: list[KeyedDay], belongs: Callable[[Day, KeyedDay], bool]
) -> list[tuple[Day | None, Day | None]]:
    """Take those that belong together out of both lists."""
    pairs: list[tuple[Day | None, Day | None]] = []
    for day in sorted(wanted):
        other = next((one for one in held if belongs(day, one)), None)
        if other is not None:
            wanted.remove(day)
            held.remove(other)
            pairs.append((day, other.day))
    return pairs
