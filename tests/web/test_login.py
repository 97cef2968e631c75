"""Signing in under attack: guessing, accounts that were switched off, what is written down."""

import logging
from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kurslink.models import Role, User
from tests.web.browser import Browser, Shown

PASSWORD = "ein-langes-passwort"
WRONG = "E-Mail-Adresse oder Passwort ist falsch."
LATER = "Zu viele falsche Eingaben. Versuchen Sie es in fünf Minuten noch einmal."


@pytest.fixture(autouse=True)
def _nobody_has_guessed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(db: None) -> User:  # noqa: ARG001  # asks for the database
    return User.objects.create_user("a@vhs.example", PASSWORD, name="A", role=Role.OFFICE)


def sign_in(email: str, password: str, **headers: str) -> Shown:
    return Browser(Client(headers=headers)).post("/konto/anmelden/", login=email, password=password)


def test_unknown_people_read_the_same_as_those_with_a_wrong_password(user: User) -> None:
    pages = [sign_in(email, "falsch") for email in (user.email, "b@vhs.example")]
    assert [(page.status, page.notices) for page in pages] == [(200, [WRONG])] * 2


def test_the_sixth_guess_is_not_tried(user: User) -> None:
    for _ in range(5):
        assert sign_in(user.email, "falsch").notices == [WRONG]
    assert sign_in(user.email, PASSWORD).notices == [LATER]


def test_guesses_are_counted_whatever_port_the_guesser_names(user: User) -> None:
    for port in range(5):
        sign_in(user.email, "falsch", host=f"localhost:{port + 1}")
    assert sign_in(user.email, PASSWORD, host="localhost:6").notices == [LATER]


def test_strangers_who_guess_do_not_keep_the_owner_out(user: User) -> None:
    owner = Browser(Client())
    owner.post("/konto/anmelden/", login=user.email, password=PASSWORD)
    owner.post("/konto/abmelden/")
    for _ in range(7):
        sign_in(user.email, "falsch")
    assert sign_in(user.email, PASSWORD).notices == [LATER]
    page = owner.post("/konto/anmelden/", login="A@VHS.example", password=PASSWORD)
    assert page.heading == "Übersicht"


def test_a_known_browser_has_no_more_guesses_and_is_known_for_its_owner_only(user: User) -> None:
    User.objects.create_user("b@vhs.example", PASSWORD, name="B", role=Role.SYSTEM)
    browser = Browser(Client())
    browser.post("/konto/anmelden/", login=user.email, password=PASSWORD)
    browser.post("/konto/abmelden/")
    cache.clear()
    for _ in range(5):
        browser.post("/konto/anmelden/", login=user.email, password="falsch")
    page = browser.post("/konto/anmelden/", login=user.email, password=PASSWORD)
    assert page.notices == [LATER]
    cache.clear()
    for _ in range(5):
        sign_in("b@vhs.example", "falsch")
    page = browser.post("/konto/anmelden/", login="b@vhs.example", password=PASSWORD)
    assert page.notices == [LATER]


class Counted(PBKDF2PasswordHasher):
    """Notes each password it works on: what takes time is counted, where a clock would be moody."""

    worked_on: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self.worked_on.append(password)
        return super().encode(password, salt, iterations)


@pytest.mark.parametrize("email", ["a@vhs.example", "b@vhs.example", "off@vhs.example"])
def test_a_guess_takes_the_same_work_whether_somebody_has_the_address_or_not(
    settings: Settings, user: User, email: str
) -> None:
    settings.PASSWORD_HASHERS = ["tests.web.test_login.Counted"]
    User.objects.create_user("off@vhs.example", PASSWORD, name="O", is_active=False)
    user.set_password(PASSWORD)
    user.save()
    Counted.worked_on.clear()
    sign_in(email, "falsch")
    assert Counted.worked_on == ["falsch"]


def test_an_account_that_was_switched_off_says_so_to_its_owner_only(user: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(user.email, "falsch").notices == [WRONG]
    page = sign_in(user.email, PASSWORD)
    assert (page.heading, page.notices) == (
        "Bei Kurslink anmelden",
        ["Dieses Konto ist abgeschaltet. Wenden Sie sich an die Systemverwaltung."],
    )


def test_switching_an_account_off_ends_its_sessions(user: User) -> None:
    browser = Browser(Client())
    assert (
        browser.post("/konto/anmelden/", login=user.email, password=PASSWORD).heading == "Übersicht"
    )
    User.objects.update(is_active=False)
    assert browser.get("/kurse/").heading == "Bei Kurslink anmelden"


def test_a_failed_sign_in_is_written_down_on_one_line(
    caplog: pytest.LogCaptureFixture,
    db: None,  # noqa: ARG001  # asks for the database
) -> None:
    with caplog.at_level(logging.WARNING, "kurslink.web.login"):
        sign_in("x@vhs.example", "geheim")
    (record,) = [each for each in caplog.records if each.name == "kurslink.web.login"]
    assert record.getMessage() == "Sign-in refused: 'x@vhs.example' from 127.0.0.1"


def _refused_guesses(forwarded: list[str]) -> int:
    pages = [
        sign_in(f"{number}@vhs.example", "falsch", **{"x-forwarded-for": address})
        for number, address in enumerate(forwarded)
    ]
    return [page.notices for page in pages].count([LATER])


def test_an_address_anybody_can_claim_is_not_believed(db: None) -> None:  # noqa: ARG001  # asks for the database
    assert _refused_guesses([f"192.0.2.{number}" for number in range(12)]) == 2


def test_behind_a_proxy_guesses_are_counted_by_the_address_it_saw(
    settings: Settings,
    db: None,  # noqa: ARG001  # asks for the database
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert _refused_guesses([f"192.0.2.{number}" for number in range(12)]) == 0
    assert _refused_guesses([f"192.0.2.{number}, 198.51.100.7" for number in range(12)]) == 2
