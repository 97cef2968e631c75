"""Whether this process can serve people now: what monitoring asks again and again.

Cheaper than the doctor and without a word that is nobody's business.
"""

from dataclasses import dataclass
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kurslink.models.encryption import encrypt
from kurslink.models.errors import EncryptionError
from kurslink.services.orders.workers import living_workers


@dataclass(frozen=True)
class Readiness:
    """What is needed before a page can be answered; workers only tell, pages work without."""

    database: bool
    tables: bool
    keys: bool
    workers: int

    @property
    def is_ready(self) -> bool:
        """Whether people may be sent here."""
        return self.database and self.tables and self.keys


def look_whether_ready() -> Readiness:
    """Ask the database and the keys; never raises for what is wrong with them."""
    try:
        applied = MigrationRecorder(connection).applied_migrations().keys()
        tables = _latest() <= applied
        workers = living_workers() if tables else 0
    except Error:
        return Readiness(database=False, tables=False, keys=_keys_can_be_used(), workers=0)
    return Readiness(database=True, tables=tables, keys=_keys_can_be_used(), workers=workers)


@cache
def _latest() -> frozenset[tuple[str, str]]:
    """The last migration of each app as this release carries it."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _keys_can_be_used() -> bool:
    try:
        encrypt("ready")
    except EncryptionError:
        return False
    return True
