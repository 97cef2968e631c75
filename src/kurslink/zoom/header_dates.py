"""How servers write a moment in a header: as an HTTP date, or as Zoom does, in ISO 8601."""

from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def read_header_date(value: str) -> datetime | None:
    """Return the aware moment `value` names, in UTC where it names no zone; None if it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, OverflowError):  # the library lets a year of 20 digits through
            moment = read(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
