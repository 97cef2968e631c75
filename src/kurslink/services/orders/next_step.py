"""What follows an attempt: the order is done, or tried again at a certain time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.zoom.errors import (
    AddressRefused,
    DailyLimit,
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
    error: Refusal | ZoomError | EncryptionError | None, *, attempts: int, now: datetime
) -> Again | Over:
    """What follows an attempt that `error` ended, `attempts` of which failed before.

    Limits and colleagues never use up an attempt: waiting helps against them.
    """
    match error:
        case Busy():
            return Again(now + SOON)
        case Refusal(code=RefusalCode.DAY_USED_UP) | DailyLimit():
            return Again(_resume_at(error))
        case Refusal(code=RefusalCode.OUTCOME_UNKNOWN):
            return Again(now + timedelta(seconds=_seconds(error)))
        case RateLimited():
            return Again(now + SOON)
        case OutcomeUnknown():
            return _again_after(max(LIST_LAG, _pause(attempts)), attempts, now)
        case MeetingInProgress():
            return _again_after(LESSON, attempts, now)
        case AddressRefused():
            return Over()
        case NotSent() | Unavailable() | NotZoom():
            return _again_after(_pause(attempts), attempts, now)
        case _:
            return Over()


def _resume_at(error: Refusal | DailyLimit) -> datetime:
    moment = error.resume_at if isinstance(error, DailyLimit) else error.data["resume_at"]
    if not isinstance(moment, datetime):
        raise TypeError("a limit of the day names its end")
    return moment


def _seconds(error: Refusal) -> int:
    return int(str(error.data["seconds"]))


def _pause(attempts: int) -> timedelta:
    return PAUSES[min(attempts, len(PAUSES) - 1)]


def _again_after(pause: timedelta, attempts: int, now: datetime) -> Again | Over:
    return Again(now + pause, is_fault=True) if attempts < len(PAUSES) else Over()
