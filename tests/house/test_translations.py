"""Pages speak English to who chose it, commands with --lang en: every text, and whole."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest
import typer
from django.utils import translation
from scripts.translations import PACKAGE, read_catalogue, used_messages
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.config import environment
from kurslink.services.transfer.course_topic import topic_of
from tests.course_office import make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

ENGLISH = {(each.id, each.context): each.string for each in read_catalogue() if each.id}
GETTEXT = {"_", "translate", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}


def forms(text: object) -> tuple[str, ...]:
    """A text, or its singular and its plural."""
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def blanks(sentence: str) -> set[str]:
    """What is put into a sentence: {name} in commands and services, %(name)s in pages."""
    braced = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    return braced | set(re.findall(r"%\(\w+\)\w|%[sd]", sentence))


def calls_in_f_strings(source: str) -> list[int]:
    """Lines of calls of gettext inside an f-string, where they are not collected."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    return [
        node.lineno
        for string in strings
        for node in ast.walk(string)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT
    ]


def test_the_catalogue_has_the_sentences_of_the_code_and_no_others() -> None:
    """After a change: `make translations`."""
    used = {(forms(text), context) for (text, context), _place in used_messages()}
    plurals = {(text[0], context) for text, context in used if len(text) > 1}
    single = {(text, context) for text, context in used if len(text) == 1}
    hidden = {(text, context) for text, context in single if (text[0], context) in plurals}
    assert {(forms(text), context) for text, context in ENGLISH} == used - hidden


def test_every_text_has_its_english() -> None:
    assert [german for german, english in ENGLISH.items() if not all(forms(english))] == []


def test_no_sentence_hides_where_it_is_not_collected() -> None:
    modules = PACKAGE.rglob("*.py")
    hidden = {path.name: calls_in_f_strings(path.read_text(encoding="utf-8")) for path in modules}
    assert {name: lines for name, lines in hidden.items() if lines} == {}


def test_both_languages_leave_the_same_blanks() -> None:
    differing = [
        german
        for (german, _context), english in ENGLISH.items()
        if blanks(" ".join(forms(german))) != blanks(" ".join(forms(english)))
    ]
    assert differing == []


def test_no_german_stands_in_english() -> None:
    every = [form for english in ENGLISH.values() for form in forms(english)]
    assert [english for english in every if re.search("[äöüÄÖÜß„]", english)] == []


def said(text: tuple[str, ...], context: str | None) -> tuple[str, ...]:
    if len(text) > 1:
        return tuple(translation.ngettext(text[0], text[1], number) for number in (1, 2))
    one = translation.pgettext(context, text[0]) if context else translation.gettext(text[0])
    return (one,)


def test_what_was_compiled_is_the_catalogue() -> None:
    with translation.override("en"):
        spoken = {message: said(forms(message[0]), message[1]) for message in ENGLISH}
    assert spoken == {message: forms(english) for message, english in ENGLISH.items()}


@pytest.fixture
def open_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's database is there already; a command must not open the installation's own."""
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "postgresql://is.open.already/")
    environment.load.cache_clear()
    yield
    environment.load.cache_clear()


def run(*words: str) -> Result:
    return CliRunner().invoke(application([words[0]]), [*words, "--lang", "en"])


@pytest.mark.usefixtures("db", "open_database")
def test_a_refusal_is_in_english() -> None:
    refused = run("course", "262-1")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "There is no course 262-1. Check the course number, or import the courses first.\n",
    )


@pytest.mark.usefixtures("db", "open_database")
def test_a_planned_transfer_is_told_in_english(simulator: RunningSimulator) -> None:
    make_account(simulator)
    make_course("262-1", days=weekly(date(2031, 9, 2), 2))
    planned = run("transfer", "262-1", "--dry-run")
    assert (planned.exit_code, planned.stderr) == (0, "")
    assert planned.stdout.splitlines() == [
        "262-1  planned  Englisch B1 am Abend",
        "  - Create meeting: every week Tue, 2 dates from Tue 2 Sep 2031, 18:00, 90 minutes each",
        "  Requests to Zoom: 1, writes among them: 1.",
    ]


@pytest.mark.django_db
def test_the_topic_speaks_to_participants_in_german_all_the_same() -> None:
    course = make_course("262-1", days=weekly(date(2031, 9, 2), 2))
    with translation.override("en"):
        assert topic_of(course, "<BEG_DATTXT>") == "Di 02.09.2031"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["transfer"], "Name course numbers or --all-online, not both."),
        (
            ["account", "add", "a@vhs.example"],
            "Missing: --account-id, --client-id, --client-secret",
        ),
    ],
)
def test_wrong_usage_is_told_in_english(words: list[str], message: str) -> None:
    with pytest.raises(typer.BadParameter) as raised:
        application([words[0]])([*words, "--lang", "en"], standalone_mode=False)
    assert raised.value.message == message
