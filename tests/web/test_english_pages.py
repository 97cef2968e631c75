"""In English, nothing on any page is German but what the office wrote itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField, UUIDField
from django.test import Client
from django.utils.translation import trans_real

from kurslink.models import Language, Role, User
from tests.house.test_untranslated import spoken, words_of
from tests.journeys.test_accessibility import addresses, make_states
from tests.people import PASSWORD, make_user
from tests.simulator_process import RunningSimulator
from tests.web.addresses import address, patterns
from tests.web.browser import Browser
from tests.web.test_who_may_what import PUBLIC

OF_ONE_LANGUAGE = ("/hilfe/handbuch/", "/api/")  # German; English for developers
CONTEXT = trans_real.CONTEXT_SEPARATOR
TEXTS = (CharField, TextField, JSONField, UUIDField)

# What course administrations call people by; it goes into mails.
DATA = {"Frau", "Herr", "Firma"}


class Marked:
    """English as the catalogue has it, with ⟦brackets⟧ about all that went through gettext."""

    def __init__(self, english: Any) -> None:
        self._english = english

    def __getattr__(self, name: str) -> Any:
        return getattr(self._english, name)

    def gettext(self, message: str) -> str:
        said = self._english.gettext(message)
        return said if CONTEXT in said else f"⟦{said}⟧"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return f"⟦{self._english.ngettext(singular, plural, number)}⟧"


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = Marked(trans_real.translation("en"))
    held = vars(trans_real)["_translations"]
    monkeypatch.setitem(held, Language.ENGLISH.value, marked)


def texts_of(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from (text for each in value.values() for text in texts_of(each))
        case list():
            yield from (text for each in value for text in texts_of(each))
        case None:
            pass
        case _:
            address = str(value).partition("@")
            yield from ("".join(address), address[0], address[2])  # they may break there


def written_by_people() -> re.Pattern[str]:
    """Every text of the database."""
    found = {
        text
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS)
        for value in model._default_manager.values_list(field.name, flat=True)
        for text in texts_of(value)
    }
    longest_first = sorted(found - {""}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest_first))


def unmarked(text: str) -> str:
    """What is left of `text` without what is in brackets, also where an „a,b" was cut in two."""
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return re.sub("^[^⟦⟧]*⟧|⟦[^⟦⟧]*$", " ", text)


def findings(browser: Browser, path: str, data: re.Pattern[str]) -> Iterator[str]:
    page = browser.get(path)
    if not page.response.headers.get("Content-Type", "").startswith("text/html"):
        return
    if not page.response.content:
        return
    for text in spoken(page.tree):
        rest = unmarked(text)
        if words_of(rest) and set(words_of(data.sub(" ", rest))) - DATA:
            yield f"{path}: {' '.join(text.split())}"


@pytest.mark.django_db
@pytest.mark.usefixtures("_marked")
def test_no_page_shows_what_did_not_go_through_gettext(simulator: RunningSimulator) -> None:
    made = make_states(simulator)
    anna, browser = make_user("anna", Role.SYSTEM), Browser(Client())
    stranger = Browser(Client(headers={"Accept-Language": "en"}))
    browser.post("/konto/anmelden/", login=anna.email, password=PASSWORD)
    User.objects.update(language=Language.ENGLISH)
    every = {name: address(name, made["new"]) for name in patterns() if name != "account_logout"}
    public = [path for name, path in every.items() if name in PUBLIC.split()]
    data = written_by_people()
    found = [
        each
        for who, paths in ((stranger, public), (browser, [*every.values(), *addresses(made)]))
        for path in paths
        if not path.startswith(OF_ONE_LANGUAGE)
        for each in findings(who, path, data)
    ]
    assert found == []
