"""Texts of the office with variables (<KURSNR>): found, checked, and filled with plain values.

Nothing here evaluates anything: a template is cut once into texts and placeholders, a value takes
the place of its placeholder as it is and is never looked at again.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

_NAME = r"[A-Z][A-Z0-9_]+"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Notation:
    """How < and > are written in a kind of text, and which words between them are no variables.

    `opening` and `closing` are regular expressions of at most LONGEST characters' match; `words`
    (lower case) are no variables between a plain < and >: the elements of HTML.
    """

    LONGEST = 12

    def __init__(self, opening: str, closing: str, *, words: frozenset[str] = frozenset()) -> None:
        self.words = words
        self.placeholder = re.compile(
            f"(?P<opening>{opening})(?P<name>[ \\t]*[^\\W\\d]\\w*[ \\t]*)(?:{closing})"
        )
        self.unclosed = re.compile(
            f"(?P<opening>{opening})(?P<name>{_NAME}+)(?!\\w*+[ \\t]*+(?:{closing}))"
        )
        self.closed = re.compile(f"(?<!\\w)(?P<name>{_NAME})(?:{closing})")
        self.opened_before = re.compile(f"(?:{opening})[ \\t]*$")

    def is_word(self, found: re.Match[str]) -> bool:
        """Whether a match of `placeholder` or `unclosed` is an element, not a variable."""
        return found["opening"] == "<" and found["name"].casefold() in self.words


PLAIN = Notation("<", ">")


class FaultKind(StrEnum):
    """What is wrong with a placeholder."""

    UNKNOWN = "unknown"
    BROKEN = "broken"


@dataclass(frozen=True)
class Text:
    """A piece of a template that is kept as it stands."""

    text: str


@dataclass(frozen=True)
class Placeholder:
    """A variable; `name` is what stands between < and >, `position` that of <, from 0."""

    name: str
    position: int


@dataclass(frozen=True)
class Fault:
    """A placeholder that would reach people raw: no such variable, or one of < and > missing."""

    kind: FaultKind
    name: str
    position: int


class UnknownVariable(ValueError):
    """A template was to be filled without a value for `name`; `position` counts from 0."""

    def __init__(self, name: str, position: int) -> None:
        super().__init__(name)
        self.name = name
        self.position = position


def parse(template: str, notation: Notation = PLAIN) -> tuple[Text | Placeholder, ...]:
    """Texts and placeholders in order; put together again they are the template."""
    return tuple(_parts(template, notation, offset=0))


def find_faults(
    template: str, known: Collection[str], notation: Notation = PLAIN
) -> tuple[Fault, ...]:
    """Every unknown or broken placeholder, in order of position.

    „KURSNR>" is broken only if it would be a variable; „3 > 2" and „A>" are texts.
    """
    unknown = (
        Fault(FaultKind.UNKNOWN, part.name, part.position)
        for part in parse(template, notation)
        if isinstance(part, Placeholder) and part.name not in known
    )
    unclosed = (
        _broken(found)
        for found in notation.unclosed.finditer(template)
        if not notation.is_word(found)
    )
    unopened = (
        _broken(found)
        for found in notation.closed.finditer(template)
        if found["name"] in known and not _is_opened(found, notation)
    )
    return tuple(sorted((*unknown, *unclosed, *unopened), key=lambda fault: fault.position))


def likely_meant(name: str, known: Collection[str]) -> str | None:
    """The variable somebody meant who wrote `name`, if one is close."""
    wanted = name.strip().upper()
    return next(iter(get_close_matches(wanted, known, n=1, cutoff=0.65)), None)


def render(template: str, values: Mapping[str, str]) -> str:
    """The template with its values; a line all of whose variables are empty is dropped.

    An empty value takes one of the spaces around it along. Raises UnknownVariable for a
    placeholder without a value.
    """
    lines = _LINE.finditer(template)
    parts_of_lines = (tuple(_parts(line.group(), PLAIN, offset=line.start())) for line in lines)
    return "".join(fill(parts, values) for parts in parts_of_lines if says_something(parts, values))


def says_something(parts: Iterable[Text | Placeholder], values: Mapping[str, str]) -> bool:
    """Whether a line has a value, or never wanted one. Raises UnknownVariable."""
    filled = [value_of(part, values) for part in parts if isinstance(part, Placeholder)]
    return not filled or any(value.strip() for value in filled)


def fill(parts: Iterable[Text | Placeholder], values: Mapping[str, str]) -> str:
    """The parts of a line with their values. Raises UnknownVariable."""
    written, is_gap = "", False
    for part in parts:
        piece = part.text if isinstance(part, Text) else value_of(part, values)
        if is_gap and isinstance(part, Text) and (not written or written[-1].isspace()):
            piece = piece.removeprefix(" ")
        is_gap = isinstance(part, Placeholder) and not piece
        written += piece
    return written


def value_of(placeholder: Placeholder, values: Mapping[str, str]) -> str:
    """The value of a placeholder. Raises UnknownVariable if there is none."""
    if placeholder.name not in values:
        raise UnknownVariable(placeholder.name, placeholder.position)
    return values[placeholder.name]


def join_emails(addresses: Iterable[str]) -> str:
    """Several e-mail addresses as one value."""
    return "; ".join(addresses)


def _broken(found: re.Match[str]) -> Fault:
    return Fault(FaultKind.BROKEN, found["name"], found.start())


def _is_opened(found: re.Match[str], notation: Notation) -> bool:
    before = found.string[max(0, found.start() - notation.LONGEST) : found.start()]
    return notation.opened_before.search(before) is not None


def _parts(template: str, notation: Notation, *, offset: int) -> Iterator[Text | Placeholder]:
    end = 0
    for found in notation.placeholder.finditer(template):
        if notation.is_word(found):
            continue
        if found.start() > end:
            yield Text(template[end : found.start()])
        yield Placeholder(found["name"], offset + found.start())
        end = found.end()
    if end < len(template):
        yield Text(template[end:])
