"""`kurslink check`, as a process: the report, the document, and what ends with exit code 1."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment

COMMAND = [sys.executable, "-m", "kurslink.cli", "check"]
NAMES = [
    "database",
    "migrations",
    "clock",
    "encryption",
    "data_directory",
    "upload_space",
    "data_space",
    "public_address",
    "activation",
    "institution",
    "mail_template",
    "worker",
    "journal",
    "mail",
    "software",
    "account",
]
REPAIR = (
    "Systemverwaltung: Unter Zentrale Einstellungen / Extras bei „Einstellungen zu Zoom“ den "
    "Zugang anlegen; die Anleitung steht daneben."
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    directory = tmp_path_factory.mktemp("installation")
    yield bare_environment(directory)
    embedded_postgres.stop(directory / "postgres")


def check(environment: dict[str, str], *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, *options], env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_installation_lacks_its_zugang_only(environment: dict[str, str]) -> None:
    done = check(environment, "--json")
    checks = json.loads(done.stdout)["checks"]
    assert [each["name"] for each in checks] == NAMES
    assert [each for each in checks if not each["ok"]] == [
        {
            "name": "account",
            "ok": False,
            "message": "Es ist noch kein Zoom-Zugang hinterlegt.",
            "repair": REPAIR,
        }
    ]
    assert (done.returncode, done.stderr) == (1, "")


def test_the_report_can_be_printed_for_the_it_department(environment: dict[str, str]) -> None:
    lines = check(environment).stdout.splitlines()
    assert lines[0].startswith("Kurslink – Prüfbericht vom ")
    assert lines[-5:] == [
        "✓ Software für Online-Kurse: Der Eintrag „Zoom“ ist vorhanden und aktiv.",
        "✗ Zugang: Es ist noch kein Zoom-Zugang hinterlegt.",
        f"    → {REPAIR}",
        "",
        "16 Prüfungen, 1 nicht bestanden, 3 mit Hinweis.",
    ]


def test_a_database_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    environment = bare_environment(tmp_path) | {
        "KURSLINK_DATABASE_URL": "postgresql://kurslink:geheim@127.0.0.1:1/kurslink"
    }
    done = check(environment, "--json")
    first, *others = json.loads(done.stdout)["checks"]
    assert (first["name"], first["ok"]) == ("database", False)
    assert {each["name"] for each in others if each["ok"]} == {
        "data_directory",
        "upload_space",
        "data_space",
        "public_address",
    }
    assert "geheim" not in done.stdout + done.stderr
    assert done.returncode == 1
