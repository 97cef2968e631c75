"""What follows an attempt: the order is done, or tried again at a certain time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.limits.write_budget import free_after_refusal
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.zoom.errors import (
    NOBODY_LET_IN,
    AddressRefused,
    DailyLimit,
    HostDailyLimit,
    MeetingInProgress,
    NotSent,
    NotZoom,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
    ZoomError,
)

SOON = timedelta(seconds=10)
LESSON = timedelta(minutes=45)  # people are in the meeting; course days are seldom longer apart
# A fault on the way is tried again at growing intervals, then it is a person's turn.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 120))


@dataclass(frozen=True)
class Again:
    """Try again at `due_at`; `is_fault` uses up one of the few attempts."""

    due_at: datetime
    is_fault: bool = False


@dataclass(frozen=True)
class Over:
    """Nothing more to do by itself."""


def after(
    error: Refusal | ZoomError | EncryptionError | None,
    *,
    attempts: int,
    now: datetime,
    is_watched: bool,
) -> Again | Over:
    """What follows an attempt that `error` ended, `attempts` of which failed before.

    Limits and colleagues never use up an attempt: waiting helps against them. What is wrong with
    the whole installation or Zugang must not use up a batch in seconds: unless somebody watches
    (`is_watched`) it is tried again like a fault, for somebody may mend it.
    """
    due_at = _waits_until(error, now)
    if due_at is not None:
        return Again(due_at)
    growing = PAUSES[min(attempts, len(PAUSES) - 1)]
    pause = _pause(error, growing)
    if pause is None and not is_watched and _concerns_all(error):
        pause = growing
    if pause is None or attempts >= len(PAUSES):
        return Over()
    return Again(now + pause, is_fault=True)


def _waits_until(error: object, now: datetime) -> datetime | None:
    """When the reason not to begin is gone by itself; None if that is not what it needs."""
    match error:
        case Busy() | RateLimited():
            return now + SOON
        case HostDailyLimit():
            return free_after_refusal(now)
        case DailyLimit(resume_at=moment):
            return moment
        case Refusal(code=RefusalCode.DAY_USED_UP, data={"resume_at": datetime() as moment}):
            return moment
        case Refusal(code=RefusalCode.OUTCOME_UNKNOWN, data={"seconds": int() as seconds}):
            return now + timedelta(seconds=seconds)
        case _:
            return None


def _concerns_all(error: object) -> bool:
    """Whether every order would end like this one."""
    if isinstance(error, Refusal):
        return error.code in (RefusalCode.LOCKED, RefusalCode.ACTIVATION_EXPIRED)
    return isinstance(error, (EncryptionError, *NOBODY_LET_IN))


def _pause(error: object, growing: timedelta) -> timedelta | None:
    """How long to leave a fault alone; None for what trying again does not mend."""
    match error:
        case OutcomeUnknown():
            return max(LIST_LAG, growing)
        case MeetingInProgress():
            return LESSON
        case AddressRefused():
            return None
        case NotSent() | Unavailable() | NotZoom() | Refusal(code=RefusalCode.BREAKDOWN):
            return growing
        case _:
            return None
