"""„Freischaltung", „Prüfung der Installation" and „Hilfe"."""

from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytest_django import Settings

from kurslink.models import Institution, OnlineDetails
from kurslink.services.activation_code import Grant, issue_code, write_public_key
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser

ACTIVATION, DOCTOR = "/einstellungen/freischaltung/", "/einstellungen/pruefung/"


@pytest.fixture
def operator(settings: Settings) -> Ed25519PrivateKey:
    """Whoever issues codes for this installation, which is locked until one is entered."""
    key = Ed25519PrivateKey.generate()
    settings.KURSLINK_ACTIVATION_KEY = write_public_key(key.public_key())
    return key


def code(key: Ed25519PrivateKey, until: date) -> str:
    here = Institution.load()
    return issue_code(Grant(here.instance_id, here.name, until), key)


def test_an_installation_without_a_key_needs_no_activation(system: Browser) -> None:
    page = system.get(ACTIVATION)
    assert page.notices == ["Diese Installation braucht keine Freischaltung."]
    assert page.labels == []


def test_a_code_unlocks_and_the_page_says_until_when(
    system: Browser, operator: Ed25519PrivateKey
) -> None:
    page = system.get(ACTIVATION)
    assert page.labels == ["Einrichtung", "Installation", "Freischaltung"]
    assert page.notices == [
        "Die Zoom-Schnittstelle ist auf dieser Installation nicht freigeschaltet."
    ]
    page = system.post(ACTIVATION, code=code(operator, date(2026, 12, 31)))
    until = "Freigeschaltet für Volkshochschule bis Do 31.12.2026."
    assert page.notices == [until, until]


def test_a_code_that_does_not_fit_is_explained_and_changes_nothing(
    system: Browser, operator: Ed25519PrivateKey
) -> None:
    expired = NOW.date() - timedelta(days=1)
    page = system.post(ACTIVATION, code=code(operator, expired))
    assert page.status == 422
    (error,) = page.errors
    assert error.startswith("Die Freischaltung der Zoom-Schnittstelle ist am Mi 19.08.2026")
    assert Institution.load().activation_code == ""


def test_while_locked_a_course_shows_its_fields_and_says_why_there_are_no_buttons(
    office: Browser, simulator: RunningSimulator, operator: Ed25519PrivateKey
) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    OnlineDetails.objects.update(account=account)
    where = f"/kurse/{course.pk}/online-kurs/"
    page = office.get(where)
    assert page.notices == [
        "Die Zoom-Schnittstelle ist auf dieser Installation nicht freigeschaltet."
    ]
    assert page.buttons == ["Speichern"]
    Institution.objects.update(activation_code=code(operator, date(2026, 12, 31)))
    assert office.get(where).buttons == ["Speichern", "Meeting erstellen"]


def test_the_examination_runs_on_request_only(system: Browser, simulator: RunningSimulator) -> None:
    make_account(simulator)
    before = simulator.control.counters().calls
    page = system.get(DOCTOR)
    assert (page.buttons, simulator.control.counters().calls) == (["Jetzt prüfen"], before)


def test_the_examination_names_findings_repair_and_who(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    simulator.control.alter_app(scopes=[])
    simulator.control.drop_tokens()
    page = system.post(DOCTOR)
    assert page.buttons == ["Noch einmal prüfen", "Drucken"]
    first = page.rows()[0]
    assert first[:2] == ["Fehler", f"Zugang {account.email}"]
    assert first[2].startswith("Der App fehlen in Zoom Berechtigungen")
    assert first[3].startswith("Die Systemverwaltung ergänzt sie")
    states = [row[0] for row in page.rows()]
    order = ["Fehler", "Hinweis", "nicht geprüft", "in Ordnung"]
    assert states == sorted(states, key=order.index)
