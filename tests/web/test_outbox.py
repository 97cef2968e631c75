"""„Versand": what became of every mail, the state of the mail server, and who may decide what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kurslink.mail.server import parse_server
from kurslink.models import Institution, MailMessage, MailState, OutboxState
from tests.course_office import NOW, make_course
from tests.mails import make_ready_course
from tests.outbox import make_mail, make_mails, may_send, states
from tests.people import make_user
from tests.web.browser import Browser, Shown

LIST = "/versand/"
REFUSED = {"code": "mail-rejected", "data": {"status": 550, "server_text": "5.1.1 No such user"}}
SENTENCE = "Der Mailserver nimmt diese E-Mail nicht an (550): 5.1.1 No such user"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings) -> None:
    settings.KURSLINK_MAIL_SERVER = parse_server("smtp://relay.example")
    may_send()


def chips(page: Shown) -> list[str]:
    return page.texts("//nav[@aria-label='Nach Stand auswählen']//a")


def test_an_empty_outbox_says_where_mails_come_from(office: Browser) -> None:
    page = office.get(LIST)
    assert (page.heading, page.texts("//h2")) == ("Versand", ["Noch nichts versandt"])
    assert "Versand" in page.texts("//nav[@aria-label='Hauptmenü']//a[@aria-current]")


def test_who_had_it_written_is_shown_by_name(office: Browser) -> None:
    brandt = make_user("brandt")
    make_mail("anna", placed_by=f"user:{brandt.pk}")
    page = office.get(LIST, col=["placed_by"])
    assert [row[1] for row in page.rows()] == ["Brandt"]


def test_every_mail_is_shown_newest_first(office: Browser) -> None:
    course = make_course()
    make_mail("anna", course=course, state="sent", to_name="Anna Müller")
    make_mail("ben", state="rejected", problem=REFUSED, at=NOW + timedelta(minutes=1))
    page = office.get(LIST)
    assert page.rows() == [
        [
            "abgelehnt Ben",
            "Benben@example.org",
            f"Zugangsdaten für ben {SENTENCE}",
            "",
            "Do 20.08.2026, 12:01",
            "Erneut senden … Ben",
        ],
        [
            "gesendet Anna Müller",
            "Anna Mülleranna@example.org",
            "Zugangsdaten für anna",
            "262-4107",
            "Do 20.08.2026, 12:00",
            "Erneut senden … Anna Müller",
        ],
    ]
    assert chips(page) == ["alle 2", "gesendet 1", "abgelehnt 1"]


def test_a_mail_that_is_due_later_says_when(office: Browser) -> None:
    make_mail(due_at=NOW + timedelta(minutes=5))
    assert office.get(LIST).rows()[0][4] == "Do 20.08.2026, 12:00 ab Do 20.08.2026, 12:05"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "sent"}, ["anna"]),
        ({"state": "unheard"}, ["ben", "anna"]),
        ({"q": "MÜLLER anna"}, ["anna"]),
        ({"q": "ben@example.org"}, ["ben"]),
        ({"q": "4107"}, ["anna"]),
        ({"q": "nobody"}, []),
        ({"dispatch": "99999999999999999999"}, ["ben", "anna"]),
    ],
)
def test_the_address_narrows_the_list(
    office: Browser, query: dict[str, str], shown: list[str]
) -> None:
    make_mail("anna", course=make_course(), state="sent", to_name="Anna Müller")
    make_mail("ben", state="waiting")
    page = office.get(LIST, **query)
    subjects = page.texts("//td[contains(@class, 'col-subject')]/a")
    assert subjects == [f"Zugangsdaten für {name}" for name in shown]


def test_queries_do_not_grow_with_the_list(office: Browser) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert office.get(LIST).status == 200
        return len(seen)

    make_mail("one", course=make_course("262-1"), state="rejected", problem=REFUSED)
    office.get(LIST)
    with_one = queries()
    for number in (2, 3):
        make_mail(f"n{number}", course=make_course(f"262-{number}"), state="rejected")
    assert queries() == with_one


def test_the_list_has_pages(office: Browser) -> None:
    make_mails(51)
    assert len(office.get(LIST).rows()) == 50
    assert len(office.get(LIST, page=2).rows()) == 1


# --- the mail server ------------------------------------------------------------------------


def test_without_a_server_the_page_says_who_sets_one(office: Browser, settings: Settings) -> None:
    settings.KURSLINK_MAIL_SERVER = None
    make_mail()
    page = office.get(LIST)
    assert page.notices == [
        "Es ist kein Mailserver eingestellt; E-Mails bleiben liegen, bis es einen gibt."
    ]
    assert page.texts("//*[contains(@class, 'notice__hint')]") == [
        "Die IT trägt den Mailserver als KURSLINK_MAIL_URL ein und startet Kurslink neu "
        "(docs/settings.md).",
        "1 E-Mail wartet.",
    ]


def test_without_a_sender_the_page_says_who_enters_one(office: Browser) -> None:
    Institution.objects.update(sender_address="")
    assert office.get(LIST).notices == [
        "Es fehlt die Absenderadresse; ohne sie geht keine E-Mail hinaus."
    ]


def test_a_server_that_failed_can_be_tried_at_once(office: Browser, reader: Browser) -> None:
    OutboxState.load()
    problem = {"code": "mail-login", "data": {"status": 535, "server_text": "no"}}
    OutboxState.objects.update(problem=problem, failures=1, next_at=NOW + timedelta(minutes=15))
    page = office.get(LIST)
    assert page.notices == ["Der Mailserver nimmt die Anmeldung nicht an (535): no"]
    assert page.buttons == ["Suchen", "Jetzt versuchen", "Zur Kursliste"]
    assert "Jetzt versuchen" not in reader.get(LIST).buttons
    office.post(LIST, **{"try": "1"})
    assert OutboxState.load().next_at is None


def test_what_was_missing_and_is_there_now_is_told_no_more(office: Browser) -> None:
    OutboxState.load()
    OutboxState.objects.update(problem={"code": "mail_server_missing", "data": {}}, failures=1)
    assert office.get(LIST).notices == []


def test_waiting_mails_without_a_worker_are_told(office: Browser) -> None:
    make_mail()
    assert office.get(LIST).notices == ["Zurzeit arbeitet kein Hintergrunddienst."]


# --- deciding -------------------------------------------------------------------------------


def test_one_waiting_mail_is_cancelled_by_its_button(office: Browser) -> None:
    mail = make_mail("anna")
    make_mail("ben")
    page = office.post(LIST, cancel=str(mail.pk))
    assert page.notices[0] == "1 E-Mail abgebrochen."
    assert states() == {"anna": "cancelled", "ben": "waiting"}


def test_everything_ticked_is_cancelled_and_the_rest_is_kept(office: Browser) -> None:
    mails = [make_mail("anna"), make_mail("ben", state="sent"), make_mail("cem")]
    page = office.post(f"{LIST}?q=example", cancel="chosen", mail=[mail.pk for mail in mails])
    assert (page.notices[0], page.address) == ("2 E-Mails abgebrochen.", f"{LIST}?q=example")
    assert states() == {"anna": "cancelled", "ben": "sent", "cem": "cancelled"}


def test_nothing_ticked_is_told(office: Browser) -> None:
    for odd in ({}, {"mail": ["x", "9" * 30]}):
        page = office.post(LIST, cancel="chosen", **odd)
        assert page.notices == ["Haken Sie zuerst an, worum es geht."]


def test_only_what_may_be_repeated_is_repeated(office: Browser) -> None:
    mails = [make_mail("anna", state="rejected"), make_mail("ben"), make_mail("cem", state="sent")]
    keys = [mail.pk for mail in mails]
    page = office.post(LIST, resend="chosen", mail=keys)
    assert page.notices[0] == "2 E-Mails werden erneut gesendet."
    assert MailMessage.objects.count() == 5
    page = office.post(LIST, resend="chosen", mail=keys)
    assert page.notices[0] == "0 E-Mails werden erneut gesendet."
    assert MailMessage.objects.count() == 5


def test_one_that_says_what_does_not_hold_any_more_does_not_stop_the_others(
    office: Browser,
) -> None:
    course = make_ready_course()
    old = make_mail("anna", state="sent", course=course, told={"WEBIN_PW": "alt"}, version="old")
    mail = make_mail("ben", state="sent")
    page = office.post(LIST, resend="chosen", mail=[old.pk, mail.pk])
    why = "Was diese E-Mail zum Kurs 262-4107 sagt, gilt für die Person nicht mehr."
    assert page.notices[0] == f"1 E-Mail wird erneut gesendet. {why}"
    assert list(MailMessage.objects.exclude(repeats=None).values_list("repeats", flat=True)) == [
        mail.pk
    ]


def test_an_uncertain_mail_may_have_arrived(office: Browser) -> None:
    mail = make_mail(state="uncertain", problem={"code": "mail-uncertain", "data": {}})
    assert office.get(LIST).rows()[0][5] == "Ist angekommen Anna Erneut senden … Anna"
    page = office.post(LIST, arrived=str(mail.pk))
    assert page.notices == ["1 E-Mail als angekommen gekennzeichnet."]
    assert states() == {"anna": "sent"}


def test_readers_see_mails_and_decide_nothing(reader: Browser) -> None:
    mail = make_mail("anna")
    page = reader.get(LIST)
    assert page.rows()[0][:2] == ["wartet Anna", "Annaanna@example.org"]
    assert (len(page.rows()[0]), page.buttons) == (5, ["Suchen", "Drucken"])
    for verb in ("cancel", "resend", "printed", "arrived", "try"):
        assert reader.post(LIST, **{verb: str(mail.pk)}).status == 403
    assert states() == {"anna": "waiting"}


# --- one mail -------------------------------------------------------------------------------


def test_a_mail_is_shown_as_it_was_sent(office: Browser) -> None:
    html = '<p class="x">Guten "Tag" &amp; <b>Hallo</b></p><script>alert(1)</script>'
    mail = make_mail(
        state="sent", text="Guten <b>Tag</b>\n", html=html, calendar="BEGIN", ended_at=NOW
    )
    page = office.get(f"{LIST}{mail.pk}/")
    assert page.heading == "Zugangsdaten für anna"
    assert page.terms() == {
        "An": "Anna <anna@example.org>",
        "Bereich": "Zugangsdaten",
        "Beauftragt": "Do 20.08.2026, 12:00 von Test",
        "Stand seit": "Do 20.08.2026, 12:00",
        "Kennung": str(mail.uid),
    }
    assert page.texts("//*[@class='mail-text']") == ["Guten <b>Tag</b>"]
    (frame,) = page.tree.xpath("//iframe")
    assert (frame.get("srcdoc"), frame.get("sandbox")) == (html, "")


def test_readers_see_no_texts_for_they_hold_passcodes(reader: Browser) -> None:
    mail = make_mail(text="Passwort: 123456", html="<p>123456</p>")
    page = reader.get(f"{LIST}{mail.pk}/")
    assert page.status == 200
    assert "123456" not in page.response.content.decode()
    assert reader.get(f"{LIST}briefe/").status == 403


def test_sending_again_leads_to_the_new_mail(office: Browser) -> None:
    mail = make_mail(state="rejected", problem=REFUSED)
    assert office.get(f"{LIST}{mail.pk}/").notices == [SENTENCE]
    page = office.post(f"{LIST}{mail.pk}/", address=" anna@beispiel.example ")
    again = MailMessage.objects.get(repeats=mail)
    assert (page.address, again.to_address) == (f"{LIST}{again.pk}/", "anna@beispiel.example")
    assert page.terms()["Wiederholt"] == "die E-Mail vom Do 20.08.2026, 12:00"
    old = office.get(f"{LIST}{mail.pk}/")
    assert old.terms()["Erneut gesendet"] == "Do 20.08.2026, 12:00"
    assert old.tree.xpath("//*[@id='resend-now']") == []


def test_an_address_that_is_none_is_refused_with_a_sentence(office: Browser) -> None:
    mail = make_mail(state="rejected")
    page = office.post(f"{LIST}{mail.pk}/", address="anna@")
    assert (page.status, page.notices) == (409, ["„anna@“ ist keine gültige E-Mail-Adresse."])


def test_a_mail_that_is_not_there_is_not_found(office: Browser) -> None:
    assert office.get(f"{LIST}1/").status == 404


# --- letters --------------------------------------------------------------------------------


def test_letters_are_shown_one_a_page_and_marked(office: Browser) -> None:
    Institution.objects.update(street="Am Markt 1", city="12345 Musterstadt")
    letter = make_mail(state=MailState.TO_PRINT, to_address="", to_name="Frau Müller")
    make_mail("ben")
    assert office.get(LIST).texts("//a[@id='letters']") == ["Briefe drucken (1)"]
    page = office.get(f"{LIST}briefe/")
    assert page.texts("//article") == [
        "VHS Musterstadt · Am Markt 1 · 12345 Musterstadt Frau Müller Do 20.08.2026 "
        "Zugangsdaten für anna Guten Tag"
    ]
    shown = page.tree.xpath("//input[@name='mail']/@value")
    assert shown == [str(letter.pk)]
    done = office.post(f"{LIST}briefe/", printed="chosen", mail=shown)
    assert done.notices[0] == "1 Brief als gedruckt gekennzeichnet."
    assert office.get(f"{LIST}briefe/").texts("//h2") == ["Kein Brief ist zu drucken"]


def test_a_mail_of_a_deleted_person_keeps_its_line(office: Browser) -> None:
    nobody = {"to_name": "", "to_address": "", "subject": "", "text": "", "html": ""}
    mail = make_mail(state="sent", **nobody)
    row = office.get("/versand/").rows()[0]
    assert (row[1], row[2]) == ("gelöschte Person", "Zugangsdaten")
    page = office.get(f"/versand/{mail.pk}/")
    assert page.heading == "Zugangsdaten"
    assert page.texts("//section[@aria-labelledby='text-heading']/p") == [
        "Der Text ist gelöscht (Datenschutz)."
    ]
    assert not page.tree.xpath("//*[@id='resend']")
