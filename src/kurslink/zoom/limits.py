"""Zoom's limits: three kinds of 429, told apart by their words, and when to come back."""

import math
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

from kurslink.zoom.errors import Circumstances, DailyLimit, HostDailyLimit, RateLimited, TooMany
from kurslink.zoom.header_dates import read_header_date

# Taken for a Retry-After nobody can read: too long to wait for on the spot.
UNREADABLE_PAUSE = 60.0
# Zoom's longest limit is a day; whatever asks for more is not meant.
LONGEST_PAUSE = 86_400.0


def too_many(
    message: str, at: Circumstances, *, headers: Mapping[str, str], now: datetime
) -> TooMany:
    """Return which limit a 429 with this text and these headers (any case) means.

    Only the texts can be relied on: the host's limit comes without any header, and Zoom no longer
    documents X-RateLimit-Type.
    """
    pause = retry_after(headers.get("retry-after"), now=now)
    words = message.lower()
    if "this particular user" in words or "create/update" in words:
        return HostDailyLimit(message, at, resume_at=_next_midnight(now))
    if "daily" in words or "daily" in headers.get("x-ratelimit-type", "").lower():
        resume_at = now + timedelta(seconds=pause) if pause else _next_midnight(now)
        return DailyLimit(message, at, resume_at=resume_at)
    return RateLimited(message, at, retry_after=pause)


def retry_after(value: str | None, *, now: datetime) -> float | None:
    """Return the seconds a Retry-After asks for, 0 for the past, None without one.

    Zoom writes an ISO date with the daily limit, others seconds or an HTTP date.
    """
    if value is None:
        return None
    seconds = _seconds(value)
    if seconds is None:
        moment = read_header_date(value.strip())
        seconds = UNREADABLE_PAUSE if moment is None else (moment - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_PAUSE)


def _seconds(value: str) -> float | None:
    with suppress(ValueError):
        seconds = float(value)
        return seconds if math.isfinite(seconds) else None
    return None


def _next_midnight(now: datetime) -> datetime:
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), UTC)
