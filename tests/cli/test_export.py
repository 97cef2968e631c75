"""`kurslink export` as a process: a file is imported, files come out and are read back."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from kurslink.config import embedded_postgres
from kurslink.sources.course_rows import CourseRow, DayRow, InstructorRow, Room, Salutation
from kurslink.sources.kufer_xml_writer import write_courses
from tests.database import bare_environment

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
COMMAND = [sys.executable, "-m", "kurslink.cli"]
DAYS = (date(2026, 9, 2), date(2026, 9, 9))
ANNA = InstructorRow("17", Salutation.NONE, "", "Anna", "Höß", "anna@vhs.example")


def course(number: str, semester: str, *people: InstructorRow) -> CourseRow:
    return CourseRow(
        number=number,
        semester_code=semester,
        title="-1 Kilo; leichter",
        subtitle="",
        department_code="",
        department="",
        starts_on=DAYS[0],
        ends_on=DAYS[1],
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=None,
        maximum=None,
        enrolled=None,
        waiting=None,
        is_cancelled=False,
        place="Rathaus",
        room=Room(),
        days=tuple(DayRow(day, time(18), time(19, 30), Room()) for day in DAYS),
        instructors=people,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    directory = tmp_path_factory.mktemp("installation")
    environment = bare_environment(directory)

    def run(*words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run([*COMMAND, *words], env=environment, capture_output=True, check=False)

    file = directory / "internet.xml"
    with file.open("wb") as stream:
        write_courses([course("100", "A", ANNA), course("200", "A"), course("100", "B")], stream)
    assert run("import", str(file)).returncode == 0
    assert run("course", "200", "--online", "--software", "Zoom").returncode == 0
    people = directory / "belegung.csv"
    people.write_text("KURSNR;NACHNAME;ONLINELINK;STATUS\n200;Zahn;https://own;A\n200;Kurz;;W\n")
    assert run("import", str(people)).returncode == 0
    yield run
    embedded_postgres.stop(directory / "postgres")


def rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_table_comes_out_of_the_standard_output(run: Run) -> None:
    done = run("export", "--semester", "A", "--variables", "KURSNR, KURSTITEL,WEBINAR")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows(done.stdout) == [
        ["KURSNR", "KURSTITEL", "WEBINAR"],
        ["100", "'-1 Kilo; leichter", "Nein"],
        ["200", "'-1 Kilo; leichter", "Ja"],
    ]


def test_people_with_a_place_come_out_with_their_own_access_data(run: Run) -> None:
    names = "KURSNR,NACHNAME,WEBIN_LINK,ONLINELINK"
    done = run("export", "--level", "enrolment", "--variables", names)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows(done.stdout) == [names.split(","), ["200", "Zahn", "", "https://own"]]
    done = run("export", "--level", "enrolment", "--format", "ics", "--lang", "en")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"There are calendars of courses only")


def test_a_workbook_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kurse.xlsx"
    words = ("--online", "--format", "xlsx", "--variables", "KURSNR,WEBIN_SW", "--output")
    done = run("export", *words, str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    book = CalamineWorkbook.from_path(file)
    assert book.get_sheet_by_index(0).to_python() == [["KURSNR", "WEBIN_SW"], ["200", "Zoom"]]


def test_a_document_holds_every_variable_by_its_name(run: Run) -> None:
    document = json.loads(run("export", "--format", "json", "--course", "200").stdout)
    (only,) = document["courses"]
    assert (only["KURSNR"], only["BEG_DATTXT"], only["ANZ_TAGE"]) == ("200", "Mi 02.09.2026", "2")


def test_calendars_are_made_for_a_semester_a_course_and_an_instructor(run: Run) -> None:
    def count(*words: str) -> int:
        file = run("export", "--format", "ics", *words).stdout
        return len(Calendar.from_ical(file).walk("VEVENT"))

    assert count("--semester", "A") == 4
    assert count("--semester", "B", "--course", "100") == 2
    assert count("--instructor", "17") == count("--instructor", "ANNA@vhs.example") == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--variables", "KURSNUMMER"], "variable_unknown"),
        (["--variables", "KURSNR,ONLINELINK"], "variable_of_enrolment"),
        (["--course", "100"], "course_ambiguous"),
        (["--instructor", "niemand"], "instructor_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_no_file_is_left(
    run: Run, tmp_path: Path, words: list[str], code: str
) -> None:
    file = tmp_path / "kurse.json"
    done = run("export", "--format", "json", *words, "--output", str(file))
    assert (done.returncode, file.exists()) == (1, False)
    assert json.loads(done.stdout)["error"]["code"] == code
    assert done.stderr.decode().startswith(json.loads(done.stdout)["error"]["message"])
