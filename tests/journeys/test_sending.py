"""A clerk sends access data by keyboard, and the mails arrive at a real mail server."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kurslink.models import MailMessage, MailState
from tests.enrolments import enrol, make_participant
from tests.journeys.hands import Hands
from tests.journeys.test_accessibility import sign_in
from tests.mail.post_office import PostOffice
from tests.mails import LINK, make_institution, make_instructor, make_ready_course
from tests.worker.processes import running_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_access_data_reach_the_people_of_a_course(
    office: LiveServer,
    page: Page,
    settings: Settings,
    post_office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KURSLINK_MAIL_URL", post_office.server)
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    make_institution()
    course = make_ready_course()
    enrol(course)
    enrol(course, make_participant("Brief", email=""))
    make_instructor(course)
    sign_in(page, f"{office.url}/kurse/{course.pk}/belegung/")
    hands = Hands(page)
    hands.follow("Zugangsdaten versenden")
    page.get_by_label("Dozenten", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-announce]")).to_have_text("1 E-Mail, 1 Brief zu drucken")
    hands.push("Jetzt versenden")
    expect(page.locator("#messages")).to_contain_text("jetzt E-Mails: 1, Briefe: 1.")
    with running_worker():
        wait_until(lambda: MailMessage.objects.filter(state=MailState.SENT).exists())
    (mail,) = post_office.taken()
    assert mail.recipients == ["anna@example.org"]
    assert mail.header("Subject") == "Zugangsdaten: Englisch B1 am Abend (262-4107)"
    assert f"Meeting beitreten: {LINK}\nPasswort: 0815\n" in mail.text
    assert LINK in mail.html
    page.goto(f"{office.url}/kurse/{course.pk}/belegung/")
    expect(page.get_by_role("row", name="Müller")).to_contain_text("gesendet")
