"""Whether the tables are those of this release: neither behind it nor ahead of it."""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit

OURS = "kurslink"


def look(_visit: Visit) -> Iterator[Finding]:
    """Migrations on disk against those the database has seen; other apps' only if they lack."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    ahead = [name for app, name in loader.applied_migrations if _is_unknown(loader, app, name)]
    planned = executor.migration_plan(loader.graph.leaf_nodes())
    if ahead:
        yield _failed(FindingCode.TABLES_AHEAD, ahead)
    if planned:
        yield _failed(FindingCode.TABLES_BEHIND, [migration.name for migration, _ in planned])
    if not ahead and not planned:
        latest = loader.graph.leaf_nodes(OURS)[-1][1]
        yield found(Area.TABLES, Verdict.OK, FindingCode.TABLES_FINE, latest=latest)


def _is_unknown(loader: MigrationLoader, app: str, name: str) -> bool:
    return app == OURS and (app, name) not in loader.disk_migrations


def _failed(code: FindingCode, names: list[str]) -> Finding:
    return found(Area.TABLES, Verdict.FAILED, code, names=sorted(names))
