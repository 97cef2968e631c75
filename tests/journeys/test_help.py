"""Help by key, beside what one is doing, and the keys switched off."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.test_accessibility import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_help_opens_beside_the_page_by_key_until_keys_are_off(
    office: LiveServer, page: Page
) -> None:
    sign_in(page, office.url)
    page.goto(f"{office.url}/teilnehmende/")
    with page.context.expect_page() as opened:
        page.keyboard.press("?")
    expect(opened.value.get_by_role("heading", name="Eine Person finden")).to_be_in_viewport()
    page.get_by_label("Name, E-Mail oder Nummer").first.focus()
    page.keyboard.press("?")
    page.goto(f"{office.url}/meine-angaben/")
    page.get_by_label("Die Tasten / (Suche) und ? (Hilfe) benutzen").uncheck()
    page.goto(f"{office.url}/kurse/")
    page.keyboard.press("?")
    page.keyboard.press("/")
    assert len(page.context.pages) == 2
    expect(page.get_by_role("searchbox", name="Kursnummer oder Titel")).not_to_be_focused()
