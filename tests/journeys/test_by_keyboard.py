"""The daily tasks beside the main job, by keyboard alone; each leaves the focus somewhere."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import (
    Enrolment,
    EnrolmentStatus,
    MailTemplate,
    OnlineDetails,
    Participant,
    Plan,
    User,
)
from kurslink.services import clock
from tests.course_office import make_account, make_course, transfer, weekly
from tests.enrolments import make_participant
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.hands import Hands, sign_in
from tests.simulator_process import RunningSimulator
from tests.work_off import work_off

pytestmark = pytest.mark.django_db(transaction=True)


def says(page: Page, text: str) -> None:
    """The page shows it, and the region for screen readers repeats it."""
    expect(page.locator("#messages")).to_contain_text(text)
    expect(page.locator("#announcement")).to_contain_text(text)


def top_of(target: Locator) -> float:
    return float(target.evaluate("element => element.getBoundingClientRect().top"))


def a_day_is_changed_and_cancelled(hands: Hands) -> None:
    page = hands.page
    hands.follow("2. Seite Kurstage")
    hands.follow("Mi 26.08.2026 ändern")
    hands.reach(page.get_by_label("Bemerkung", exact=True))
    page.keyboard.type("Gast")
    page.keyboard.press("Enter")
    says(page, "Der Kurstag Mi 26.08.2026 ist geändert.")
    button = page.locator("button[id^=toggle-]").nth(30)
    hands.reach(button)
    place = top_of(button)
    page.keyboard.press("Enter")
    says(page, "entfällt.")
    expect(button).to_be_focused()
    assert top_of(button) == pytest.approx(place, abs=1)  # nothing moved under the hands
    expect(page.locator("#messages")).to_be_in_viewport()
    hands.push("Rückgängig")
    says(page, "findet doch statt.")


def a_person_is_enrolled_and_cancelled(hands: Hands) -> None:
    page = hands.page
    hands.follow("Belegung")
    hands.follow("Anmeldung hinzufügen")
    hands.reach(page.get_by_label("Nachname", exact=True).first)
    page.keyboard.type("Kurz")
    page.keyboard.press("Enter")
    says(page, "Kurz ist in die Belegung aufgenommen.")
    hands.push("stornieren – Kurz")
    says(page, "Die Anmeldung von Kurz ist storniert.")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_focused()
    page.keyboard.press("Enter")
    says(page, "Die Anmeldung von Kurz gilt wieder.")
    assert Enrolment.objects.get().status == EnrolmentStatus.ENROLLED


def somebody_is_invited(hands: Hands) -> None:
    hands.follow("Einstellungen")
    hands.follow("Benutzer & Rechte")
    hands.follow("Neu")
    hands.write("E-Mail-Adresse", "neu@vhs.example")
    hands.write("Name", "Neu")
    hands.push("Einladen")
    expect(hands.page.get_by_role("heading", level=1)).to_be_visible()
    expect(hands.page.get_by_role("button", name="Kopieren")).to_be_visible()


def a_template_is_written(hands: Hands) -> None:
    page = hands.page
    hands.follow("Einstellungen")
    hands.follow("Vorlagen für E-Mails")
    hands.follow("Neu")
    hands.write("Name", "Kurz")
    hands.push("Speichern")
    says(page, "Die Vorlage ist gespeichert.")


def a_person_is_told_and_erased(hands: Hands) -> None:
    page = hands.page
    hands.follow("Auskunft")
    expect(page.get_by_role("heading", name="Auskunft nach Art. 15 DSGVO")).to_be_visible()
    hands.follow("Zur Person")
    hands.follow("Person löschen")
    expect(page.get_by_role("link", name="Abbrechen")).to_be_focused()  # the safe choice
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    says(page, "Die Person ist gelöscht.")


def test_the_daily_tasks_are_done_by_keyboard(office: LiveServer, quiet_page: Page) -> None:
    course = make_course(days=weekly(date(2026, 8, 26), 45))
    leaving = make_participant("Geht")
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    quiet_page.get_by_role("navigation", name="Hauptmenü").wait_for()
    quiet_page.goto(f"{office.url}/kurse/{course.pk}/")
    a_day_is_changed_and_cancelled(hands)
    a_person_is_enrolled_and_cancelled(hands)
    somebody_is_invited(hands)
    a_template_is_written(hands)
    quiet_page.goto(f"{office.url}/teilnehmende/{leaving.pk}/")
    a_person_is_told_and_erased(hands)
    assert User.objects.filter(email="neu@vhs.example").exists()
    assert MailTemplate.objects.filter(name="Kurz").exists()
    assert not Participant.objects.filter(last_name="Geht").exists()


def ask_zoom(hands: Hands, heading: str) -> None:
    hands.push("Jetzt mit Zoom abgleichen")
    expect(hands.page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_change_in_zoom_is_decided_by_keyboard_both_ways(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(course)
    page, hands = quiet_page, sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    page.get_by_role("navigation", name="Hauptmenü").wait_for()
    (meeting,) = simulator.control.meetings()
    simulator.control.change_meeting(meeting["id"], topic="Anders")
    page.goto(f"{office.url}/kurse/{course.pk}/online-kurs/")
    ask_zoom(hands, "In Zoom geändert")
    hands.follow("Zoom angleichen")
    hands.push("Daten übertragen")
    expect(page.get_by_role("heading", name="Stand der Übertragung")).to_be_visible()
    work_off(clock.now())
    expect(page.locator("#progress")).to_contain_text("Übertragen")
    gone = meeting["occurrences"][1]["occurrence_id"]
    simulator.control.delete_meeting(meeting["id"], occurrence_id=gone)
    hands.follow("Zum Kurs")
    ask_zoom(hands, "In Zoom geändert")
    hands.follow("Aus Zoom übernehmen")
    hands.push("Aus Zoom übernehmen")
    expect(page.get_by_role("heading", name="In Zoom geändert")).not_to_be_visible()
    assert course.days.filter(is_cancelled=False).count() == 2


def test_a_licence_conflict_is_solved_by_keyboard(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    account = make_account(simulator, offer=2, plan=Plan.PRO)
    held = make_course("262-1", days=weekly(date(2026, 9, 2), 3))
    crowded = make_course("262-2", days=weekly(date(2026, 9, 2), 3))
    host = account.users.get(email=simulator.hosts[0])
    OnlineDetails.objects.update(account=account, host=host)
    transfer(held)
    page, hands = quiet_page, sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    page.get_by_role("navigation", name="Hauptmenü").wait_for()
    page.goto(f"{office.url}/kurse/{crowded.pk}/meeting/vorschau/")
    expect(page.get_by_text("doppelt belegt")).to_be_visible()
    hands.follow("Anderen Host wählen")
    hands.choose("Host", simulator.hosts[1])
    hands.push("Meeting erstellen")
    expect(page.get_by_role("button", name="Daten übertragen")).to_be_visible()
    expect(page.get_by_text("doppelt belegt")).not_to_be_visible()
