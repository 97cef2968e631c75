"""`kurslink demo --once`, as an office tries it: links that work, today and at the next start."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment
from tests.simulator_process import plain_client, running_simulator

DEMO = [sys.executable, "-m", "kurslink.cli", "demo", "--once", "--json"]
Done = subprocess.CompletedProcess[str]


def demo(environment: dict[str, str]) -> Done:
    return subprocess.run(DEMO, env=environment, capture_output=True, text=True, check=False)


def courses_of(done: Done) -> list[dict[str, Any]]:
    assert (done.returncode, done.stderr) == (0, "")
    return list(json.loads(done.stdout)["courses"])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a real installation would be; the demo puts its own beside it."""
    directory = tmp_path_factory.mktemp("demo") / "kurslink"
    yield directory
    embedded_postgres.stop(directory.with_name("kurslink-demo") / "postgres")


def test_links_printed_by_the_first_start_are_the_seconds_and_still_open(place: Path) -> None:
    """A mail server that is set is none of the demo's: a wrong address would stop it."""
    environment = bare_environment(place) | {"KURSLINK_MAIL_URL": "real server"}
    first, second = courses_of(demo(environment)), courses_of(demo(environment))
    assert [each["status"] for each in first] == ["transferred"] * 3
    assert [each["status"] for each in second] == ["unchanged"] * 3
    access = [[each[key] for key in ("link", "meeting_id", "passcode")] for each in first]
    assert [[each[key] for key in ("link", "meeting_id", "passcode")] for each in second] == access
    assert all(all(values) for values in access)
    assert not place.exists()
    with running_simulator(state=place.with_name("kurslink-demo") / "zoom.json"):
        pages = [plain_client(link).get("").status_code for link, _id, _passcode in access]
    assert pages == [200, 200, 200]


def test_the_demo_refuses_a_database_that_may_be_somebodys(tmp_path: Path) -> None:
    address = "postgresql://nobody:geheim@127.0.0.1:9/office"
    done = demo(bare_environment(tmp_path) | {"KURSLINK_DATABASE_URL": address})
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "demo_with_database"
    assert done.stderr.startswith("Die Demo benutzt nur ihre eigene Datenbank")
    assert "geheim" not in done.stdout + done.stderr
