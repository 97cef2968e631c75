"""Nothing people read is written past gettext: neither in templates nor in what pages say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from lxml import html
from scripts.translations import PACKAGE

TEMPLATES = sorted(
    each
    for each in (PACKAGE / "web/templates").rglob("*.html")
    if each.parent.name != "api"  # English, for developers
)
MODULES = sorted(
    each
    for folder in ("web", "services")
    for each in (PACKAGE / folder).rglob("*.py")
    if each.parent.name != "catalogue"  # of mails, which are German
)

READ_ALOUD = ("title", "aria-label", "placeholder", "alt")
THE_SAME_IN_BOTH = {"Kurslink", "Zoom", "Deutsch", "English", "kurstage", "ics"}
GETTEXT = re.compile(r"(_|translate|n?p?gettext(_lazy)?)$")
SLUG = re.compile(r"(?=.*[-/#])[\w#/-]+$")  # addresses, and places in the handbook
CLASS = re.compile(r"\S+--\S+")
GERMAN = re.compile(
    r"[äöüÄÖÜß]| (der|die|das|den|dem|und|oder|nicht|kein|keine|ist|sind|wird|mit|von|Sie|im) "
)


def words_of(text: str) -> list[str]:
    return [
        each
        for each in re.findall(r"[^\W\d_]{2,}", CLASS.sub("", text))
        if each not in THE_SAME_IN_BOTH
    ]


def without_tags(template: str) -> Iterator[str]:
    """The HTML of a template; what stands in its tags, or is translated, becomes a blank."""
    is_translated = False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            is_translated = name == "blocktranslate" or (
                is_translated and name != "endblocktranslate"
            )
        if token.token_type == TokenType.TEXT and not is_translated:
            yield token.contents
        else:
            yield " "


def spoken(element: html.HtmlElement) -> Iterator[str]:
    """What people read of an element in the language of the page, or have read to them."""
    yield from (element.get(name, "") for name in READ_ALOUD)
    yield element.text or ""
    for child in element:
        is_text = isinstance(child.tag, str) and child.tag not in ("script", "style", "code")
        if is_text and child.get("lang") is None:  # else it says itself what language it is in
            yield from spoken(child)
        yield child.tail or ""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_template_says_nothing_outside_its_translations(path: Path) -> None:
    source = "".join(without_tags(path.read_text(encoding="utf-8")))
    tree = html.fragment_fromstring(source, create_parent="div")
    assert [text for text in spoken(tree) if words_of(text)] == []


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """The strings of a module that are neither translated nor documentation."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and GETTEXT.match(getattr(child.func, "id", "")):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        yield from literals(child)


def test_no_module_writes_german_past_gettext() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{each.lineno} {each.value!r}"
        for path in MODULES
        for each in literals(ast.parse(path.read_text(encoding="utf-8")))
        if GERMAN.search(str(each.value)) and not SLUG.match(str(each.value))
    ]
    assert found == []
