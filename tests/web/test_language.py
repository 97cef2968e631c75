"""Pages speak to everybody in the language they chose, to strangers in that of their browser."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from kurslink.models import Language, MailMessage, User
from tests.mails import ready_to_send
from tests.people import PASSWORD, make_user
from tests.web.browser import Browser, Shown


@pytest.fixture(autouse=True)
def _nobody_has_guessed_before() -> None:
    cache.clear()


SIGN_IN, SWITCH, OWN = "/konto/anmelden/", "/sprache/", "/meine-angaben/"


def spoken(page: Shown) -> tuple[str, str, str]:
    """What the page says of its language, to browsers and to people."""
    return str(page.tree.get("lang")), page.response.headers["Content-Language"], page.heading


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("", ("de", "de", "Bei Kurslink anmelden")),
        ("en-GB,en;q=0.8", ("en", "en", "Sign in to Kurslink")),
        ("fr", ("de", "de", "Bei Kurslink anmelden")),
    ],
)
def test_strangers_are_answered_in_the_language_of_their_browser(
    asked: str, answered: tuple[str, str, str]
) -> None:
    page = Browser(Client(headers={"Accept-Language": asked} if asked else {})).get(SIGN_IN)
    assert spoken(page) == answered
    assert {"Accept-Language", "Cookie"} <= set(page.response.headers["Vary"].split(", "))


@pytest.mark.django_db
def test_a_stranger_switches_and_the_browser_remembers_it() -> None:
    browser = Browser(Client())
    page = browser.post(SWITCH, language="en", next=SIGN_IN)
    assert (page.address, page.heading) == (SIGN_IN, "Sign in to Kurslink")
    assert browser.get(SIGN_IN).texts("//footer//button") == ["Deutsch"]
    assert browser.post(SWITCH, language="de", next=SIGN_IN).heading == "Bei Kurslink anmelden"
    assert browser.post(SWITCH, language="xx", next=SIGN_IN).heading == "Bei Kurslink anmelden"


@pytest.mark.django_db
def test_a_language_chosen_before_signing_in_is_kept() -> None:
    anna, browser = make_user("anna"), Browser(Client())
    browser.post(SWITCH, language="en", next=SIGN_IN)
    assert browser.post(SIGN_IN, login=anna.email, password=PASSWORD).heading == "Overview"
    bert, shared = make_user("bert"), Browser(Client())
    shared.client.cookies["kurslink_language"] = "en"  # of who sat here before
    assert shared.post(SIGN_IN, login=bert.email, password=PASSWORD).heading == "Übersicht"


def test_who_switches_is_spoken_to_like_this_from_then_on(office: Browser) -> None:
    assert office.get("/kurse/").heading == "Kurse"
    page = office.post(SWITCH, language="en", next="/kurse/?q=x")
    assert (page.address, *spoken(page)) == ("/kurse/?q=x", "en", "en", "Courses")
    assert User.objects.get().language == Language.ENGLISH
    office.post("/konto/abmelden/")
    assert office.get(SIGN_IN).heading == "Sign in to Kurslink"


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_switch_leads_to_no_other_site(office: Browser, away: str) -> None:
    answer = office.client.post(SWITCH, {"language": "en", "next": away})
    assert answer.headers["Location"] == "/"


def test_the_language_stands_with_ones_own_details(office: Browser) -> None:
    page = office.post(OWN, name="M. Brandt", phone="", language="en")
    assert (page.heading, page.notices) == ("My details", ["Your details are saved."])
    assert page.labels == ["Name", "Telephone", "Language", "E-mail address"]


def test_the_person_counts_more_than_the_browser(office: Browser) -> None:
    office.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert office.get("/kurse/").heading == "Kurse"


def test_an_invitation_speaks_the_language_of_the_invited(system: Browser) -> None:
    with ready_to_send():
        system.post(
            "/einstellungen/benutzer/neu/",
            email="new@vhs.example",
            name="New",
            role="reader",
            language="en",
        )
    mail = MailMessage.objects.get()
    assert (mail.subject, mail.text.splitlines()[0]) == ("Your access to Kurslink", "Hello New,")


def test_refusals_and_the_librarys_sentences_are_in_the_language_of_the_page(
    office: Browser,
) -> None:
    office.post(SWITCH, language="en")
    page = office.post(OWN, name="", phone="", language="en")
    assert page.errors == [
        "The name is missing. Enter how you are to be called in Kurslink and in the history."
    ]
    page = office.post(OWN, name="M", phone="", language="fr")
    assert page.errors == ["Select a valid choice. fr is not one of the available choices."]


@pytest.mark.django_db
def test_signing_in_fails_in_english_too() -> None:
    make_user("anna")
    browser = Browser(Client(headers={"Accept-Language": "en"}))
    page = browser.post(SIGN_IN, login="anna@vhs.example", password=f"{PASSWORD}!")
    assert page.notices == ["E-mail address or password is wrong."]
    assert urlsplit(page.address).path == SIGN_IN
