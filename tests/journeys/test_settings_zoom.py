"""An administrator sets up Zoom from nothing, by keyboard alone; each refusal is explained."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import ProxySettings, ZoomAccount
from kurslink.planning.passcodes import PasscodeRule
from kurslink.services.passcode_structure import own_structure
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.hands import Hands, sign_in
from tests.journeys.test_accessibility import objections
from tests.journeys.test_accessibility import sign_in as quick_sign_in
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("", "meeting/", "benutzer/", "passwoerter/", "loeschen/")


def said(page: Page, text: str) -> None:
    """The message stands on the page."""
    expect(page.locator(".notice__text", has_text=text)).to_be_visible()


def step_of(page: Page, name: str) -> Locator:
    """The line of „Verbindung testen" for this step."""
    return page.locator("#checks li").filter(has=page.get_by_text(f"{name}:", exact=True))


def open_the_form(hands: Hands) -> None:
    hands.follow("Einstellungen")
    hands.follow("Einstellungen zu Zoom")
    hands.follow("Neu")
    expect(hands.page.get_by_role("heading", name="Neuer Zugang")).to_be_visible()


def fill_in(hands: Hands, simulator: RunningSimulator) -> None:
    hands.write("E-Mail-Adresse für Zoom", simulator.hosts[0])
    hands.write("Account-ID", simulator.account_id)
    hands.write("Client-ID", simulator.client_id)
    hands.write("Client-Secret", simulator.client_secret)
    point_to_practice(hands, simulator)


def point_to_practice(hands: Hands, simulator: RunningSimulator) -> None:
    hands.press(hands.page.locator("summary", has_text="Erweitert"))
    hands.press(hands.page.get_by_label("Übungszugang (nur Adressen dieses Rechners)"), "Space")
    hands.write("API-Adresse", simulator.api_url)
    hands.write("Token-Adresse", simulator.oauth_url)


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
        lambda zoom: zoom.control.set_clock(NOW - timedelta(minutes=5)),
        "Uhrzeit",
        "Die Uhr dieses Servers weicht um",
    ),
    Obstacle(
        lambda zoom: zoom.control.fail_next("html_200", path="/oauth/token", count=9),
        "Anmeldung bei Zoom",
        "Statt Zoom hat etwas anderes geantwortet",
    ),
)


def fresh(simulator: RunningSimulator) -> None:
    simulator.control.reset()
    simulator.control.set_clock(NOW)


def test_every_refusal_is_explained_while_the_form_keeps_what_was_typed(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    fresh(simulator)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    open_the_form(hands)
    fill_in(hands, simulator)
    for obstacle in OBSTACLES:
        obstacle.switch(simulator)
        hands.push("Verbindung testen")
        expect(step_of(quiet_page, obstacle.step)).to_contain_text(obstacle.sentence)
        fresh(simulator)
    walk_the_way(hands)


def test_the_older_kind_of_app_is_explained(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    fresh(simulator)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    open_the_form(hands)
    hands.write("E-Mail-Adresse für Zoom", simulator.hosts[0])
    hands.choose("Art", "JWT")
    expect(quiet_page.get_by_label("Account-ID")).to_be_hidden()
    hands.write("API Key (App Marketplace)", "schluessel")
    hands.write("API Secret (App Marketplace)", "geheim")
    point_to_practice(hands, simulator)
    hands.push("Verbindung testen")
    expect(step_of(quiet_page, "Anmeldung bei Zoom")).to_contain_text(
        "Diese Art von Apps hat Zoom am 08.09.2023 abgeschaltet."
    )


def addresses(account: ZoomAccount) -> list[str]:
    zoom = "/einstellungen/zoom/"
    own = [f"{zoom}zugaenge/{account.pk}/{page}" for page in PAGES]
    others = ("software/", "software/neu/", "freischaltung/", "pruefung/")
    return [
        *("/einstellungen/", zoom, f"{zoom}zugaenge/neu/", *own),
        *(f"/einstellungen/{page}" for page in others),
        "/hilfe/zoom-app/",
    ]


def test_no_page_of_the_settings_has_a_finding(
    office: LiveServer, page: Page, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    make_course(title="Ein sehr langer Titel " * 12)
    quick_sign_in(page, office.url)
    found = []
    for address in addresses(account):
        page.goto(office.url + address)
        found += objections(page)
    assert found == []


def test_results_have_no_finding_either(
    office: LiveServer, page: Page, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    simulator.control.alter_app(scopes=[])
    simulator.control.drop_tokens()
    quick_sign_in(page, office.url)
    page.goto(f"{office.url}/einstellungen/zoom/")
    page.get_by_role("button", name="Verbindung testen").click()
    page.get_by_role("heading", name=account.email).wait_for()
    found = objections(page)
    page.goto(f"{office.url}/einstellungen/pruefung/")
    page.get_by_role("button", name="Jetzt prüfen").click()
    page.get_by_role("table").wait_for()
    found += objections(page)
    page.goto(f"{office.url}/einstellungen/zoom/zugaenge/neu/")
    page.get_by_role("button", name="Verbindung testen").click()
    page.get_by_role("heading", name="Noch nicht getestet").wait_for()
    assert [*found, *objections(page)] == []


def test_switching_off_asks_first_and_the_question_takes_the_focus(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    transfer(course)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    expect(quiet_page.get_by_role("heading", name="Übersicht")).to_be_visible()
    quiet_page.goto(f"{office.url}/kurse/{course.pk}/online-kurs/")
    hands.press(quiet_page.get_by_role("checkbox", name="Online-Kurs"), "Space")
    question = quiet_page.get_by_role("heading", name="Was soll mit dem Meeting in Zoom geschehen?")
    expect(question).to_be_focused()
    assert objections(quiet_page) == []
    hands.push("Nur lösen")
    expect(question).to_be_hidden()
    assert course.current_meeting() is None
    assert len(simulator.control.meetings()) == 1
