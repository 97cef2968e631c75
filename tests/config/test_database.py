"""Which database a process works with."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kurslink.config import embedded_postgres
from kurslink.config.database import create_database
from tests.database import bare_environment

IMPORT_SETTINGS = "import django; django.setup()"
ENSURE = """
import os
from kurslink.config.database import ensure_database
print(ensure_database())
print(ensure_database())
print(os.environ["KURSLINK_DATABASE_URL"])
from django.conf import settings
print(settings.DATABASES["default"]["NAME"])
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    embedded_postgres.stop(tmp_path / "postgres")


def run(code: str, environment: dict[str, str]) -> list[str]:
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"DJANGO_SETTINGS_MODULE": "kurslink.config.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return result.stdout.splitlines()


def test_importing_the_settings_starts_no_server(data_dir: Path) -> None:
    run(IMPORT_SETTINGS, bare_environment(data_dir))
    assert not (data_dir / "postgres").exists()


def test_without_a_named_server_the_embedded_one_is_announced(data_dir: Path) -> None:
    first, second, announced, name = run(ENSURE, bare_environment(data_dir))
    assert first == second == announced
    assert name == "kurslink"


def test_a_named_server_is_used_and_none_is_started(data_dir: Path) -> None:
    url = "postgresql://office:secret@db.example/kurse"
    environment = bare_environment(data_dir) | {"KURSLINK_DATABASE_URL": url}
    assert run(ENSURE, environment) == [url, url, url, "kurse"]
    assert not (data_dir / "postgres").exists()


def test_a_database_is_created_once(data_dir: Path) -> None:
    server = embedded_postgres.start(data_dir / "postgres", durable=False)
    assert create_database(server, "kurse") == create_database(server, "kurse")
