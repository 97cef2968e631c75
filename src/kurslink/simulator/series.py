"""The occurrences of a series: how Zoom makes them, and makes them anew."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kurslink.simulator import errors
from kurslink.simulator.meetings import Occurrence
from kurslink.simulator.recurrence import Recurrence, starts
from kurslink.simulator.switches import AboveLimit, SeriesPatch, Switches


def occurrence_id(start: datetime) -> str:
    """Epoch milliseconds of the start, as text."""
    return str(int(start.timestamp()) * 1000)


def new_occurrences(
    recurrence: Recurrence, first: datetime, *, duration: int, switches: Switches
) -> tuple[Occurrence, ...]:
    """What a new series holds; ``first`` is aware in the meeting's zone, ``duration`` minutes."""
    slots = starts(recurrence, first)
    if len(slots) > switches.occurrence_limit and not recurrence.is_endless:
        slots = _above_limit(slots, switches)
    return tuple(
        Occurrence(occurrence_id=occurrence_id(slot), slot=slot, start=slot, duration=duration)
        for slot in slots
    )


def _above_limit(slots: list[datetime], switches: Switches) -> list[datetime]:
    match switches.above_occurrence_limit:
        case AboveLimit.FIRST_ONLY:
            return slots[:1]
        case AboveLimit.CUT:
            return slots[: switches.occurrence_limit]
        case AboveLimit.EMPTY:
            return []
        case AboveLimit.REFUSE:
            raise errors.invalid_field("recurrence.end_times")


def rebuilt(
    old: Iterable[Occurrence], new: Iterable[Occurrence], *, switches: Switches
) -> tuple[Occurrence, ...]:
    """``new`` after a change of the series, with single changes kept if Zoom keeps them."""
    if switches.series_patch == SeriesPatch.RESETS:
        return tuple(new)
    changed = {o.slot: o for o in old if o.is_deleted or o.start != o.slot}
    return tuple(changed.get(o.slot, o) for o in new)


def with_duration(
    occurrences: Iterable[Occurrence], *, before: int, after: int
) -> tuple[Occurrence, ...]:
    """Every occurrence that still had the series' duration gets the new one."""
    return tuple(replace(o, duration=after) if o.duration == before else o for o in occurrences)
