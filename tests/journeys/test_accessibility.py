"""Every page and state before axe, at two widths and enlarged, in light and in dark."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Course, ForeignMeeting, Meeting, MeetingState, OnlineDetails, Software
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.rights import SHELL
from kurslink.services.transfer.markers import agenda_with, marker_for
from kurslink.services.transfer_course import transfer_course
from tests.course_office import clock, make_account, make_course, weekly
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.portal import made_by_hand
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, TELEPHONE, TWICE_AS_LARGE = (1280, 900), (390, 844), (640, 450)


def findings(page: Page, *rules: str) -> list[str]:
    """What axe objects to, by rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(rules or ALL_RULES)}}})")
    return [
        f"{page.url} {violation['id']}: {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page, window: tuple[int, int]) -> list[str]:
    """Whether the page is wider than a window of this size."""
    page.set_viewport_size({"width": window[0], "height": window[1]})
    is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{page.url} is wider than {window[0]}"] if is_wide else []


def objections(page: Page) -> list[str]:
    """What is wrong with the open page at a desk, on a telephone, enlarged, or in the dark."""
    found = [*overflow(page, DESK), *findings(page)]
    page.emulate_media(color_scheme="dark")
    found += findings(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    found += [*overflow(page, TWICE_AS_LARGE), *overflow(page, TELEPHONE)]
    return [*found, *findings(page, "target-size", "scrollable-region-focusable")]


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Hauptmenü").wait_for()


def make_states(simulator: RunningSimulator) -> dict[str, Course]:
    """One course for each state the pages can show."""
    account = make_account(simulator)
    made = {
        name: make_course(f"262-{index}", days=weekly(date(2026, 8, 19), 6), title=name)
        for index, name in enumerate(("new", "transferred", "differs", "gone", "failed"))
    }
    for name in ("transferred", "differs", "gone", "failed"):
        transfer_course(made[name], actor=SHELL, clock=clock)
    made["differs"].days.filter(date=date(2026, 9, 2)).update(starts_at=time(17))
    Meeting.objects.filter(course=made["gone"]).update(state=MeetingState.GONE)
    problem = {"code": "unavailable", "message": "Zoom antwortet nicht.", "hint": "Später."}
    Meeting.objects.filter(course=made["failed"]).update(
        state=MeetingState.DIFFERENCE, problem=problem
    )
    made["offline"] = make_course("262-8", software=None)
    made["other"] = make_course("262-9", software="BigBlueButton")
    OnlineDetails.objects.filter(course=made["other"]).update(link="https://bbb.example/raum")
    Software.objects.get_or_create(name="edudip")
    made_by_hand(
        simulator, topic="new", agenda=agenda_with(marker_for(made["new"], part=1, generation=1))
    )
    made_by_hand(simulator)
    look_at_account(account, actor=SHELL, now=clock())
    return made


def addresses(made: dict[str, Course]) -> Iterator[str]:
    yield from ("/", "/kurse/?semester=262", "/kurse/?semester=262&q=nichts", "/gibt-es-nicht/")
    week = "/lizenzen/?date=2026-08-26"
    yield from (week, f"{week}&view=month", f"{week}&show=table")
    yield from ("/kurse/?semester=262&state=transferred&online=1", "/import/")
    yield from ("/kurse/export/?semester=262", "/kurse/export/datei/?format=csv")
    for course in made.values():
        yield f"/kurse/{course.pk}/online-kurs/"
    new, differs = made["new"], made["differs"]
    yield f"/kurse/{new.pk}/"
    yield f"/kurse/{new.pk}/kurstage/"
    yield f"/kurse/{new.pk}/kurstage/{new.days.all()[0].pk}/"
    yield f"/kurse/{new.pk}/meeting/vorschau/"
    yield f"/kurse/{new.pk}/meeting/vorschau/?choose=1"
    yield f"/kurse/{differs.pk}/meeting/vorschau/"
    yield f"/kurse/{made['offline'].pk}/meeting/vorschau/"
    yield f"/kurse/{differs.pk}/meeting/info/"
    yield f"/kurse/{differs.pk}/meeting/loeschen/"
    yield f"/kurse/{new.pk}/meeting/vorhandenes/"
    yield from (f"/kurse/{course.pk}/loeschen/" for course in (new, differs))
    yield from ("/kurse/meetings-ohne-kurs/", "/kurse/meetings-ohne-kurs/?ignored=1")
    for foreign in ForeignMeeting.objects.all():
        yield f"/kurse/meetings-ohne-kurs/{foreign.pk}/zuordnen/?text=new"
        yield f"/kurse/meetings-ohne-kurs/{foreign.pk}/loeschen/"


def test_no_page_has_a_finding(office: LiveServer, page: Page, simulator: RunningSimulator) -> None:
    made = make_states(simulator)
    page.goto(office.url)
    found = objections(page)
    sign_in(page, office.url)
    for address in addresses(made):
        page.goto(office.url + address)
        found += objections(page)
    assert found == []


def test_a_refused_form_is_read_out_with_its_field(office: LiveServer, page: Page) -> None:
    course = make_course(software="BigBlueButton")
    sign_in(page, office.url)
    page.goto(f"{office.url}/kurse/{course.pk}/online-kurs/")
    number = page.get_by_label("Rufnummer", exact=True)
    number.fill("1" * 201)
    page.get_by_role("button", name="Speichern").click()
    page.locator("#id_phone_number_error").wait_for()
    assert number.get_attribute("aria-invalid") == "true"
    assert number.get_attribute("aria-describedby") == "id_phone_number_error"
    assert number.input_value() == "1" * 201
    assert findings(page) == []
