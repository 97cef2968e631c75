"""`kurslink import` of enrolments, as the office and its scripts see it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import Enrolment
from tests.course_office import make_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]

LIST = "KURSNR;VORNAME;NACHNAME;EMAIL\n262-4107;Anna;Müller;a@x.de\n262-4107;Ben;Albers;b@x\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "belegung.csv"
    file.write_text(LIST, encoding="cp1252")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(application(["import"]), ["import", *words])


def test_a_table_is_recognised_as_enrolments_and_told_as_json(table: Path) -> None:
    make_course()
    result = run(str(table), "--json")
    sentence = "„b@x“ ist keine einzelne gültige E-Mail-Adresse."
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "rejected": [{"row": 3, "element": "EMAIL", "message": sentence}],
        "rejected_count": 1,
        "warnings": [],
        "warnings_count": 0,
    }
    assert result.stderr == f"abgewiesen, Zeile 3, „EMAIL“: {sentence}\n"
    assert Enrolment.objects.count() == 1


def test_a_dry_run_says_so_and_writes_nothing(table: Path) -> None:
    make_course()
    result = run(str(table), "--kind", "enrolments", "--format", "csv", "--dry-run")
    assert result.stdout.splitlines()[:2] == [
        "Nur Vorschau, nichts wurde geändert.",
        "neu:                     1",
    ]
    assert not Enrolment.objects.exists()


def test_kind_and_format_must_agree(table: Path) -> None:
    assert run(str(table), "--kind", "courses", "--format", "kufer-registrations").exit_code == 2


def test_courses_are_no_enrolments(table: Path) -> None:
    table.write_text("<kurse/>")
    result = run(str(table), "--kind", "enrolments", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "wrong_enrolment_file"
