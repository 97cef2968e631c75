"""The simulator's clock: real time plus an offset that tests may set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def real_time() -> datetime:
    return datetime.now(UTC)


@dataclass
class Clock:
    """``now()`` is aware and in UTC; ``offset_seconds`` may be negative."""

    read: Callable[[], datetime]
    offset_seconds: float = 0

    def now(self) -> datetime:
        return self.read() + timedelta(seconds=self.offset_seconds)
