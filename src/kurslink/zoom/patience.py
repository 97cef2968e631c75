"""Which failed calls are worth repeating at once, after what pause, and how often."""

from collections.abc import Callable
from typing import TypeVar

from kurslink.zoom.calls import Call, Effect
from kurslink.zoom.errors import OutcomeUnknown, RateLimited, Unavailable, Unreachable, ZoomError

MOST_REPEATS_AT_LIMIT = 5
MOST_REPEATS_AFTER_FAULT = 2
# A pause Zoom wants this long or longer is the caller's to plan, not ours to sleep through.
LONGEST_WISH = 15.0
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 5.0

Answer = TypeVar("Answer")


def patiently(
    attempt: Callable[[], Answer], call: Call, *, sleep: Callable[[float], None]
) -> Answer:
    """Return what `attempt` returns, repeating it while its errors are worth it."""
    repeats = 0
    while True:
        try:
            return attempt()
        except ZoomError as error:
            pause = pause_before_repeat(error, call, repeats=repeats)
            if pause is None:
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
