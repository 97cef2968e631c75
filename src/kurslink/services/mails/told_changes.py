"""What changed since somebody was told: the way in, and days that are still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kurslink.services.mails.way_in import DAYS, WAY_IN, Told


class ChangeKind(StrEnum):
    """What is otherwise than the person knows."""

    VALUE = "value"
    DAY_NEW = "day_new"
    DAY_GONE = "day_gone"
    DAY_OTHER_TIME = "day_other_time"


@dataclass(frozen=True)
class Change:
    """One difference: `name` is the variable, or the date (ISO) of the day.

    Values are not told here: among them are passcodes.
    """

    kind: ChangeKind
    name: str


def changes_between(before: Told, after: Told, today: date) -> tuple[Change, ...]:
    """The differences in fixed order; days before `today` are no news to anybody."""
    values = [
        Change(ChangeKind.VALUE, name)
        for name in WAY_IN
        if before.get(name, "") != after.get(name, "")
    ]
    old, new = (_times_by_day(told.get(DAYS, ()), today) for told in (before, after))
    days = [
        Change(_kind_of_day(old.get(on), new.get(on)), on)
        for on in sorted(old.keys() | new.keys())
        if old.get(on) != new.get(on)
    ]
    return (*values, *days)


def _times_by_day(days: Iterable[list[str]], today: date) -> dict[str, list[list[str]]]:
    """A date may have several course days."""
    found: dict[str, list[list[str]]] = {}
    for on, *times in days:
        if on >= today.isoformat():
            found.setdefault(on, []).append(times)
    return found


def _kind_of_day(old: object, new: object) -> ChangeKind:
    if old is None:
        return ChangeKind.DAY_NEW
    return ChangeKind.DAY_GONE if new is None else ChangeKind.DAY_OTHER_TIME
