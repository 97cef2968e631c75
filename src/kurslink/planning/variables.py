"""Texts of the office with variables (<KURSNR>): found, checked, and filled with plain values.

Nothing here evaluates anything: a template is cut once into texts and placeholders, a value takes
the place of its placeholder as it is and is never looked at again.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_PLACEHOLDER = re.compile(r"<([ \t]*[^\W\d]\w*[ \t]*)>")
_UNCLOSED = re.compile(r"<([A-Z][A-Z0-9_]+)(?!\w*[ \t]*>)")
_UNOPENED = re.compile(r"(?<![<\w])(?<!<[ \t])([A-Z][A-Z0-9_]+)>")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


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


def parse(template: str) -> tuple[Text | Placeholder, ...]:
    """Texts and placeholders in order; put together again they are the template."""
    return tuple(_parts(template, offset=0))


def find_faults(template: str, known: Collection[str]) -> tuple[Fault, ...]:
    """Every unknown or broken placeholder, in order of position.

    „KURSNR>" is broken only if it would be a variable; „3 > 2" and „A>" are texts.
    """
    unknown = (
        Fault(FaultKind.UNKNOWN, part.name, part.position)
        for part in parse(template)
        if isinstance(part, Placeholder) and part.name not in known
    )
    unclosed = (_broken(found) for found in _UNCLOSED.finditer(template))
    unopened = (_broken(found) for found in _UNOPENED.finditer(template) if found.group(1) in known)
    return tuple(sorted((*unknown, *unclosed, *unopened), key=lambda fault: fault.position))


def render(template: str, values: Mapping[str, str]) -> str:
    """The template with its values; a line all of whose variables are empty is dropped.

    An empty value takes one of the spaces around it along. Raises UnknownVariable for a
    placeholder without a value.
    """
    lines = _LINE.finditer(template)
    parts_of_lines = (tuple(_parts(line.group(), offset=line.start())) for line in lines)
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
        if is_gap and (not written or written[-1].isspace()):
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
    return Fault(FaultKind.BROKEN, found.group(1), found.start())


def _parts(template: str, *, offset: int) -> Iterator[Text | Placeholder]:
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        if found.start() > end:
            yield Text(template[end : found.start()])
        yield Placeholder(found.group(1), offset + found.start())
        end = found.end()
    if end < len(template):
        yield Text(template[end:])
