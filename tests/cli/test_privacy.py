"""`kurslink privacy` as a person at the shell uses it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import Participant
from tests.course_office import NOW
from tests.enrolments import enrol
from tests.mails import make_ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]


@pytest.fixture(autouse=True)
def _months_later(settings: Settings) -> None:
    later = NOW + timedelta(days=200) - datetime.now(UTC)
    settings.KURSLINK_CLOCK_OFFSET = int(later.total_seconds())


def run(*words: str) -> Result:
    return CliRunner().invoke(application(["privacy"]), ["privacy", *words])


def test_all_about_a_person_is_one_document() -> None:
    enrol(make_ready_course())
    said = run("export", "anna@example.org")
    (record,) = json.loads(said.stdout)["records"]
    assert (said.exit_code, record["person"]["last_name"]) == (0, "Müller")
    assert [each["course"]["number"] for each in record["enrolments"]] == ["262-4107"]


def test_nobody_is_refused_with_a_sentence() -> None:
    said = run("export", "4711")
    assert (said.exit_code, json.loads(said.stdout)["error"]["code"]) == (1, "person_unknown")
    assert said.stderr == (
        "Unter „4711“ ist niemand gespeichert. Geben Sie die Nummer oder die E-Mail-Adresse so"
        " an, wie sie bei der Person steht.\n"
    )


def test_a_dry_run_deletes_nothing_and_the_run_what_it_said() -> None:
    enrol(make_ready_course())
    said = run("run", "--dry-run")
    assert said.stdout.splitlines() == [
        "Gelöscht würde:",
        "  Kurse, deren Zugangsdaten geleert sind: 1",
        "  Teilnehmende: 1",
    ]
    assert Participant.objects.exists()
    done = json.loads(run("run", "--json").stdout)
    assert done == {
        "status": "deleted",
        "counts": {"access_data": 1, "participants": 1, "enrolments": 1},
    }
    assert run("run").stdout == "Nichts ist über seine Frist.\n"
