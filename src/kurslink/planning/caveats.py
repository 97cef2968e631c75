"""Knows what a planner must tell the office although the plan stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaveatCode(StrEnum):
    """What there is to know."""

    DAYS_NOT_IN_ZOOM = "days_not_in_zoom"
    """More days than a series may hold: one link, but Zoom shows no dates."""
    SEVERAL_LINKS = "several_links"
    """More days than a series may hold: each period has a link of its own."""
    TIME_DOES_NOT_EXIST = "time_does_not_exist"
    """The clock jumps over the start in spring; the day is left out."""
    TIME_HAPPENS_TWICE = "time_happens_twice"
    """The clock shows the start twice in autumn; the earlier one is meant."""
    PAST_LEFT_OUT = "past_left_out"
    """The day has already begun; it is left out."""


@dataclass(frozen=True)
class Caveat:
    """One warning, about the day `on` if it concerns a single one."""

    code: CaveatCode
    on: date | None = None
