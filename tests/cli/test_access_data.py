"""`kurslink access-data` as a person at the shell uses it."""

import json

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import Course, MailMessage, MailState
from tests.enrolments import enrol, make_participant
from tests.mails import make_instructor, make_ready, make_ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]


@pytest.fixture(autouse=True)
def _ready_to_send(settings: Settings, db: None) -> None:  # noqa: ARG001  # asks for it
    make_ready(settings)


@pytest.fixture
def course() -> Course:
    course = make_ready_course()
    enrol(course)
    enrol(course, make_participant("Brief", email=""))
    make_instructor(course)
    return course


def access_data(*words: str) -> Result:
    return CliRunner().invoke(application(["access-data"]), ["access-data", *words])


@pytest.mark.usefixtures("course")
def test_a_dry_run_shows_who_would_get_what_and_writes_nothing() -> None:
    done = access_data("262-4107", "--to", "all", "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "262-4107: zu versenden: E-Mails: 2, Briefe: 1",
        "  Anna Brief <–>: ohne E-Mail: Brief drucken",
        "  Anna Müller <anna@example.org>: E-Mail",
        "  Max Beispiel <max@example.org>: E-Mail",
        "  Die Zugangsdaten sind von Hand eingetragen, nicht in Zoom geprüft.",
    ]
    assert not MailMessage.objects.exists()


@pytest.mark.usefixtures("course")
def test_with_json_it_is_one_document_and_a_second_run_with_only_new_does_nothing() -> None:
    first = json.loads(access_data("262-4107", "--json").stdout)["courses"][0]
    assert (first["status"], first["mails"], first["letters"]) == ("queued", 1, 1)
    second = json.loads(access_data("262-4107", "--only-new", "--json").stdout)["courses"][0]
    assert (second["status"], second["mails"]) == ("unchanged", 0)
    assert set(MailMessage.objects.values_list("state", flat=True)) == {
        MailState.WAITING,  # the mail server of this test cannot be reached
        MailState.TO_PRINT,
    }


def test_what_cannot_be_sent_ends_with_a_sentence(course: Course) -> None:
    course.online.is_online = False
    course.online.save()
    done = access_data("262-4107")
    assert done.exit_code == 1
    assert done.stderr == (
        "262-4107: Der Kurs 262-4107 ist nicht als Online-Kurs gekennzeichnet. "
        "Setzen Sie auf der 3. Seite bei „Kursart“ den Haken „Online-Kurs“.\n"
    )


@pytest.mark.usefixtures("course")
def test_a_course_named_twice_is_sent_once() -> None:
    done = access_data("262-4107", "262-4107")
    assert [line for line in done.stdout.splitlines() if line.startswith("262")] == [
        "262-4107: im Postausgang: E-Mails: 1, Briefe: 1"
    ]
    assert MailMessage.objects.count() == 2
