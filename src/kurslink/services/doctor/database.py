"""Whether the database server is one we work with."""

from collections.abc import Iterator

from django.db import connection

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit

OLDEST = 15


def look(_visit: Visit) -> Iterator[Finding]:
    """The server's version, which also shows that it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major, minor = divmod(int(cursor.fetchone()[0]), 10_000)
    verdict, code = Verdict.OK, FindingCode.DATABASE_FINE
    if major < OLDEST:
        verdict, code = Verdict.FAILED, FindingCode.DATABASE_OLD
    yield found(Area.DATABASE, verdict, code, version=f"{major}.{minor}")
