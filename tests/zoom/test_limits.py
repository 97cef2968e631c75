"""The three kinds of 429, by Zoom's words, and when to come back."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.errors import (
    Circumstances,
    DailyLimit,
    HostDailyLimit,
    RateLimited,
    TooMany,
)
from kurslink.zoom.limits import LONGEST_PAUSE, UNREADABLE_PAUSE, retry_after, too_many
from tests.zoom.clients import NOON

PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header"
    " for details on when you can make another request."
)
PER_HOST = (
    "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted"
    " for this particular user. You may resume these requests at GMT 00:00:00."
)
LOCKED = "Too many concurrent requests. A request to disassociate this user has already been made."
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
AT = Circumstances("create_meeting", 429, 429)


def limit(message: str, **headers: str) -> TooMany:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return too_many(message, AT, headers=httpx2.Headers(named), now=NOON)


@pytest.mark.parametrize("message", [PER_SECOND, LOCKED, ""])
def test_the_limit_per_second_is_a_matter_of_seconds(message: str) -> None:
    error = limit(message, Retry_After="2")
    assert isinstance(error, RateLimited)
    assert error.retry_after == 2


def test_the_daily_limit_ends_when_the_header_says() -> None:
    error = limit(PER_DAY, RETRY_AFTER="2026-11-21T18:00:00Z")
    assert type(error) is DailyLimit
    assert error.resume_at == NOON + timedelta(hours=6)


def test_the_daily_limit_without_a_header_ends_at_midnight_utc() -> None:
    error = limit(PER_DAY)
    assert type(error) is DailyLimit
    assert error.resume_at == MIDNIGHT


def test_the_hosts_limit_is_known_by_its_words_whatever_the_headers_say() -> None:
    error = limit(PER_HOST, x_ratelimit_category="Light", x_ratelimit_remaining="5893")
    assert isinstance(error, HostDailyLimit)
    assert error.resume_at == MIDNIGHT


def test_an_unknown_text_with_a_daily_header_is_a_daily_limit() -> None:
    assert type(limit("Zu viele", X_RATELIMIT_TYPE="Daily-limit")) is DailyLimit


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("3", 3),
        ("0.5", 0.5),
        ("-4", 0),
        ("2026-11-21T12:00:10Z", 10),
        ("2026-11-21T13:00:10+01:00", 10),
        ("2026-11-21T12:00:10", 10),
        ("2026-11-21T11:00:00Z", 0),
        (format_datetime(NOON + timedelta(seconds=7), usegmt=True), 7),
        ("soon", UNREADABLE_PAUSE),
        ("", UNREADABLE_PAUSE),
        ("nan", UNREADABLE_PAUSE),
        ("1e400", UNREADABLE_PAUSE),
        ("9" * 30, LONGEST_PAUSE),
        ("9999-12-31T23:59:59Z", LONGEST_PAUSE),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", UNREADABLE_PAUSE),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999", UNREADABLE_PAUSE),
    ],
)
def test_retry_after_is_read_in_every_spelling(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=NOON) == seconds


@given(st.text() | st.datetimes(timezones=st.just(UTC)).map(str) | st.floats().map(str))
def test_no_retry_after_asks_for_more_than_a_day(value: str) -> None:
    seconds = retry_after(value, now=NOON)
    assert seconds is not None
    assert 0 <= seconds <= LONGEST_PAUSE
