"""Whether our clock and the database's agree; Zoom's is part of each Zugang's test."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit

TOLERANCE = timedelta(seconds=10)  # the database is asked a little after the visit began


def look(visit: Visit) -> Iterator[Finding]:
    """The difference to the database, and a clock that was shifted on purpose and forgotten."""
    shift = timedelta(seconds=settings.KURSLINK_CLOCK_OFFSET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        difference = abs(visit.now - shift - cursor.fetchone()[0])
    if shift:
        yield _off(Verdict.WARNING, FindingCode.CLOCK_SHIFTED, shift)
    if difference > TOLERANCE:
        yield _off(Verdict.FAILED, FindingCode.CLOCK_DIFFERS, difference)
    elif not shift:
        yield found(Area.CLOCK, Verdict.OK, FindingCode.CLOCK_FINE)


def _off(verdict: Verdict, code: FindingCode, by: timedelta) -> Finding:
    return found(Area.CLOCK, verdict, code, seconds=round(by.total_seconds()))
