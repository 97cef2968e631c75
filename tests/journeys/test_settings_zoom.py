"""An administrator sets up Zoom from nothing, by keyboard alone; each refusal is explained."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import ProxySettings, ZoomAccount
from kurslink.planning.passcodes import PasscodeRule
from kurslink.services.passcode_structure import own_structure
from tests.course_office import NOW, make_account, make_course
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.hands import Hands, sign_in
from tests.journeys.test_accessibility import objections
from tests.journeys.test_accessibility import sign_in as quick_sign_in
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)


def said(page: Page, text: str) -> None:
    """The message stands on the page."""
    expect(page.locator(".notice__text", has_text=text)).to_be_visible()


def open_the_form(hands: Hands) -> None:
    hands.follow("Einstellungen")
    hands.follow("Einstellungen zu Zoom")
    hands.follow("Neu")
    expect(hands.page.get_by_role("heading", name="Neuer Zugang")).to_be_visible()


def fill_in(hands: Hands, simulator: RunningSimulator, email: str = "") -> None:
    hands.write("E-Mail-Adresse für Zoom", email or simulator.hosts[0])
    hands.write("Account-ID", simulator.account_id)
    hands.write("Client-ID", simulator.client_id)
    hands.write("Client-Secret", simulator.client_secret)
    hands.press(hands.page.locator("summary", has_text="Erweitert"))
    hands.press(hands.page.get_by_label("Übungszugang (nur Adressen dieses Rechners)"), "Space")
    hands.write("API-Adresse", simulator.api_url)
    hands.write("Token-Adresse", simulator.oauth_url)


def test_the_connection(hands: Hands) -> None:
    hands.push("Verbindung testen")
    expect(hands.page.locator("#checks li").last).to_have_text(
        "Teilnahme ohne Anmeldung bei Zoom: ja"
    )


def add_the_account(hands: Hands, simulator: RunningSimulator) -> None:
    open_the_form(hands)
    fill_in(hands, simulator)
    walk_the_way(hands)
    hands.push("Speichern")
    said(hands.page, "Der Zugang ist gespeichert.")


def walk_the_way(hands: Hands) -> None:
    hands.push("Verbindung testen")
    last = hands.page.locator("#checks li").last
    expect(last).to_have_text("Teilnahme ohne Anmeldung bei Zoom: ja")


def choose_users(hands: Hands, simulator: RunningSimulator) -> None:
    page = hands.page
    hands.push("Benutzer auslesen")
    said(page, "11 Benutzer gelesen.")
    for host in simulator.hosts[2:]:
        hands.press(page.get_by_label(f"{host} als Host anbieten"), "Space")
    hands.push("Auswahl speichern")
    said(page, "Die Auswahl der Hosts ist gespeichert.")


def set_up_passcodes(hands: Hands) -> None:
    page = hands.page
    hands.follow("Passwörter")
    hands.push("Auslesen")
    said(page, "In Zoom gilt: mindestens 8 Zeichen, mindestens ein Buchstabe.")
    hands.press(page.get_by_label("Mindestens eine Ziffer"), "Space")
    expect(page.locator("#rule dd").first).to_contain_text("mindestens eine Ziffer")
    hands.push("Speichern")
    said(page, "Der Aufbau des Passworts ist gespeichert.")


def compose_the_topic(hands: Hands) -> None:
    page = hands.page
    hands.follow("Meeting")
    hands.push("<KURSNR> Kursnummer")
    expect(page.get_by_label("Aufbau des Themas", exact=True)).to_be_focused()
    page.keyboard.type(": ")
    hands.push("<KURSTITEL> Titel des Kurses")
    expect(page.locator("#topic-preview .topic")).to_have_text("262-4107: Englisch B1 am Abend")
    hands.press(page.locator("#save-topic"))
    said(page, "Der Aufbau des Themas ist gespeichert.")


def enter_the_proxy(hands: Hands) -> None:
    page = hands.page
    hands.follow("Einstellungen zu Zoom")
    hands.press(page.get_by_label("Proxy verwenden"), "Space")
    hands.write("Server", "proxy.vhs.example")
    hands.write("Port", "3128")
    hands.press(page.locator("#save-proxy"))
    said(page, "Die Einstellungen zum Proxy sind gespeichert.")


def test_zoom_is_set_up_from_nothing_by_keyboard(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    simulator.control.set_clock(NOW)
    make_course()
    rules = {"length": 8, "have_letter": True}
    simulator.control.alter_user(simulator.hosts[0], passcode_rules=rules)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    add_the_account(hands, simulator)
    choose_users(hands, simulator)
    set_up_passcodes(hands)
    compose_the_topic(hands)
    enter_the_proxy(hands)
    account = ZoomAccount.objects.get()
    offered = account.users.filter(is_offered=True).values_list("email", flat=True)
    assert list(offered) == simulator.hosts[:2]
    assert own_structure(account) == PasscodeRule(length=8, letter=True, number=True)
    assert account.topic_template == "<KURSNR>: <KURSTITEL>"
    assert str(ProxySettings.load()) == "proxy.vhs.example:3128"


@dataclass(frozen=True)
class Obstacle:
    """Something Zoom refuses: how to switch it on, at which step it shows, how it is said."""

    switch: Callable[[RunningSimulator], object]
    step: str
    sentence: str


def _demote(simulator: RunningSimulator) -> None:
    simulator.control.alter_user(simulator.hosts[0], role="2")


def _take_licences(simulator: RunningSimulator, kind: int) -> None:
    for user in simulator.users:
        simulator.control.alter_user(user["email"], type=kind)


def _contradict(simulator: RunningSimulator) -> None:
    rules = {"only_allow_numeric": True, "have_letter": True}
    simulator.control.alter_user(simulator.hosts[0], passcode_rules=rules)


def _demand_login(simulator: RunningSimulator) -> None:
    locked = {"meeting_authentication": True}
    simulator.control.alter_user(simulator.hosts[0], locked=locked)


OBSTACLES = (
    Obstacle(
        lambda zoom: zoom.control.alter_app(client_secret="ein-anderes"),
        "Anmeldung bei Zoom",
        "Zoom erkennt die Zugangsdaten nicht an: Client-ID oder Client-Secret stimmen nicht.",
    ),
    Obstacle(
        lambda zoom: zoom.control.alter_app(account_id="ein-anderes"),
        "Anmeldung bei Zoom",
        "Zoom erkennt die Zugangsdaten nicht an: die Account-ID stimmt nicht.",
    ),
    Obstacle(
        lambda zoom: zoom.control.set_switch(app="deactivated"),
        "Anmeldung bei Zoom",
        "Zoom erkennt die Zugangsdaten nicht an: die App ist nicht aktiviert.",
    ),
    Obstacle(
        lambda zoom: zoom.control.alter_app(scopes=["user:read:admin"]),
        "Berechtigungen der App",
        "Der App fehlen in Zoom Berechtigungen: meeting:write:meeting:admin (meeting:write:admin)",
    ),
    Obstacle(_demote, "E-Mail-Adresse gehört zum Zoom-Konto", "nur die Rolle „Member“"),
    Obstacle(
        lambda zoom: zoom.control.remove_user(zoom.hosts[0]),
        "E-Mail-Adresse gehört zum Zoom-Konto",
        "ist kein Benutzer dieses Zoom-Kontos.",
    ),
    Obstacle(
        lambda zoom: _take_licences(zoom, 1),
        "Lizenzen",
        "Das Zoom-Konto hat nur Basic-Benutzer",
    ),
    Obstacle(
        lambda zoom: _take_licences(zoom, 4),
        "Lizenzen",
        "Kein Benutzer des Zoom-Kontos hat eine Lizenz für Meetings.",
    ),
    Obstacle(
        _contradict,
        "Anforderungen an Passwörter lesbar",
        "an Passwörter stellt, widersprechen sich.",
    ),
    Obstacle(
        _demand_login,
        "Teilnahme ohne Anmeldung bei Zoom",
        "lässt nur Teilnehmende zu, die sich bei Zoom anmelden.",
    ),
    Obstacle(
        lambda zoom: zoom.control.set_clock_offset(NOW_IS_LATE),
        "Uhrzeit",
        "Die Uhr dieses Servers weicht um",
    ),
    Obstacle(
        lambda zoom: zoom.control.fail_next("html_200", operation="token", count=9),
        "Anmeldung bei Zoom",
        "",
    ),
)
