"""The tab looks at Zoom by itself: nothing moves under the clerk's hands, and it is said aloud."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Meeting
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.journeys.conftest import EMAIL, PASSWORD
from tests.journeys.hands import sign_in
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_clerk_types_on_while_zoom_is_asked(
    office: LiveServer, quiet_page: Page, simulator: RunningSimulator
) -> None:
    page = quiet_page
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 12))
    transfer(course)
    Meeting.objects.update(checked_at=NOW - timedelta(hours=1))
    (meeting,) = simulator.control.meetings()
    simulator.control.change_meeting(meeting["id"], topic="Mein Kurs")
    hold = simulator.control.hold(when="before", operation="get_meeting")

    sign_in(page, office.url, EMAIL, PASSWORD)
    expect(page.get_by_role("heading", name="Übersicht")).to_be_visible()
    page.goto(f"{office.url}/kurse/{course.pk}/online-kurs/")
    hold.wait_until_reached()
    expect(page.get_by_text("Wird abgeglichen …")).to_be_visible()
    field = page.get_by_label("Rufnummer")
    field.focus()
    page.keyboard.type("030 ")
    before = field.bounding_box()
    hold.release()

    expect(page.get_by_role("heading", name="In Zoom geändert")).to_be_visible()
    page.keyboard.type("1234")
    expect(field).to_have_value("030 1234")
    assert field.bounding_box() == before
    expect(page.locator("#announcement")).to_have_text("Abgeglichen: In Zoom wurde etwas geändert.")
    expect(page.locator("#zoom-state")).to_have_text("in Zoom geändert")
