"""The installation a test run works with: files of its own, a database server of its own.

A plugin of pytest, named in pyproject.toml. A server is only started if KURSLINK_DATABASE_URL
names none, and not before a test needs it. The processes of pytest-xdist share it, each with a
database of its own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from kurslink.config import embedded_postgres, environment

FIXTURES = frozenset({"db", "transactional_db", "live_server"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests with a database")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before pytest-django reads the settings: no test may touch a real installation."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["KURSLINK_DATA_DIR"] = tempfile.mkdtemp(prefix="kurslink-tests-")


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        embedded_postgres.stop(_server())
        shutil.rmtree(environment.load().data_dir)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        others = [item for item in items if not _needs_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _needs_database(item)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """The chosen tests are known and Django has not connected yet."""
    if environment.load().database_url is None and any(map(_needs_database, session.items)):
        parts = conninfo_to_dict(embedded_postgres.start(_server(), durable=False))
        settings.DATABASES["default"].update(
            {key.upper(): parts[key] for key in ("host", "port", "user", "password")}
        )


def bare_environment(data_dir: Path) -> dict[str, str]:
    """Variables for a process that shall work with an installation of its own in `data_dir`."""
    others = {key: value for key, value in os.environ.items() if not key.startswith("KURSLINK_")}
    return others | {"KURSLINK_DATA_DIR": str(data_dir)}


def _server() -> Path:
    return environment.load().data_dir / "postgres"


def _needs_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
