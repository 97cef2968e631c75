"""Signing in through the institution's OpenID provider: who gets in, and who does not."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from kurslink.config.environment import OpenIdProvider
from kurslink.config.openid import openid_settings
from kurslink.models import Institution, Role, SecondFactorRule, User
from tests.identity_provider import CLIENT, SECRET, RunningProvider, running_identity_provider
from tests.people import make_user
from tests.web.browser import Browser, Shown

FAILED = "Die Anmeldung über Landkreis hat nicht geklappt."
SIGN_IN = "Bei Kurslink anmelden"


@pytest.fixture(scope="module")
def process() -> Iterator[RunningProvider]:
    with running_identity_provider() as provider:
        yield provider


@pytest.fixture
def provider(process: RunningProvider, settings: Settings, db: None) -> RunningProvider:  # noqa: ARG001  # asks for the database
    use(settings, process.address)
    return process


def use(settings: Settings, issuer: str, secret: str = SECRET) -> None:
    held = OpenIdProvider(issuer, CLIENT, secret, "Landkreis")
    settings.SOCIALACCOUNT_PROVIDERS = openid_settings(held)
    settings.KURSLINK_OPENID_NAME = held.name


def come_in(provider: RunningProvider, browser: Browser | None = None) -> Shown:
    """From the button to where Kurslink leads afterwards."""
    browser = browser or Browser(Client())
    start = browser.client.get("/konto/openid/?process=connect&next=/kurse/%3Fq%3Dx")
    if start.headers["Location"].startswith("/"):
        return browser.get(start.headers["Location"])
    return browser.get(provider.visit(start.headers["Location"]))


def anna_says(**claims: Any) -> dict[str, Any]:
    return {"sub": "4711", "email": "Anna@vhs.example", "email_verified": True} | claims


def test_whom_we_know_by_a_verified_address_enters(provider: RunningProvider) -> None:
    make_user("anna")
    provider.vouches(**anna_says())
    page = come_in(provider)
    assert (page.heading, page.address) == ("Kurse", "/kurse/?q=x")
    kept = list(SocialAccount.objects.values_list("uid", "extra_data"))
    assert (kept, SocialToken.objects.count()) == ([("4711", {})], 0)
    provider.vouches(**anna_says(email="geheiratet@vhs.example"))  # known by their sub from now on
    assert come_in(provider).heading == "Kurse"


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        (anna_says(email_verified=False), "Der Anmeldedienst bestätigt Ihre E-Mail-Adresse nicht"),
        (
            anna_says(email_verified="false"),
            "Der Anmeldedienst bestätigt Ihre E-Mail-Adresse nicht",
        ),
        ({"sub": "4711"}, "Der Anmeldedienst bestätigt Ihre E-Mail-Adresse nicht"),
        (anna_says(email="x@vhs.example"), "Mit der E-Mail-Adresse x@vhs.example ist hier niemand"),
    ],
)
def test_others_do_not(provider: RunningProvider, claims: dict[str, Any], sentence: str) -> None:
    make_user("anna")
    provider.vouches(**claims)
    page = come_in(provider)
    assert (page.heading, User.objects.count()) == (SIGN_IN, 1)
    assert page.notices[0].startswith(sentence)


def test_new_people_get_the_least_if_the_installation_lets_them(
    provider: RunningProvider, settings: Settings
) -> None:
    settings.KURSLINK_OPENID_NEW_PEOPLE = True
    provider.vouches(**anna_says(name="Anna Muster", role="system"))
    assert come_in(provider).heading == "Kurse"
    made = User.objects.get()
    assert (made.email, made.name, made.role) == ("Anna@vhs.example", "Anna Muster", Role.READER)
    assert not made.has_usable_password()


def test_who_is_switched_off_stays_outside(provider: RunningProvider) -> None:
    make_user("anna", is_active=False)
    provider.vouches(**anna_says())
    page = come_in(provider)
    assert page.notices == [
        "Dieses Konto ist abgeschaltet. Wenden Sie sich an die Systemverwaltung."
    ]


@pytest.mark.parametrize(
    "faults",
    [
        {"configuration": True},
        {"redirect": True},
        {"id_token": {"aud": "somebody-else"}},
        {"id_token": {"iss": "https://evil.example"}},
        {"id_token": {"exp": 1}},
        {"id_token": {"sub": "0815"}},
    ],
    ids=str,
)
def test_what_a_provider_should_not_say_lets_nobody_in(
    provider: RunningProvider, faults: dict[str, Any]
) -> None:
    make_user("anna")
    provider.vouches(faults, **anna_says())
    page = come_in(provider)
    assert (page.heading, page.notices[0][: len(FAILED)]) == (SIGN_IN, FAILED)


def test_a_wrong_secret_and_a_silent_provider_are_a_sentence(
    provider: RunningProvider, settings: Settings
) -> None:
    make_user("anna")
    provider.vouches(**anna_says())
    use(settings, provider.address, "falsch")
    assert come_in(provider).notices[0].startswith(FAILED)
    use(settings, "http://127.0.0.1:9")
    assert come_in(provider).notices[0].startswith(FAILED)


def test_an_answer_nobody_asked_for_lets_nobody_in(provider: RunningProvider) -> None:
    make_user("anna")
    provider.vouches(**anna_says())
    other = Browser(Client())
    where = provider.visit(other.client.get("/konto/openid/").headers["Location"])
    page = Browser(Client()).get(where)  # a link somebody else was sent
    assert (page.heading, page.notices[0][: len(FAILED)]) == (SIGN_IN, FAILED)
    assert other.get(where).heading == "Übersicht"
    assert other.get(where).notices[0].startswith(FAILED)


def test_our_second_factor_is_asked_for_where_there_is_one(provider: RunningProvider) -> None:
    anna = make_user("anna")
    Authenticator.objects.create(user=anna, type="totp", data={"secret": ""})
    provider.vouches(**anna_says())
    assert come_in(provider).heading == "Zweiter Faktor"


def test_the_rule_for_second_factors_leaves_them_to_the_provider(provider: RunningProvider) -> None:
    make_user("anna")
    Institution.load()
    Institution.objects.update(second_factor=SecondFactorRule.EVERYBODY)
    provider.vouches(**anna_says())
    assert come_in(provider).heading == "Kurse"


def test_the_button_is_there_only_if_there_is_a_provider(
    provider: RunningProvider,  # noqa: ARG001  # set up
    settings: Settings,
) -> None:
    button = "//a[@id='openid']"
    assert Browser(Client()).get("/konto/anmelden/").texts(button) == ["Landkreis"]
    settings.KURSLINK_OPENID_NAME = ""
    assert Browser(Client()).get("/konto/anmelden/").texts(button) == []
    assert Browser(Client()).get("/konto/openid/").status == 404
