"""The whole main job by keyboard alone: from the course file to the meeting, and out again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Course, OnlineDetails
from tests.course_office import days_at_zoom, make_account
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.hands import Hands, sign_in
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)

COURSE_FILE = Path(__file__).parent.parent / "sources" / "kufer_own.xml"
NUMBER = "262-4711"
TRANSFERRED = "Übertragen: Zoom hält jetzt, was der Kurs sagt."


def import_the_file(hands: Hands) -> None:
    page = hands.page
    page.on("filechooser", lambda _chooser: None)  # listening early, else the first may be missed
    hands.follow("Import")
    hands.reach(page.get_by_label("Datei", exact=True))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(COURSE_FILE)
    hands.push("Datei prüfen")
    expect(page.get_by_role("heading", name="Das würde der Import ändern")).to_be_visible()
    hands.push("Importieren")
    expect(page.get_by_role("heading", name="Import abgeschlossen")).to_be_visible()
    hands.follow("Zur Kursliste")
    expect(page.get_by_role("heading", name="Kurse", exact=True)).to_be_visible()


def open_the_course(hands: Hands) -> None:
    page = hands.page
    page.keyboard.press("/")
    expect(page.get_by_label("Kursnummer oder Titel")).to_be_focused()
    page.keyboard.type("4711")
    page.keyboard.press("Enter")
    expect(page.locator("p.count")).to_have_text("1 Kurs")
    hands.follow("Italienisch A1 - online")
    hands.follow("3. Seite Online-Kurs")


def create_the_meeting(hands: Hands, host: str) -> None:
    page = hands.page
    hands.press(page.get_by_role("checkbox", name="Online-Kurs"), "Space")
    hands.choose("Software", "Zoom")
    expect(page.get_by_role("button", name="Meeting erstellen")).to_be_visible()
    hands.choose("Host", host)
    hands.push("Meeting erstellen")
    heading = page.get_by_role("heading", name="Folgende Daten werden an Zoom übertragen")
    expect(heading).to_be_visible()
    hands.push("Daten übertragen")
    expect(page.locator("#progress")).to_contain_text(TRANSFERRED, timeout=20_000)
    hands.follow("Zum Kurs")


def drop_the_first_day(hands: Hands) -> None:
    page = hands.page
    hands.follow("2. Seite Kurstage")
    hands.push("entfallen lassen – Di 29.09.2026")
    restore = page.get_by_role("button", name="findet doch statt – Di 29.09.2026")
    expect(restore).to_be_focused()  # what was pressed keeps the focus
    expect(page.locator("#announcement")).to_have_text(
        "Der Kurstag Di 29.09.2026 entfällt. Rückgängig"
    )


def bring_zoom_up_to_date(hands: Hands) -> None:
    page = hands.page
    hands.follow("3. Seite Online-Kurs")
    expect(page.get_by_text("1 von 10 weicht ab")).to_be_visible()
    hands.push("Meeting aktualisieren")
    expect(page.get_by_text("entfällt: Di 29.09.2026")).to_be_visible()
    hands.push("Daten übertragen")
    expect(page.locator("#progress")).to_contain_text(TRANSFERRED, timeout=20_000)
    hands.follow("Zum Kurs")


@pytest.mark.usefixtures("worker")
def test_the_main_job_is_done_by_keyboard(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    make_account(simulator, offer=2)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    import_the_file(hands)
    open_the_course(hands)
    create_the_meeting(hands, simulator.hosts[1])
    online = OnlineDetails.objects.get(course__number=NUMBER)
    assert (str(online.host), len(days_at_zoom(simulator))) == (simulator.hosts[1], 10)

    drop_the_first_day(hands)
    bring_zoom_up_to_date(hands)
    after = OnlineDetails.objects.get(course__number=NUMBER)
    assert (after.link, len(days_at_zoom(simulator))) == (online.link, 9)

    hands.follow("Info")
    expect(quiet_page.get_by_role("heading", name="Termine")).to_be_visible()
    expect(quiet_page.locator("tr.is-different")).to_have_count(0)
    hands.follow("Zurück zum Kurs")
    hands.follow("Meeting löschen")
    hands.push("Meeting löschen")
    expect(quiet_page.locator("#progress")).to_contain_text(
        "Das Meeting ist gelöscht", timeout=20_000
    )
    hands.follow("Zum Kurs")
    expect(quiet_page.get_by_role("button", name="Meeting erstellen")).to_be_visible()
    assert simulator.control.meetings() == []
    assert OnlineDetails.objects.get(course__number=NUMBER).link == ""


def test_ticking_days_plans_anew_and_keeps_the_focus(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    hands = sign_in(quiet_page, office.url, EMAIL, PASSWORD)
    import_the_file(hands)
    course = Course.objects.get(number=NUMBER)
    open_the_course(hands)
    hands.press(quiet_page.get_by_role("checkbox", name="Online-Kurs"), "Space")
    hands.choose("Software", "Zoom")
    hands.push("Meeting erstellen")
    days = course.days.count()
    first = quiet_page.get_by_label("Di 29.09.2026", exact=True)
    hands.press(first, "Space")
    expect(quiet_page.get_by_text(f"zusammen {days - 1} Tage")).to_be_visible()
    expect(first).to_be_focused()
    hands.push("keine")
    expect(quiet_page.get_by_role("button", name="Daten übertragen")).to_be_disabled()
    hands.push("alle")
    expect(quiet_page.get_by_text(f"zusammen {days} Tage")).to_be_visible()
