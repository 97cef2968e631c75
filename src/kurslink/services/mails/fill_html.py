"""Fills a text written as HTML: placeholders take values, lines without any value go."""

import html
import re
from collections.abc import Iterable, Mapping

from kurslink.planning.variables import Placeholder, Text, fill, parse, says_something
from kurslink.planning.variables_in_html import HTML
from kurslink.services.mails.clean_html import clean, straighten
from kurslink.services.mails.html_tokens import Tag, Token, Words, cut_html, write_tag
from kurslink.services.mails.links import with_links

_OPEN, _CLOSE, _BREAK = "\ue000", "\ue001", "\ue002"  # nothing we read or fill in contains these
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

Parts = tuple[Text | Placeholder, ...]


def fill_html(
    template: str, values: Mapping[str, str], *, instead: Mapping[str, str] | None = None
) -> str:
    """The template with its values escaped, addresses as links, cleaned.

    `instead` gives for a variable the text that takes the place of the whole line it stands in;
    an empty text drops the line. Neither template nor values may contain private characters.
    Raises UnknownVariable for a placeholder without a value.
    """
    broken = {name: value.replace("\n", _BREAK) for name, value in values.items()}
    replaced = {name: text.replace("\n", _BREAK) for name, text in (instead or {}).items()}
    lines = _Lines(broken, replaced)
    for token in cut_html(straighten(_marked(_without_marks(template)))):
        lines.take(token)
    return clean("".join(_written(lines.finished())))


def _marked(template: str) -> str:
    """Placeholders in marks no HTML parser touches: raw ones would be elements to it."""
    return "".join(
        part.text if isinstance(part, Text) else f"{_OPEN}{part.name}{_CLOSE}"
        for part in parse(template, HTML)
    )


def _without_marks(template: str) -> str:
    """Without references to our marks: they would become placeholders nobody has checked."""
    marks = {_OPEN, _CLOSE, _BREAK}
    return _REFERENCE.sub(
        lambda found: " " if marks & set(html.unescape(found[0])) else found[0], template
    )


def _parts(text: str) -> Parts:
    parts: list[Text | Placeholder] = []
    for index, piece in enumerate(_MARKED.split(text)):
        parts.append(Placeholder(piece, index) if index % 2 else Text(piece))
    return tuple(parts)


def _parts_of(token: Token) -> Parts:
    if isinstance(token, Words):
        return _parts(token.text)
    return tuple(part for _name, value in token.attributes for part in _parts(value))


class _Lines:
    """Takes tokens, keeps those of lines that say something."""

    def __init__(self, values: Mapping[str, str], instead: Mapping[str, str]) -> None:
        self.values = values
        self.instead = instead
        self.used: set[str] = set()  # texts that stand instead already
        self.kept: list[Token] = []
        self.line: list[Token] = []
        self.skips_break = False

    def take(self, token: Token) -> None:
        """The next token."""
        if not (isinstance(token, Tag) and token.ends_line):
            self.line.append(token)
            return
        self._end_line()
        if self.skips_break and token.name == "br":
            self.skips_break = False
            return
        self.skips_break = False
        if token.is_end and self._is_empty(token):
            return
        self.kept.append(token)

    def finished(self) -> list[Token]:
        """Every token kept."""
        self._end_line()
        return self.kept

    def _end_line(self) -> None:
        line, self.line = self.line, []
        if not line:
            return
        parts = [part for token in line for part in _parts_of(token)]
        named = {part.name for part in parts if isinstance(part, Placeholder)}
        if replaced := named & self.instead.keys():
            self._keep_instead(line, {self.instead[name] for name in replaced})
        elif says_something(parts, self.values):
            self.kept += [_filled(token, self.values) for token in line]
        else:
            self._drop(line)

    def _drop(self, line: list[Token]) -> None:
        self.kept += _unbalanced(line)
        self.skips_break = True

    def _keep_instead(self, line: list[Token], texts: set[str]) -> None:
        text = _BREAK.join(sorted(texts - self.used - {""}))
        self.used |= texts
        if not text:
            self._drop(line)
            return
        cells = [token for token in line if isinstance(token, Tag) and token.name in ("td", "th")]
        around = (Tag("td"), Tag("td", is_end=True)) if cells else ()
        self.kept += [*_unbalanced(line), *around[:1], Words(text), *around[1:]]

    def _is_empty(self, end: Tag) -> bool:
        """Whether the element that ends here is left without content; then it goes."""
        index = len(self.kept)
        while index and _is_blank(self.kept[index - 1]):
            index -= 1
        start = self.kept[index - 1] if index else None
        if not (isinstance(start, Tag) and start.name == end.name and not start.is_end):
            return False
        del self.kept[index - 1 :]
        self.skips_break = True
        return True


def _is_blank(token: Token) -> bool:
    return isinstance(token, Words) and not token.text.strip(" \t\r\n\f")


def _unbalanced(line: Iterable[Token]) -> list[Token]:
    """The tags of a line whose other half stands in another line."""
    kept: list[Tag] = []
    for token in line:
        if isinstance(token, Words):
            continue
        if token.is_end and kept and kept[-1].name == token.name and not kept[-1].is_end:
            kept.pop()
        else:
            kept.append(token)
    return list(kept)


def _filled(token: Token, values: Mapping[str, str]) -> Token:
    if isinstance(token, Words):
        return Words(fill(_parts(token.text), values))
    attributes = ((name, fill(_parts(value), values)) for name, value in token.attributes)
    return Tag(token.name, token.is_end, tuple(attributes))


def _written(tokens: Iterable[Token]) -> Iterable[str]:
    is_link = False
    for token in tokens:
        if isinstance(token, Words):
            write = html.escape if is_link else with_links
            yield "<br>".join(write(piece) for piece in token.text.split(_BREAK))
        else:
            is_link = not token.is_end if token.name == "a" else is_link
            yield write_tag(token).replace(_BREAK, " ")
