"""Drift (Abweichung): what was changed at Zoom without us, and waits for a person's decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kurslink.planning.days import Day
from kurslink.planning.foreign_changes import ForeignChange, KeyedDay, foreign_changes

Value = str | bool | int

KIND = "kind"
WITH_DATES, WITHOUT_DATES = "with_dates", "no_fixed_time"


@dataclass(frozen=True)
class Picture:
    """A meeting as we know it, as the course wants it, or as Zoom holds it now.

    `fields` by name: those of `field_differences.Field`, `KIND`, and the settings by Zoom's names;
    a field nobody said anything about is missing. `days` are those still to come.
    """

    fields: Mapping[str, Value]
    days: tuple[KeyedDay, ...]


@dataclass(frozen=True)
class DriftField:
    """One field: what holds here, and what somebody made of it at Zoom."""

    name: str
    here: Value
    at_zoom: Value


@dataclass(frozen=True)
class Drift:
    """Everything that was changed there; `held` are all days Zoom holds if any of them differs."""

    fields: tuple[DriftField, ...] = ()
    days: tuple[ForeignChange, ...] = ()
    held: tuple[Day, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody changed anything."""
        return not self.fields and not self.days

    @property
    def names(self) -> frozenset[str]:
        """The fields that were changed."""
        return frozenset(each.name for each in self.fields)

    def as_json(self) -> dict[str, Any] | None:
        """What is stored in Meeting.drift; None for none."""
        if self.is_empty:
            return None
        return {
            "fields": [
                {"field": each.name, "here": each.here, "at_zoom": each.at_zoom}
                for each in self.fields
            ],
            "days": [
                {"here": _day_json(each.here), "at_zoom": _day_json(each.at_zoom)}
                for each in self.days
            ],
            "held": [_day_json(day) for day in self.held],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Drift":
        """The reverse."""
        if stored is None:
            return cls()
        return cls(
            tuple(DriftField(e["field"], e["here"], e["at_zoom"]) for e in stored["fields"]),
            tuple(ForeignChange(_day(e["here"]), _day(e["at_zoom"])) for e in stored["days"]),
            tuple(day for each in stored["held"] if (day := _day(each))),
        )


NONE = Drift()


def drift_between(known: Picture, wanted: Picture, held: Picture, *, with_days: bool) -> Drift:
    """What differs from what we knew, unless it is what the course wants.

    Without `with_days` days are not judged: an unfinished transfer of ours may have moved them.
    """
    fields = tuple(
        DriftField(name, wanted.fields.get(name, known.fields[name]), value)
        for name, value in held.fields.items()
        if name in known.fields and value not in (known.fields[name], wanted.fields.get(name))
    )
    kinds = {known.fields[KIND], held.fields[KIND]}
    if not with_days or WITHOUT_DATES in kinds:
        return Drift(fields)
    days = foreign_changes(known.days, [one.day for one in wanted.days], held.days)
    return Drift(fields, days, tuple(one.day for one in held.days) if days else ())


def _day_json(day: Day | None) -> dict[str, Any] | None:
    return {"start_time": day.start.isoformat(), "duration": day.duration} if day else None


def _day(stored: Mapping[str, Any] | None) -> Day | None:
    if stored is None:
        return None
    return Day(datetime.fromisoformat(stored["start_time"]), stored["duration"])
