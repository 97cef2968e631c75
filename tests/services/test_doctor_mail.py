"""The doctor's look at the mails: server, login, sender, and what nobody got."""

import time
from pathlib import Path

import pytest
from pytest_django import Settings

from kurslink.mail.server import parse_server
from kurslink.models import Institution
from kurslink.services.doctor import mail
from kurslink.services.doctor.codes import Who
from kurslink.services.doctor.finding import Finding, Verdict
from kurslink.services.doctor.visit import Visit
from kurslink.services.rights import SHELL
from tests.course_office import NOW
from tests.mail.post_office import Phase, PostOffice
from tests.outbox import make_mail, may_send
from tests.zoom.certificates import make_authority

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings, post_office: PostOffice) -> None:
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    may_send()


def look() -> list[Finding]:
    return list(mail.look(Visit(SHELL, NOW)))


def seen() -> list[tuple[Verdict, str]]:
    return [(each.verdict, each.message) for each in look()]


def test_a_server_that_answers_is_fine_and_gets_no_mail(post_office: PostOffice) -> None:
    where = str(post_office.as_server())
    assert seen() == [
        (Verdict.OK, f"Der Mailserver {where} antwortet; er verlangt keine Anmeldung.")
    ]
    assert post_office.seen(Phase.MAIL) == 0


def test_a_login_is_tried(settings: Settings, post_office: PostOffice, tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    door = post_office.door(
        "smtp+starttls", certificate=authority.server_file("localhost"), user="u", password="right"
    )
    settings.KURSLINK_MAIL_SERVER = parse_server(door, ca_file=authority.ca_file)
    assert seen()[0][1].endswith("antwortet und nimmt die Anmeldung an.")
    wrong = door.replace("right", "wrong")
    settings.KURSLINK_MAIL_SERVER = parse_server(wrong, ca_file=authority.ca_file)
    ((verdict, message),) = seen()
    assert verdict is Verdict.FAILED
    assert message.startswith("Der Mailserver nimmt die Anmeldung nicht an (535)")
    assert "wrong" not in message


def test_without_a_server_it_is_a_remark(settings: Settings) -> None:
    settings.KURSLINK_MAIL_SERVER = None
    make_mail(state="rejected")
    assert [verdict for verdict, _ in seen()] == [Verdict.WARNING]


def test_a_missing_sender_is_a_fault() -> None:
    Institution.objects.update(sender_address="")
    assert seen()[1] == (
        Verdict.FAILED,
        "Es fehlt die Absenderadresse; ohne sie geht keine E-Mail hinaus.",
    )


def test_mails_nobody_got_are_counted_until_somebody_acts() -> None:
    first = make_mail("anna", state="rejected")
    make_mail("ben", state="uncertain")
    assert [(each.message, each.who) for each in look()[1:]] == [
        (
            "Vom Mailserver abgelehnte E-Mails, die niemand erneut gesendet hat: 1.",
            Who.OFFICE,
        ),
        ("E-Mails, von denen niemand weiß, ob sie angekommen sind: 1.", Who.OFFICE),
    ]
    make_mail("cem", state="sent", repeats=first)
    assert len(look()) == 2


def test_a_server_that_says_nothing_costs_seconds_only(post_office: PostOffice) -> None:
    post_office.is_silent(Phase.EHLO)
    began = time.monotonic()
    assert seen()[0][0] is Verdict.FAILED
    assert time.monotonic() - began < 5
