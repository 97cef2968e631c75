"""One's own sign-in: a forgotten password, a new one, second factors, and their being demanded."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, TestCase
from pytest_django import Settings

from kurslink.models import Institution, MailMessage, MailSecret, Role, SecondFactorRule, User
from kurslink.models.encryption import decrypt
from tests.mails import ready_to_send
from tests.people import PASSWORD, code_of, make_user
from tests.web.browser import Browser, Shown

NEW = "ein-ganz-anderes-passwort"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # another in every answer
SIGN_IN, FORGOTTEN, SAFETY = "/konto/anmelden/", "/konto/passwort-vergessen/", "/konto/sicherheit/"


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna(db: None) -> User:  # noqa: ARG001  # asks for the database
    return make_user("anna")


def sign_in(user: User, password: str = PASSWORD, browser: Browser | None = None) -> Shown:
    return (browser or Browser(Client())).post(SIGN_IN, login=user.email, password=password)


def at_home(user: User) -> Browser:
    browser = Browser(Client())
    sign_in(user, browser=browser)
    return browser


def test_a_forgotten_password_is_replaced_by_a_link(anna: User) -> None:
    browser, elsewhere = Browser(Client()), at_home(anna)
    with ready_to_send():
        page = browser.post(FORGOTTEN, email="Anna@vhs.example")
    assert page.heading == "Sehen Sie in Ihr Postfach"
    mail, link = MailMessage.objects.get(), MailSecret.objects.get().link
    assert (mail.to_address, "passwort-vergessen" in mail.text) == (anna.email, False)
    assert link.startswith("http://127.0.0.1:8000/konto/passwort-vergessen/")
    page = browser.get(urlsplit(link).path)
    assert page.labels == ["Neues Passwort", "Neues Passwort noch einmal"]
    where = page.address
    page = browser.post(where, password1=NEW, password2="anders-als-oben")
    assert page.errors == ["Die beiden Passwörter sind verschieden."]
    assert browser.post(where, password1=NEW, password2=NEW).heading == "Ihr neues Passwort gilt"
    assert sign_in(anna, NEW).heading == "Übersicht"
    assert elsewhere.get("/kurse/").heading == "Bei Kurslink anmelden"
    assert Browser(Client()).get(urlsplit(link).path).notices[:1] == [
        "Dieser Link gilt nicht mehr."
    ]
    assert [each.subject for each in MailMessage.objects.order_by("pk")] == [
        "Neues Passwort für Kurslink",
        "Ihr Passwort wurde geändert",
    ]


@pytest.mark.parametrize("who", ["nobody@vhs.example", "off@vhs.example"])
def test_nobody_learns_who_has_an_account(anna: User, who: str) -> None:
    make_user("off", is_active=False)
    with ready_to_send():
        pages = [Browser(Client()).post(FORGOTTEN, email=email) for email in (anna.email, who)]
    known, unknown = (_TOKEN.sub("", page.response.content.decode()) for page in pages)
    assert known == unknown
    assert [mail.to_address for mail in MailMessage.objects.all()] == [anna.email]


def test_nobody_gets_a_flood_of_links(anna: User) -> None:
    with ready_to_send():
        pages = [Browser(Client()).post(FORGOTTEN, email=anna.email) for _ in range(7)]
    assert [page.status for page in pages] == [200] * 5 + [429] * 2
    assert pages[-1].heading == "Zu viele Versuche"


def test_without_a_mail_server_one_is_told_whom_to_ask(db: None) -> None:  # noqa: ARG001  # asks for the database
    page = Browser(Client()).get(FORGOTTEN)
    assert page.notices == ["Diese Installation kann keine E-Mails versenden."]
    assert page.texts("//main//form") == []


def test_a_link_names_our_address_whatever_host_was_asked(anna: User, settings: Settings) -> None:
    settings.KURSLINK_PUBLIC_URL = "https://kurse.example.org/"
    with ready_to_send():
        Browser(Client(headers={"host": "localhost"})).post(FORGOTTEN, email=anna.email)
        assert Browser(Client(headers={"host": "evil.example"})).get(FORGOTTEN).status == 400
    assert MailSecret.objects.get().link.startswith("https://kurse.example.org/konto/passwort")


def test_the_password_is_changed_by_who_knows_it(anna: User) -> None:
    here, elsewhere = at_home(anna), at_home(anna)
    fields = {"password1": NEW, "password2": NEW}
    page = here.post("/konto/passwort/", oldpassword="falsch", **fields)
    assert page.errors == ["Das bisherige Passwort ist falsch."]
    page = here.post("/konto/passwort/", oldpassword=PASSWORD, **fields)
    assert (page.heading, page.notices) == (
        "Anmeldung & Sicherheit",
        ["Das neue Passwort gilt ab sofort."],
    )
    assert elsewhere.get("/kurse/").heading == "Bei Kurslink anmelden"


def set_up_app(browser: Browser) -> str:
    """The key of the app; codes that are shown once were seen."""
    page = browser.get(f"{SAFETY}app/")
    assert page.heading == "Sind Sie es noch?"
    page = browser.post(page.address, password=PASSWORD)
    (secret,) = page.texts("//main//code")
    assert browser.post(f"{SAFETY}app/", code="000000").errors == [
        "Der Code stimmt nicht. Geben Sie den ein, den die App gerade zeigt; jeder gilt nur einmal."
    ]
    with TestCase.captureOnCommitCallbacks(execute=True):  # what tells the owner
        page = browser.post(f"{SAFETY}app/", code=code_of(secret))
    assert (page.heading, len(page.texts("//main//code"))) == ("Ersatzcodes", 10)
    return secret


def test_an_app_is_set_up_and_asked_for(anna: User) -> None:
    secret = set_up_app(at_home(anna))
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert (secret in stored, decrypt(stored)) == (False, secret)
    browser = Browser(Client())
    page = sign_in(anna, browser=browser)
    assert page.heading == "Zweiter Faktor"
    assert browser.get("/kurse/").heading == "Zweiter Faktor"
    page = browser.post(f"{SAFETY}code/", code=code_of(secret))
    assert page.heading == "Übersicht"
    assert [mail.subject for mail in MailMessage.objects.all()] == ["Zweiter Faktor eingerichtet"]


def test_a_new_password_does_not_replace_the_second_factor(anna: User) -> None:
    set_up_app(at_home(anna))
    anna.set_password(NEW)
    anna.save()
    assert sign_in(anna, NEW).heading == "Zweiter Faktor"


def test_a_recovery_code_serves_once(anna: User) -> None:
    browser = at_home(anna)
    set_up_app(browser)
    code = browser.get(f"{SAFETY}ersatzcodes/").texts("//main//code")[0]
    for heading in ("Übersicht", "Zweiter Faktor"):
        browser = Browser(Client())
        sign_in(anna, browser=browser)
        assert browser.post(f"{SAFETY}code/", code=code).heading == heading


def test_codes_are_not_guessed(anna: User) -> None:
    secret = set_up_app(at_home(anna))
    browser = Browser(Client())
    sign_in(anna, browser=browser)
    for _ in range(5):
        browser.post(f"{SAFETY}code/", code="000000")
    page = browser.post(f"{SAFETY}code/", code=code_of(secret))
    assert page.errors == [
        "Zu viele falsche Eingaben. Versuchen Sie es in fünf Minuten noch einmal."
    ]


def test_what_protects_is_removed_only_by_who_confirms_it(anna: User) -> None:
    browser = at_home(anna)
    set_up_app(browser)
    session = browser.client.session
    session["account_authentication_methods"] = [
        each | {"at": 0} for each in session["account_authentication_methods"]
    ]
    session.save()
    page = browser.get(f"{SAFETY}app/entfernen/")
    assert page.heading == "Sind Sie es noch?"
    page = browser.post(page.address, password=PASSWORD)
    assert page.heading == "App für Codes entfernen?"
    page = browser.post(f"{SAFETY}app/entfernen/")
    assert (page.notices, Authenticator.objects.count()) == (["Die App ist entfernt."], 0)


@pytest.mark.parametrize(
    ("rule", "role", "is_held"),
    [
        (SecondFactorRule.NOBODY, Role.SYSTEM, False),
        (SecondFactorRule.SYSTEM, Role.SYSTEM, True),
        (SecondFactorRule.SYSTEM, Role.OFFICE, False),
        (SecondFactorRule.EVERYBODY, Role.READER, True),
    ],
)
def test_whoever_must_have_one_gets_no_further_without(
    db: None,  # noqa: ARG001  # asks for the database
    rule: SecondFactorRule,
    role: Role,
    is_held: bool,
) -> None:
    Institution.load()
    Institution.objects.update(second_factor=rule)
    browser = at_home(make_user("anna", role))
    heading = "Anmeldung & Sicherheit" if is_held else "Kurse"
    assert browser.get("/kurse/").heading == heading
    if is_held:
        set_up_app(browser)
        assert browser.get("/kurse/").heading == "Kurse"


def test_a_lost_key_is_a_sentence(anna: User, settings: Settings) -> None:
    set_up_app(at_home(anna))
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: ["x" * 43 + "="]
    browser = Browser(Client())
    sign_in(anna, browser=browser)
    page = browser.post(f"{SAFETY}code/", code="123456")
    assert page.errors == [
        "Ihr zweiter Faktor ist auf diesem Server nicht lesbar. "
        "Wenden Sie sich an die Systemverwaltung."
    ]
