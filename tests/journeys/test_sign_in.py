"""Signing in with a browser: every page of it for everybody, and passkeys under our policy."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kurslink.mail.server import parse_server
from kurslink.models import Role, User
from kurslink.services.invite_user import invite_user
from kurslink.services.rights import SHELL
from tests.course_office import NOW
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.test_accessibility import objections, sign_in
from tests.outbox import may_send
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def confirm(page: Page) -> None:
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()


def test_no_page_of_signing_in_has_a_finding(
    office: LiveServer, page: Page, settings: Settings
) -> None:
    link = invite_user("neu@vhs.example", name="Neu", role=Role.READER, actor=SHELL, now=NOW).link
    found = []
    for path in ("konto/passwort-vergessen/", "konto/einladung/abc/"):
        page.goto(f"{office.url}/{path}")
        found += objections(page)
    may_send()
    settings.KURSLINK_MAIL_SERVER = parse_server("smtp://127.0.0.1:9")
    for path in ("", "gesendet/", "fertig/", "1-abc-def/"):
        page.goto(f"{office.url}/konto/passwort-vergessen/{path}")
        found += objections(page)
    page.goto(office.url + link.partition(":8000")[2])
    found += objections(page)
    page.get_by_label("Passwort", exact=True).fill("kurz")
    page.get_by_label("Passwort noch einmal").fill("kurz")
    page.get_by_role("button", name="Passwort speichern").click()
    page.locator("#id_password_error").wait_for()
    found += objections(page)
    assert found == []


def test_no_page_of_ones_own_sign_in_has_a_finding(office: LiveServer, page: Page) -> None:
    anna = make_user("anna", is_active=False)
    sign_in(page, office.url)
    page.goto(f"{office.url}/konto/sicherheit/app/")
    found = objections(page)
    confirm(page)
    found += objections(page)
    Authenticator.objects.create(user=anna, type="totp", data={})
    safety, people = "/konto/sicherheit/", "/einstellungen/benutzer/"
    for path in (
        "/konto/passwort/",
        safety,
        f"{safety}passkeys/",
        f"{safety}passkeys/neu/",
        f"{safety}ersatzcodes/neu/",
        people,
        f"{people}neu/",
        f"{people}{anna.pk}/",
    ):
        page.goto(office.url + path)
        found += objections(page)
    page.goto(f"{office.url}{people}neu/")
    page.get_by_label("E-Mail-Adresse").fill("neu@vhs.example")
    page.get_by_label("Name").fill("Neu")
    page.get_by_role("button", name="Einladen").click()
    page.locator("#link").wait_for()
    found += objections(page)
    assert found == []


def test_a_passkey_signs_in_without_a_password(office: LiveServer, quiet_page: Page) -> None:
    page = quiet_page
    with_a_passkey(page)
    sign_in(page, office.url)
    page.goto(f"{office.url}/konto/sicherheit/passkeys/neu/")
    confirm(page)
    page.get_by_label("Auch ohne Passwort anmelden").check()
    page.get_by_role("button", name="Einrichten").click()
    page.get_by_role("heading", name="Ersatzcodes").wait_for()
    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{office.url}/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_role("heading", name="Übersicht", exact=True).wait_for()
    page.goto(f"{office.url}/konto/sicherheit/passkeys/")
    assert page.locator("tbody td").nth(1).inner_text() == "auch ohne Passwort"


def test_a_passkey_is_the_second_factor(office: LiveServer, quiet_page: Page) -> None:
    page = quiet_page
    with_a_passkey(page)
    sign_in(page, office.url)
    page.goto(f"{office.url}/konto/sicherheit/passkeys/neu/")
    confirm(page)
    page.get_by_role("button", name="Einrichten").click()
    page.get_by_role("heading", name="Ersatzcodes").wait_for()
    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{office.url}/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Zweiter Faktor").wait_for()
    assert objections(page) == []
    page.get_by_role("button", name="Passkey benutzen").click()
    page.get_by_role("heading", name="Übersicht", exact=True).wait_for()
    assert User.objects.get(email=EMAIL).last_login is not None


def test_a_device_without_a_passkey_says_so(office: LiveServer, page: Page) -> None:
    with_a_passkey(page)
    page.goto(f"{office.url}/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_role("alert").filter(has_text="Der Passkey wurde nicht benutzt").wait_for()


def with_a_passkey(page: Page) -> None:
    """The browser has a device for passkeys, whose owner always agrees."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
