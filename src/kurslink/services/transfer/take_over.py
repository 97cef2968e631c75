"""Decides what „Aus Zoom übernehmen" would change in a course, without changing it."""

import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, time

from kurslink.planning.days import Day
from kurslink.services.transfer.course_schedule import DayState, Schedule
from kurslink.services.transfer.drift import Drift, DriftField
from kurslink.services.transfer.field_differences import Field


@dataclass(frozen=True)
class MoveDay:
    """A Kurstag gets another moment or length; `day_id` None: „Datum von" of the 1. Seite."""

    day_id: int | None
    before: Day
    after: Day


@dataclass(frozen=True)
class AddDay:
    """A new Kurstag."""

    day: Day


@dataclass(frozen=True)
class RestoreDay:
    """A Kurstag that was off at this moment takes place, and is sent."""

    day_id: int
    day: Day


@dataclass(frozen=True)
class CancelDay:
    """A Kurstag no longer takes place (entfällt)."""

    day_id: int
    day: Day


DayChange = MoveDay | AddDay | RestoreDay | CancelDay


@dataclass(frozen=True)
class TakeOver:
    """What would change in the course, and what cannot: it stays as drift."""

    fields: tuple[DriftField, ...] = ()
    days: tuple[DayChange, ...] = ()
    kept: tuple[DriftField, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be taken over."""
        return not self.fields and not self.days

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: by it the list that was shown is recognised."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Known:
    """E-mails of the users of the Zugang who may be host, and who may be alternative."""

    hosts: Set[str]
    alternatives: Set[str]


def decide_take_over(drift: Drift, schedule: Schedule, known: Known) -> TakeOver:
    """The changes that make the course say what Zoom holds; days that have begun are in neither."""
    taken = tuple(each for each in drift.fields if _can_be_taken(each, known))
    kept = tuple(each for each in drift.fields if each not in taken)
    return TakeOver(taken, tuple(_day_changes(drift, schedule)), kept)


def _can_be_taken(drifted: DriftField, known: Known) -> bool:
    """The topic follows its template, settings the profile, the kind the number of Kurstage."""
    match drifted.name:
        case Field.LINK | Field.PASSCODE:
            return True
        case Field.HOST:
            return drifted.at_zoom in known.hosts
        case Field.ALTERNATIVES:
            return set(addresses(drifted)) <= known.alternatives
        case _:
            return False


def addresses(drifted: DriftField) -> tuple[str, ...]:
    """The e-mails a field of alternatives holds at Zoom."""
    return tuple(each for each in str(drifted.at_zoom).split("; ") if each)


def _day_changes(drift: Drift, schedule: Schedule) -> Iterator[DayChange]:
    if not drift.days:
        return
    if not schedule.has_course_days:
        yield from _instead_of_first_page(drift, schedule)
        return
    ids = {
        line.day: line.day_id
        for line in schedule.days
        if line.state is DayState.CHOSEN and line.day and line.day_id is not None
    }
    off = _days_off(schedule)
    for change in drift.days:
        day_id = ids.get(change.here) if change.here else None
        moment = (
            (change.at_zoom.start.date(), change.at_zoom.start.time()) if change.at_zoom else None
        )
        is_used = moment in off
        if change.here and day_id is not None:
            if change.at_zoom and not is_used:
                yield MoveDay(day_id, change.here, change.at_zoom)
                continue
            yield CancelDay(day_id, change.here)
        if change.at_zoom and moment is not None:
            yield RestoreDay(off[moment], change.at_zoom) if is_used else AddDay(change.at_zoom)


def _days_off(schedule: Schedule) -> dict[tuple[date, time], int]:
    """Kurstage that are not sent, by their moment: two cannot begin at the same."""
    return {
        (line.date, line.begin): line.day_id
        for line in schedule.days
        if line.state in (DayState.CANCELLED, DayState.LEFT_OUT)
        and line.begin is not None
        and line.day_id is not None
    }


def _instead_of_first_page(drift: Drift, schedule: Schedule) -> Iterator[DayChange]:
    """A course without Kurstage: one date moves „Datum von", several become Kurstage."""
    if len(drift.held) == len(schedule.chosen) == 1:
        yield MoveDay(None, schedule.chosen[0], drift.held[0])
    else:
        yield from (AddDay(day) for day in drift.held)
