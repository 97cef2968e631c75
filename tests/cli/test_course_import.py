"""`kurslink import` of courses from tables, as the office and its scripts see it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import Course
from kurslink.services.import_columns import remember_columns
from kurslink.services.rights import SHELL
from kurslink.sources.table_kind import Subject, look_at_table
from tests.sources.open_vhs_files import json_course, json_file
from tests.sources.workbooks import texts, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]

TABLE = (
    "Semester;Kursnummer;Kurstitel;Datum;Beginn;Ende;Bemerkung\n"
    "262;262-1;Englisch für Anfänger;29.09.2026;18:00;19:30;x\n"
    "262;262-1;Englisch für Anfänger;06.10.2026;18:00;19:30;y\n"
    "262;262-2;Yoga;31.09.2026;18:00;19:30;z\n"
)
NOTHING = {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "rejected": [], "warnings": []}


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
    assert result.stdout.splitlines()[7:] == [
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


SAMPLE = Path(__file__).parent.parent / "sources" / "open_vhs_own.xml"


def test_open_vhs_is_recognised_and_courses_of_one_number_are_told_apart_by_nobody() -> None:
    document = json.loads(run(str(SAMPLE), "--json").stdout)
    refused = [(each["row"], each["element"]) for each in document["rejected"]]
    assert document | {"rejected": []} == NOTHING | {"new": 6}
    assert len(refused) == 2
    assert "262-4711" in document["rejected"][0]["message"]
    assert not Course.objects.filter(number="262-4711").exists()
    again = json.loads(run(str(SAMPLE), "--format", "open-vhs", "--json").stdout)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 6)


def test_berlins_json_is_recognised_and_its_marks_propose_online_courses(tmp_path: Path) -> None:
    file = tmp_path / "Kurse.json"
    file.write_bytes(json_file(json_course("Mi1"), json_course("Mi2", merkmale=None)))
    assert run(str(file), "--dry-run").stdout.splitlines()[1:3] == [
        "neu:                     2",
        "davon wohl online:       1",
    ]
    for counts in ({"new": 2}, {"unchanged": 2}):
        result = run(str(file), "--format", "berlin-json", "--json")
        assert json.loads(result.stdout) == NOTHING | counts
    assert str(Course.objects.get(number="Mi2").instructors.get()) == "Mia Muster"


def test_what_was_said_about_columns_on_the_page_holds_here_too(tmp_path: Path) -> None:
    file = tmp_path / "kurse.csv"
    file.write_text("Nr;Titel\n1;Chor\n")
    assert json.loads(run(str(file), "--json").stdout)["error"]["code"] == "column_missing"
    with file.open("rb") as stream:
        table = look_at_table(stream, max_bytes=1000)
    assert table is not None
    remember_columns(
        table, {"Nr": "KURSNR", "Titel": "KURSTITEL"}, subject=Subject.COURSES, actor=SHELL
    )
    document = json.loads(run(str(file), "--semester", "262", "--json").stdout)
    assert [each["element"] for each in document["rejected"]] == ["kurs"]
