"""The office's day at the shell, as real processes: import, Zugang, transfer, info, withdraw."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from kurslink.config import embedded_postgres
from kurslink.services.transfer.meeting_claim import LEASE
from kurslink.sources.course_rows import CourseRow, DayRow, Room
from kurslink.sources.kufer_xml_writer import write_courses
from tests.database import bare_environment
from tests.simulator_process import RunningSimulator

COMMAND = [sys.executable, "-m", "kurslink.cli"]
FIRST = date.today() + timedelta(days=14)  # noqa: DTZ011  # processes play today
TRANSFER_KEYS = {
    "number",
    "semester",
    "status",
    "link",
    "meeting_id",
    "passcode",
    "host",
    "timezone",
    "occurrences",
    "steps",
    "calls",
    "warnings",
    "error",
}
Done = subprocess.CompletedProcess[str]


def course(number: str, *, semester: str = "A", weeks: int = 3) -> CourseRow:
    days = tuple(
        DayRow(FIRST + timedelta(weeks=week), time(18), time(19, 30), Room())
        for week in range(weeks)
    )
    return CourseRow(
        number=number,
        semester_code=semester,
        title=f"Kurs {number}",
        subtitle="",
        department_code="",
        department="",
        starts_on=FIRST,
        ends_on=days[-1].date,
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=None,
        maximum=None,
        enrolled=None,
        waiting=None,
        is_cancelled=False,
        place="",
        room=Room(),
        days=days,
        instructors=(),
    )


COURSES = [course("100"), course("200"), course("300"), course("400"), course("400", semester="B")]


class Office:
    """Runs commands on an installation of its own; the Zugang leads to the simulator."""

    def __init__(self, data_dir: Path) -> None:
        self.environment = bare_environment(data_dir)

    def start(self, *words: str, **variables: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*COMMAND, *words],
            env=self.environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, text: str = "", **variables: str) -> Done:
        process = self.start(*words, **variables)
        out, err = process.communicate(text)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def document(self, *words: str, text: str = "", **variables: str) -> dict[str, Any]:
        """The one JSON document of a command that succeeds and says nothing else."""
        done = self.run(*words, "--json", text=text, **variables)
        assert (done.returncode, done.stderr) == (0, "")
        return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, simulator_process: RunningSimulator
) -> Iterator[Office]:
    directory = tmp_path_factory.mktemp("installation")
    made = Office(directory)
    file = directory / "internet.xml"
    with file.open("wb") as stream:
        write_courses(COURSES, stream)
    counted = made.document("import", str(file))
    assert counted == {
        "new": 5,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "rejected": [],
        "warnings": [],
    }
    add_account(made, simulator_process)
    yield made
    embedded_postgres.stop(directory / "postgres")


def add_account(office: Office, simulator: RunningSimulator) -> None:
    """The secret comes in by standard input and is shown nowhere."""
    zoom = {
        "account-id": simulator.account_id,
        "client-id": simulator.client_id,
        "client-secret": "-",
        "api-url": simulator.api_url,
        "oauth-url": simulator.oauth_url,
    }
    options = [f"--{name}={value}" for name, value in zoom.items()]
    words = ["account", "add", simulator.hosts[0], *options, "--practice", "--json"]
    done = office.run(*words, text=f"{simulator.client_secret}\n")
    assert (done.returncode, done.stderr) == (0, "")
    (account,) = json.loads(done.stdout)["accounts"]
    assert (account["email"], account["practice"]) == (simulator.hosts[0], True)
    assert simulator.client_secret not in done.stdout + " ".join(words)


def only(document: dict[str, Any]) -> dict[str, Any]:
    (entry,) = document["courses"]
    return dict(entry)


def starts(entry: dict[str, Any]) -> list[str]:
    return [one["start_time"] for one in entry["occurrences"]]


def evenings(count: int) -> list[str]:
    days = (FIRST + timedelta(weeks=week) for week in range(count))
    return [datetime.combine(day, time(18)).isoformat() for day in days]


def test_a_course_is_transferred_looked_at_updated_and_withdrawn(
    office: Office, simulator: RunningSimulator
) -> None:
    host = simulator.hosts[2]
    planned = only(office.document("transfer", "100", "--host", host, "--dry-run"))
    assert (planned["status"], starts(planned)) == ("planned", evenings(3))
    assert simulator.control.meetings() == []

    made = only(office.document("transfer", "100", "--host", host))
    (meeting,) = simulator.control.meetings()
    assert set(made) == set(planned) == TRANSFER_KEYS
    assert (made["status"], made["host"], starts(made)) == ("transferred", host, evenings(3))
    assert (made["link"], made["meeting_id"], made["passcode"]) == (
        meeting["join_url"],
        str(meeting["id"]),
        meeting["password"],
    )
    assert [warning["code"] for warning in made["warnings"]] == ["switched_on"]
    assert (made["calls"]["writes"], made["error"]) == (1, None)

    seen = office.document("info", "100")
    assert (seen["topic"], seen["link"], starts(seen)) == ("Kurs 100", made["link"], evenings(3))
    assert seen["differences"] == {"fields": [], "days": []}
    assert seen["changed_at_zoom"] is None

    simulator.control.change_meeting(meeting["id"], topic="Mein Kurs")
    seen = office.document("info", "100")
    assert seen["changed_at_zoom"] == {
        "fields": [{"field": "topic", "course": "Kurs 100", "zoom": "Mein Kurs"}],
        "days": [],
    }
    assert "In Zoom geändert" in office.run("info", "100").stdout
    (listed,) = office.document("courses", "--online")["courses"]
    assert listed["zoom_state"] == "changed_at_zoom"
    simulator.control.change_meeting(meeting["id"], topic="Kurs 100")
    office.document("info", "100")

    again = office.run("transfer", "100")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("100  unverändert  Kurs 100")
    assert made["link"] in again.stdout

    gone = office.document("withdraw", "100")
    assert (gone["status"], gone["meeting_id"]) == ("withdrawn", made["meeting_id"])
    assert simulator.control.meetings() == []
    listed = {each["number"]: each for each in office.document("courses", "--online")["courses"]}
    assert {number: each["zoom_state"] for number, each in listed.items()} == {
        "100": "not_transferred"
    }
    assert (listed["100"]["link"], listed["100"]["host"]) == (None, host)


def test_refusals_are_sentences_with_exit_code_one(
    office: Office, simulator: RunningSimulator
) -> None:
    unknown = office.run("transfer", "999", "--json")
    assert unknown.returncode == 1
    assert json.loads(unknown.stdout) == {
        "error": {
            "code": "course_unknown",
            "message": "Den Kurs 999 gibt es nicht.",
            "hint": "Prüfen Sie die Kursnummer oder importieren Sie die Kurse zuerst.",
        }
    }
    assert unknown.stderr.startswith("Den Kurs 999 gibt es nicht.")

    ambiguous = office.run("transfer", "400")
    assert (ambiguous.returncode, ambiguous.stdout) == (1, "")
    assert ambiguous.stderr.startswith(
        "Die Kursnummer 400 gibt es in mehreren Semestern: A, B. Geben Sie das Semester mit an"
    )

    unread = office.run("transfer", "300", "--host", "niemand@vhs.example", "--json")
    (refused,) = json.loads(unread.stdout)["courses"]
    assert (unread.returncode, refused["status"]) == (1, "refused")
    assert refused["error"]["message"] in unread.stderr
    assert simulator.control.meetings() == []

    assert office.run("transfer").returncode == 2
    assert office.run("transfer", "100", "--day", "gestern").returncode == 2


def test_chosen_days_are_remembered_and_one_semester_is_meant(
    office: Office, simulator: RunningSimulator
) -> None:
    second = (FIRST + timedelta(weeks=1)).isoformat()
    words = ["400", "--semester", "B", "--host", simulator.hosts[0]]
    one = only(office.document("transfer", *words, "--day", second))
    assert (one["semester"], starts(one)) == ("B", evenings(3)[1:2])
    (again,) = office.document("transfer", "--all-online", "--semester", "B")["courses"]
    assert (again["status"], starts(again)) == ("unchanged", starts(one))


def test_killed_after_zoom_made_the_meeting_it_is_found_and_none_is_made_again(
    office: Office, simulator: RunningSimulator
) -> None:
    hold = simulator.control.hold(when="after", operation="create_meeting")
    process = office.start("transfer", "200", "--host", simulator.hosts[0])
    hold.wait_until_reached(20)
    process.kill()
    process.communicate()
    hold.release()
    assert len(simulator.control.meetings()) == 1

    busy = office.run("transfer", "200", "--json")
    (refused,) = json.loads(busy.stdout)["courses"]
    assert (busy.returncode, refused["status"], refused["error"]["code"]) == (1, "queued", "busy")
    assert "Der Auftrag bleibt bestehen" in busy.stderr

    later = str(int(LEASE.total_seconds()) + 1)
    found = only(office.document("transfer", "200", KURSLINK_CLOCK_OFFSET=later))
    (meeting,) = simulator.control.meetings()
    assert (found["status"], found["calls"]["create"]) == ("transferred", 0)
    assert (found["meeting_id"], starts(found)) == (str(meeting["id"]), evenings(3))


def test_killed_before_zoom_was_asked_it_makes_one_meeting_the_next_time(
    office: Office, simulator: RunningSimulator
) -> None:
    hold = simulator.control.hold(when="before", operation="create_meeting")
    process = office.start("transfer", "300", "--host", simulator.hosts[0])
    hold.wait_until_reached(20)
    process.kill()
    process.communicate()
    hold.release(perform=False)
    later = str(int(LEASE.total_seconds()) + 1)
    made = only(office.document("transfer", "300", KURSLINK_CLOCK_OFFSET=later))
    assert (made["status"], made["calls"]["create"]) == ("transferred", 1)
    assert len(simulator.control.meetings()) == 1


def test_a_file_with_a_bad_course_says_which_and_takes_the_others(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "internet.xml"
    with file.open("wb") as stream:
        write_courses(
            [replace(course("500", semester="C"), title=""), course("501", semester="C")], stream
        )
    done = office.run("import", str(file), "--json", "--dry-run")
    document = json.loads(done.stdout)
    (rejected,) = document["rejected"]
    assert (done.returncode, document["new"]) == (1, 1)
    assert set(rejected) == {"row", "element", "message"}
    assert rejected["message"] in done.stderr
