"""Lets one process send at a time, whatever the number of workers."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection

_LOCK = 0x6B75_6D61  # any number, but always this one: pg_try_advisory_lock
# A machine that loses its power says no goodbye: the database shall miss it within a minute.
_NOTICE = (
    "SELECT set_config('tcp_keepalives_idle', '30', false), "
    "set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false)"
)


@contextmanager
def one_sender() -> Iterator[bool]:
    """Whether it is us. The lock is of the connection, so it ends with the process.

    It must not be closed within the block; when it breaks, everything we try to store breaks too.
    """
    is_ours = _ask("SELECT pg_try_advisory_lock(%s)", [_LOCK])
    if not is_ours:
        yield False
        return
    _ask(_NOTICE, [])
    try:
        yield True
    finally:
        with suppress(DatabaseError, InterfaceError):  # a broken connection has lost it already
            _ask("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _ask(query: str, values: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return bool(row and row[0])
