"""The handbook: its chapters, read once from docs/handbuch, drawn safely and ready to be searched.

The files are those GitHub shows: a chapter leads to another as „datei.md#überschrift", and headings
get the anchors GitHub gives them, so that the same links hold in both places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parent / "handbook"
"""A link to docs/handbuch; in an installed package a folder with the same files."""

PICTURES = "handbuch"
"""Where pictures stand among the static files."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_CHAPTER_LINK = re.compile(r"^([\w-]+)\.md(#.*)?$")


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it, up to the next heading; `words` has no markup."""

    anchor: str
    title: str
    level: int
    words: str


@dataclass(frozen=True)
class Chapter:
    """One file."""

    name: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]

    @property
    def tasks(self) -> tuple[Section, ...]:
        """The headings right below the title."""
        return tuple(each for each in self.sections if each.level == _TASK)


_TASK = 2


@cache
def contents() -> Chapter:
    """The table of contents, README.md: it names the chapters and their order."""
    return _read("README")


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by its name, in the order of the table of contents."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return {name: _read(name) for name in re.findall(r"\]\(([\w-]+)\.md\)", text)}


def _read(name: str) -> Chapter:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    tokens = _MARKDOWN.parse(text)
    sections = tuple(_sections(tokens))
    for token in tokens:
        _lead_on(token.children or ())
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    # Written by us, and a tag in it would be shown as text: html is off.
    return Chapter(name, sections[0].title, mark_safe(html), sections)  # noqa: S308


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    """Every heading with its words; the headings get their anchors on the way."""
    heads = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    for index, following in zip(heads, [*heads[1:], len(tokens)], strict=True):
        title = _words(tokens[index + 1])
        anchor = anchor_of(title)
        tokens[index].attrSet("id", anchor)
        words = " ".join(_words(token) for token in tokens[index + 2 : following])
        yield Section(anchor, title, int(tokens[index].tag[1]), " ".join(words.split()))


def anchor_of(title: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _words(token: Token) -> str:
    """What a person reads of a token, without what is said of pictures."""
    kept = {"text": " ", "code_inline": " ", "softbreak": " "}
    said = (each.content or kept[each.type] for each in token.children or () if each.type in kept)
    return "".join(said)


def _lead_on(tokens: Sequence[Token]) -> None:
    """Links between files become addresses of pages, pictures those of static files."""
    for token in tokens:
        if token.type == "link_open":
            token.attrSet("href", _address(str(token.attrGet("href"))))
        if token.type == "image":
            picture = str(token.attrGet("src")).removeprefix("bilder/")
            token.attrSet("src", static(f"{PICTURES}/{picture}"))
            token.attrSet("loading", "lazy")


def _address(target: str) -> str:
    found = _CHAPTER_LINK.match(target)
    if not found:
        return target
    return reverse("handbook_chapter", args=[found[1]]) + (found[2] or "")
