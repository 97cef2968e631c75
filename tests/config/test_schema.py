"""Opening the database: it is made, filled with tables, and the same for all who come at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment

OPEN = """
from kurslink.config.schema import open_database
open_database()
from kurslink.models import Course
print(Course.objects.count())
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    yield bare_environment(tmp_path)
    embedded_postgres.stop(tmp_path / "postgres")


def test_processes_starting_at_once_make_the_tables_once(environment: dict[str, str]) -> None:
    openers = [
        subprocess.Popen([sys.executable, "-c", OPEN], env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [opener.communicate()[0].strip() for opener in openers] == [b"0"] * 3
