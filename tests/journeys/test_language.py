"""A whole way through Kurslink in English, and back to German."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.course_office import make_course, weekly
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.test_accessibility import objections

pytestmark = pytest.mark.django_db(transaction=True)

MENU = {"Overview", "Courses", "Transfers", "Participants", "Mailings", "Settings"}


def test_somebody_works_in_english_and_goes_back_to_german(office: LiveServer, page: Page) -> None:
    make_course("262-1", days=weekly(date(2026, 9, 2), 2))
    page.goto(office.url)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Kurslink")
    found = objections(page)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.set_viewport_size({"width": 1280, "height": 900})  # in narrow ones a button opens it
    menu = page.get_by_role("navigation", name="Main menu")
    menu.get_by_role("link", name="Overview").wait_for()
    assert {text.strip() for text in menu.get_by_role("link").all_inner_texts()} >= MENU
    found += objections(page)
    for name in ("Courses", "Licence board", "Settings"):
        page.set_viewport_size({"width": 1280, "height": 900})
        menu.get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        found += objections(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    menu.get_by_role("link", name="Courses").click()
    page.get_by_role("link", name="Englisch B1 am Abend").click()
    page.get_by_role("link", name="Page 2").click()
    expect(page.get_by_role("cell", name="Wed 2 Sep 2026", exact=True)).to_be_visible()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("cell", name="Mi 02.09.2026", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert found == []
