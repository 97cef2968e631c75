"""The tables of the database, brought to the state this release expects."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kurslink.config.database import ensure_database

LOCK = 0x6B75_7273  # "kurs": of several processes starting at once, one changes the tables


def open_database() -> None:
    """Make the models usable in this process: server, settings, tables.

    Raises EmbeddedPostgresError, or psycopg.OperationalError if a named server does not answer.
    """
    address = ensure_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurslink.config.settings")
    django.setup()
    if _is_behind():
        with _alone(address):
            call_command("migrate", interactive=False, verbosity=0)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone(address: str) -> Iterator[None]:
    with psycopg.connect(address, autocommit=True) as guard:
        guard.execute("select pg_advisory_lock(%s)", [LOCK])
        yield
