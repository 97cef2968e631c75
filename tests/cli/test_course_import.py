"""`kurslink import` of courses from tables, as the office and its scripts see it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.config import environment
from kurslink.models import Course
from tests.sources.workbooks import texts, workbook

pytestmark = pytest.mark.django_db

TABLE = (
    "Semester;Kursnummer;Kurstitel;Datum;Beginn;Ende;Bemerkung\n"
    "262;262-1;Englisch für Anfänger;29.09.2026;18:00;19:30;x\n"
    "262;262-1;Englisch für Anfänger;06.10.2026;18:00;19:30;y\n"
    "262;262-2;Yoga;31.09.2026;18:00;19:30;z\n"
)
NOTHING = {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "rejected": [], "warnings": []}


@pytest.fixture(autouse=True)
def open_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's database is there already; a command must not open the installation's own."""
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "postgresql://is.open.already/")
    environment.load.cache_clear()
    yield
    environment.load.cache_clear()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "kurse.csv"
    file.write_text(TABLE, encoding="cp1252")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(application(["import"]), ["import", *words])


def test_a_table_of_courses_is_recognised_and_told_as_kufers_file_is(table: Path) -> None:
    result = run(str(table), "--json")
    message = "Das Datum „31.09.2026“ gibt es nicht."
    rejected = [{"row": 4, "element": "Datum", "message": message}]
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        NOTHING | {"new": 1, "rejected": rejected},
    )
    assert result.stderr == f"abgewiesen, Zeile 4, „Datum“: {message}\n"
    course = Course.objects.get()
    assert (course.title, course.days.count()) == ("Englisch für Anfänger", 2)
    again = json.loads(run(str(table), "--format", "csv", "--kind", "courses", "--json").stdout)
    assert again == NOTHING | {"unchanged": 1, "rejected": rejected}


def test_kind_and_columns_as_they_were_understood_are_shown(table: Path) -> None:
    result = run(str(table), "--dry-run")
    assert result.stdout.splitlines()[6:] == [
        "Erkannt als Tabelle mit: Kurse",
        "  Spalte „Semester“: SEMESTER",
        "  Spalte „Kursnummer“: KURSNR",
        "  Spalte „Kurstitel“: KURSTITEL",
        "  Spalte „Datum“: DATUM",
        "  Spalte „Beginn“: BEGINN",
        "  Spalte „Ende“: ENDE",
        "  Spalte „Bemerkung“: nicht verwendet",
    ]
    assert not Course.objects.exists()


def test_a_workbook_needs_no_format_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kurse.xlsx"
    head, row = (line.split(";") for line in TABLE.splitlines()[:2])
    file.write_bytes(workbook(texts(1, *head) + texts(2, *row)))
    assert json.loads(run(str(file), "--json").stdout) == NOTHING | {"new": 1}
    result = run(str(file), "--format", "csv", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "wrong_file_kind"


def test_a_course_without_a_semester_takes_that_of_the_option(tmp_path: Path) -> None:
    file = tmp_path / "kurse.csv"
    file.write_text("KURSNR;KURSTITEL;DATUM;BEGINN;ENDE\n1;A;29.09.2026;18:00;19:30\n")
    assert run(str(file), "--semester", "H26").exit_code == 0
    assert Course.objects.get().semester.code == "H26"
