"""A clerk brings a table whose headings nobody knows, says what they mean, and has the courses."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Course
from tests.journeys.test_accessibility import objections, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "Nr;Was;Wann;Los;Schluss;Notiz\r\n"
    "262-1;Yoga für alle (online);29.09.2026;18:00;19:30;x\r\n"
    "262-1;Yoga für alle (online);06.10.2026;18:00;19:30;x\r\n"
    "262-2;Chor;31.09.2026;18:00;19:30;x\r\n"
)
MEANINGS = {"Nr": "KURSNR", "Was": "KURSTITEL", "Wann": "DATUM", "Los": "BEGINN", "Schluss": "ENDE"}


def test_unknown_headings_become_courses(office: LiveServer, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "kurse.csv"
    file.write_text(TABLE, encoding="cp1252")
    sign_in(page, office.url)
    page.goto(f"{office.url}/import/")
    page.get_by_label("Datei", exact=True).set_input_files(file)
    page.get_by_label("Inhalt").select_option("Kurse")
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_role("heading", name="Spalten zuordnen").wait_for()
    found = objections(page)
    for heading, meaning in MEANINGS.items():
        page.get_by_label(f"Spalte „{heading}“").select_option(meaning)
    page.get_by_role("button", name="Spalten so lesen").click()
    page.get_by_role("heading", name="Das würde der Import ändern").wait_for()
    page.get_by_text("Spalten der Tabelle").click()
    found += objections(page)
    page.get_by_role("button", name="Importieren").click()
    page.get_by_role("heading", name="Import abgeschlossen").wait_for()
    assert [str(course) for course in Course.objects.all()] == ["262-1 Yoga für alle (online)"]
    page.goto(f"{office.url}/kurse/export/?level=enrolment")
    assert found + objections(page) == []
