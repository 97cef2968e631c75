"""Lets imports wait for each other: two at once would add the same rows twice."""

from django.db import connection

_ONE_IMPORT_AT_A_TIME = 7_120_481  # any number, but always this one: pg_advisory_xact_lock


def wait_for_other_imports() -> None:
    """Wait; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
