"""A batch in a browser: choose, look, change a host, start, watch it end."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Course, Plan
from kurslink.services import clock
from tests.course_office import make_account, make_course, weekly
from tests.journeys.test_accessibility import DESK, objections, sign_in
from tests.simulator_process import RunningSimulator
from tests.work_off import work_off

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2026, 9, 2)


def look(page: Page) -> list[str]:
    """What is wrong with the open page, whatever the window."""
    found = objections(page)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found


def begin_to_watch_places(page: Page) -> None:
    page.evaluate("window.place = document.getElementById('start').getBoundingClientRect().top")


def has_stayed_in_its_place(page: Page) -> bool:
    """Whether nothing on the page moved."""
    return bool(
        page.evaluate(
            "window.place === document.getElementById('start').getBoundingClientRect().top"
        )
    )


def test_a_batch_from_the_list_to_its_report(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    account = make_account(simulator, offer=2, plan=Plan.PRO)
    for number in range(3):
        make_course(f"262-{number}", days=weekly(FIRST + timedelta(days=number // 2), 3))
    make_course("262-8")
    page = quiet_page
    sign_in(page, office.url)
    page.goto(f"{office.url}/kurse/")
    page.get_by_role("button", name="alle auf dieser Seite").click()
    found = look(page)
    page.get_by_role("button", name="Ausgewählte übertragen …").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Folgende Kurse")
    found += look(page)

    first = account.users.filter(is_offered=True).order_by("email")[0]
    page.get_by_label("Host für 262-1").select_option(first.email)
    expect(page.get_by_text("schon den Kurs 262-0")).to_be_visible()
    expect(page.locator("[data-counts=tick]")).to_have_text("3")
    begin_to_watch_places(page)
    page.get_by_label("262-1", exact=True).uncheck()
    expect(page.locator("[data-counts=tick]")).to_have_text("2")
    expect(page.locator(".sums div", has_text="Schreibzugriffe").locator("dd")).to_have_text("2")
    expect(page.get_by_text("Heute alle gewählten Kurse (2).").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Heute alle gewählten Kurse (2).")
    expect(page.get_by_role("row", name="262-1")).to_contain_text("–")
    expect(page.get_by_label("262-1", exact=True)).to_be_focused()
    assert has_stayed_in_its_place(page)
    page.get_by_role("button", name="keine").click()
    expect(page.get_by_role("status")).to_contain_text("Kein Kurs ist angehakt.")
    found += look(page)
    page.get_by_role("button", name="alle", exact=True).click()
    page.get_by_label("262-1", exact=True).uncheck()
    expect(page.get_by_role("status")).to_contain_text("Heute alle gewählten Kurse (2).")
    found += look(page)

    page.get_by_role("button", name="Übertragung starten").click()
    expect(page.get_by_text("1 von 3 Kursen fertig")).to_be_visible()
    page.get_by_role("link", name="Als CSV").focus()
    found += look(page)
    page.get_by_role("link", name="Als CSV").focus()
    work_off(clock.now())
    expect(page.get_by_text("3 von 3 Kursen fertig")).to_be_visible()
    expect(page.get_by_role("link", name="Als CSV")).to_be_focused()
    found += look(page)
    page.goto(f"{office.url}/uebertragungen/")
    assert [*found, *look(page)] == []
    assert Course.objects.filter(online__host=None).count() == 2
