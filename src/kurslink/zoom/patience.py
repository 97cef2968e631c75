"""Which failed calls are worth repeating at once, after what pause, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from kurslink.zoom.calls import Call, Effect
from kurslink.zoom.errors import (
    Crowded,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
    Unreachable,
    ZoomError,
)

MOST_REPEATS_AT_LIMIT = 5
MOST_REPEATS_AFTER_FAULT = 2
# A pause Zoom wants this long or longer is the caller's to plan, not ours to sleep through.
LONGEST_WISH = 15.0
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 5.0

# What a request gets that is begun after the time is up: enough to fail in order.
LEAST_SECONDS = 0.1

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Patience:
    """Until when somebody waits for all calls together; None as long as each call is worth."""

    until: datetime | None
    clock: Callable[[], datetime]

    @classmethod
    def of(cls, seconds: float | None, clock: Callable[[], datetime]) -> "Patience":
        """So many seconds from now, or no limit."""
        return cls(None if seconds is None else clock() + timedelta(seconds=seconds), clock)

    def bound(self, seconds: float) -> float:
        """`seconds`, or what is left if that is less."""
        if self.until is None:
            return seconds
        left = (self.until - self.clock()).total_seconds()
        return max(min(seconds, left), LEAST_SECONDS)

    @property
    def seconds_left(self) -> float | None:
        """What is left for the calls of another client; None if nobody waits."""
        return None if self.until is None else self.bound(float("inf"))

    @property
    def is_over(self) -> bool:
        """Whether nobody waits any more: what is only read need not be asked for."""
        return not self.allows(0)

    def allows(self, pause: float) -> bool:
        """Whether there is time for something after `pause` seconds."""
        return self.until is None or self.clock() + timedelta(seconds=pause) < self.until


def patiently(
    attempt: Callable[[], Answer],
    call: Call,
    *,
    sleep: Callable[[float], None],
    patience: Patience,
) -> Answer:
    """Return what `attempt` returns, repeating it while its errors are worth it."""
    repeats = 0
    while True:
        try:
            return attempt()
        except ZoomError as error:
            pause = pause_before_repeat(error, call, repeats=repeats)
            if pause is None or not patience.allows(pause):
                raise
        sleep(pause)
        repeats += 1


def pause_before_repeat(error: ZoomError, call: Call, *, repeats: int) -> float | None:
    """Return the seconds to wait before repeating `call`, None to give up with `error`.

    `repeats` counts the repeats already made. At the limit per second surely nothing was changed,
    so even a creation may be sent again. After any other fault it may not: that takes a look at
    Zoom first.
    """
    match error:
        case Crowded():  # it has waited as long as is sensible
            return None
        case RateLimited() if repeats < MOST_REPEATS_AT_LIMIT:
            return _pause_at_limit(error.retry_after, repeats=repeats)
        case _ if call.effect is Effect.ONCE:
            return None
        case Unreachable() | Unavailable() | OutcomeUnknown() if repeats < MOST_REPEATS_AFTER_FAULT:
            return SHORTEST_PAUSE + repeats
        case _:
            return None


def _pause_at_limit(wish: float | None, *, repeats: int) -> float | None:
    if wish is not None and wish >= LONGEST_WISH:
        return None
    pause = wish if wish is not None else SHORTEST_PAUSE + repeats
    return min(max(pause, SHORTEST_PAUSE), LONGEST_PAUSE)
