"""The simulator's clock: time as the surroundings have it, plus an offset that tests may set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OFFSET_VARIABLE = "KURSLINK_CLOCK_OFFSET"
"""Seconds. The same variable shifts the rest of an installation, so both agree on midnight."""


def time_around(environment: Mapping[str, str]) -> Callable[[], datetime]:
    """The time the whole installation lives in: real, unless it is shifted for a test."""
    offset = timedelta(seconds=float(environment.get(OFFSET_VARIABLE) or 0))
    return lambda: datetime.now(UTC) + offset


@dataclass
class Clock:
    """``now()`` is aware and in UTC; ``offset_seconds`` may be negative."""

    read: Callable[[], datetime]
    offset_seconds: float = 0

    def now(self) -> datetime:
        return self.read() + timedelta(seconds=self.offset_seconds)
