"""A course before it has a number, people and a room: what is taught, when, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kurslink.cli.fictional_vhs.half_years import HalfYear
from kurslink.cli.fictional_vhs.programme import Department
from kurslink.cli.fictional_vhs.slots import Slots

ZOOM = "Zoom"


class Form(StrEnum):
    """Where people meet; the value is what the title says about it."""

    ONLINE = "(online)"
    HYBRID = "(hybrid)"
    ON_SITE = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """A planned course. An empty `number` is given later; `software` is None for courses on site.

    `starts_on` and the times speak for courses without days, or with days without times.
    """

    half_year: HalfYear
    department: Department
    title: str
    slots: Slots
    form: Form = Form.ONLINE
    software: str | None = ZOOM
    number: str = ""
    starts_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def span(self) -> tuple[date | None, date | None]:
        """First and last day."""
        days: Iterable[date | None] = [slot.date for slot in self.slots] or [self.starts_on]
        first, *rest = days
        return first, (rest or [first])[-1]

    @property
    def times(self) -> tuple[time | None, time | None]:
        """The times of the „1. Seite“: those of the first day that has any."""
        timed = ((s.starts_at, s.ends_at) for s in self.slots if s.starts_at is not None)
        return next(timed, (self.starts_at, self.ends_at))
