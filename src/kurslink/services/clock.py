"""The time, for entrances only: services and everything below get it as an argument."""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """Aware UTC time, shifted by KURSLINK_CLOCK_OFFSET so that tests can play midnight."""
    return datetime.now(UTC) + timedelta(seconds=settings.KURSLINK_CLOCK_OFFSET)
