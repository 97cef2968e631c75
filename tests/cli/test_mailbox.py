"""`kurslink mailbox`, as the demo starts it: mails arrive there and can be looked at."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from lxml import html

from kurslink.mail.delivery import Delivery
from kurslink.mail.server import parse_server
from tests.mail.letters import make_letter
from tests.simulator_process import plain_client


@pytest.fixture(scope="module")
def mailbox() -> Iterator[dict[str, str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kurslink.cli", "mailbox", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        assert process.wait(10) == 0


def found(page: html.HtmlElement, path: str) -> list[str]:
    return cast("list[str]", page.xpath(path))


def test_a_mail_that_was_sent_is_shown_as_a_person_reads_it(mailbox: dict[str, str]) -> None:
    client = plain_client(mailbox["page_url"])
    assert "Noch ist keine E-Mail angekommen." in client.get("").text
    letter = make_letter(
        subject="Zugangsdaten für <Müller>",
        text="Größe <b>\n",
        html='<p class="a">Größe & "Link"</p>',
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    )
    with Delivery(parse_server(mailbox["mail_url"]), own_name="[127.0.0.1]") as delivery:
        delivery.hand_over(letter, before_end=lambda: None)
    listed = html.fromstring(client.get("").text)
    assert found(listed, "//td/text() | //td/a/text()")[1:] == [
        "anna@example.org",
        "Zugangsdaten für <Müller>",
    ]
    answer = client.get("1")
    page = html.fromstring(answer.text)
    assert found(page, "//h1/text()") == ["Zugangsdaten für <Müller>"]
    assert found(page, "//*[@class='text']/text()")[0].split() == ["Größe", "<b>"]
    assert found(page, "//iframe/@srcdoc") == ['<p class="a">Größe & "Link"</p>\n']
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    calendar = client.get(found(page, "//li/a/@href")[0])
    assert calendar.content == letter.calendar.encode()


def test_nobody_looks_in_from_elsewhere(mailbox: dict[str, str]) -> None:
    client = plain_client(mailbox["page_url"], Host="evil.example")
    assert client.get("").status_code == 400


def test_what_never_arrived_is_not_found(mailbox: dict[str, str]) -> None:
    client = plain_client(mailbox["page_url"])
    assert [client.get(path).status_code for path in ("99", "99/kurstage.ics", "x")] == [404] * 3
