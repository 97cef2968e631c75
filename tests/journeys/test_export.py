"""A clerk exports the filtered list in a real browser and opens the file."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from python_calamine import CalamineWorkbook

from tests.course_office import make_course, weekly
from tests.journeys.test_accessibility import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_becomes_a_workbook_and_a_calendar(
    office: LiveServer, page: Page, tmp_path: Path
) -> None:
    make_course("262-1", title="Yoga", days=weekly(date(2026, 9, 2), 2))
    make_course("262-2", title="Tanz", days=weekly(date(2026, 9, 3), 2))
    sign_in(page, f"{office.url}/kurse/?semester=262")
    page.locator("#search").fill("Yoga")
    page.locator(".count", has_text="1 Kurs").wait_for()
    page.locator("summary", has_text="Exportieren").click()
    page.get_by_role("link", name="Mit Export-Variablen …").click()
    for name in ("WEBIN_TNCO", "BEN_EMAIL"):
        page.get_by_label(f"<{name}>").uncheck()
    assert saved(page, tmp_path / "kurse.xlsx") == "kurse-262.xlsx"
    header, row = (
        CalamineWorkbook.from_path(tmp_path / "kurse.xlsx").get_sheet_by_index(0).to_python()
    )
    assert (header[0], row[0], len(header)) == ("KURSNR", "262-1", 26)
    page.get_by_label("Format").select_option("Kalender (ICS)")
    assert saved(page, tmp_path / "kurse.ics") == "kurse-262.ics"
    calendar = Calendar.from_ical((tmp_path / "kurse.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) == 2


def saved(page: Page, file: Path) -> str:
    """Download into `file`; the name the browser suggests."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Datei herunterladen").click()
    waiting.value.save_as(file)
    return waiting.value.suggested_filename
