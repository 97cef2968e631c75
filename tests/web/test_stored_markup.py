"""Whatever texts hold: every page shows them as text, runs none of them, and tells no secret."""

import logging
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from lxml import html

from kurslink.models import Course, ProxySettings, Role, User, ZoomAccount
from tests.web.addresses import address, patterns
from tests.web.browser import Browser
from tests.web.hostile import EVIL, MARKUP, SECRET, make_hostile_house

LEADS = "//@href | //@src | //@action | //@formaction | //@*[starts-with(name(), 'hx-')]"
GROWN = "//*[@onerror or @onclick or self::evil-mark or (self::script and not(@src))]"


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    return make_hostile_house()


@pytest.fixture
def client(course: Course) -> Client:  # noqa: ARG001  # beside the house
    client = Client()
    someone = User.objects.create_user(
        "a@vhs.example", "geheim", pk=1, name=MARKUP, phone=MARKUP[:50], role=Role.SYSTEM
    )
    client.force_login(someone)
    return client


def what_runs(answer: HttpResponseBase) -> list[str]:
    """Elements that text became, and addresses that run something."""
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not isinstance(answer, HttpResponse) or not is_page or not answer.content:
        return []
    tree = html.fromstring(answer.content.decode())
    found = cast("list[html.HtmlElement]", tree.xpath(GROWN))
    elements = [html.tostring(each).decode() for each in found]
    leads = [str(each) for each in cast("list[str]", tree.xpath(LEADS))]
    return elements + [each for each in leads if each.strip().lower().startswith("javascript:")]


def test_no_text_becomes_part_of_a_page_and_no_secret_stands_on_one(
    client: Client, course: Course, caplog: pytest.LogCaptureFixture
) -> None:
    shown, found = 0, {}
    with caplog.at_level(logging.DEBUG):
        for name in patterns():
            answer = client.get(address(name, course))
            body = b"".join(answer) if answer.streaming else answer.content
            shown += b"{{7*7}}" in body
            if faults := [*what_runs(answer), *([SECRET] if SECRET.encode() in body else [])]:
                found[name] = faults
    assert found == {}
    assert shown > 25  # or the house is empty and proves nothing
    assert SECRET not in caplog.text


def test_what_is_printed_of_rows_with_secrets_shows_none(course: Course) -> None:  # noqa: ARG001  # the house
    rows = [*ZoomAccount.objects.all(), *ProxySettings.objects.all()]
    assert len(rows) == 2
    assert [row for row in rows if SECRET in f"{row} {row!r}"] == []


@pytest.mark.parametrize("title", [EVIL, "=cmd|' /C calc'!A0", "@SUM(A1)", "\tA", "-1"])
def test_the_preview_of_an_import_shows_cells_as_text(office: Browser, title: str) -> None:
    lines = ["Kursnummer;Titel;Semester;Datum;Beginn;Ende", f'4711;"{quoted(title)}";262;'
             "02.09.2026;18:00;19:30"]  # fmt: skip
    file = SimpleUploadedFile("kurse.csv", "\n".join(lines).encode())
    page = office.post("/import/", file=file, semester="")
    assert page.address.startswith("/import/vorschau/"), page.notices
    assert title.strip() in page.tree.text_content()
    assert what_runs(page.response) == []


def quoted(cell: str) -> str:
    return cell.replace('"', '""')
