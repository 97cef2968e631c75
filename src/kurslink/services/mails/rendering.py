"""A mail's text and values become subject, text and HTML that say the same."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kurslink.models import MailFormat
from kurslink.planning.host_link import makes_host
from kurslink.planning.topic import cut, one_line, visible
from kurslink.planning.variables import PLAIN, Notation, Placeholder, fill, parse, render
from kurslink.planning.variables_in_html import HTML
from kurslink.services.mails.clean_html import clean
from kurslink.services.mails.fill_html import fill_html
from kurslink.services.mails.html_text import text_of
from kurslink.services.mails.links import with_links
from kurslink.services.words.catalogue.standard_mails import DAYS_LABEL

_SUBJECT_LIMIT = 400
_TIMES = frozenset({"UHRVON", "UHRBIS"})
_DAYS = "KURSTAGE"
_PARAGRAPHS = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class MailText:
    """Subject and body with variables, as the office writes them."""

    subject: str
    body: str
    format: MailFormat = MailFormat.TEXT


@dataclass(frozen=True)
class Rendered:
    """A finished mail. `subject` is one line, `html` a clean fragment saying what `text` says."""

    subject: str
    text: str
    html: str

    @property
    def document(self) -> str:
        """The HTML as a whole document, as it goes into the mail."""
        return (
            '<!DOCTYPE html>\n<html lang="de">\n<head><meta charset="utf-8">'
            f"<title>{html.escape(self.subject)}</title></head>\n<body>\n{self.html}\n</body>\n"
            "</html>\n"
        )


def render_mail(
    text: MailText, values: Mapping[str, str], *, times_differ: bool = False
) -> Rendered:
    """The mail; a line whose variables are all empty is dropped.

    With `times_differ` the line with UHRVON or UHRBIS gives way to the list of Kurstage, once. A
    value with a host's start link is emptied. Raises UnknownVariable for a placeholder without a
    value: a template was checked before, but what is not for these people has no value here.
    """
    safe = {name: _safe(value) for name, value in values.items()}
    subject = cut(one_line(fill(parse(visible(text.subject)), safe)), _SUBJECT_LIMIT)
    body = "\n".join(visible(line) for line in text.body.splitlines())
    if text.format == MailFormat.HTML:
        filled = fill_html(body, safe, instead=_instead(body, safe) if times_differ else None)
        return Rendered(subject, f"{text_of(filled)}\n", filled)
    template = _with_days(body) if times_differ else body
    plain = render(template, safe).strip()
    return Rendered(subject, f"{plain}\n", _as_html(plain))


def _safe(value: str) -> str:
    lines = (visible(line) for line in value.splitlines())
    return "" if makes_host(value) else "\n".join(lines)


def _as_html(plain: str) -> str:
    paragraphs = (with_links(each).replace("\n", "<br>\n") for each in _PARAGRAPHS.split(plain))
    return clean("\n".join(f"<p>{each}</p>" for each in paragraphs))


def _names(text: str, notation: Notation = PLAIN) -> set[str]:
    return {part.name for part in parse(text, notation) if isinstance(part, Placeholder)}


def _with_days(body: str) -> str:
    """The body with the list of Kurstage in place of the times, unless it has one already."""
    is_listed = _DAYS in _names(body)
    lines: list[str] = []
    for line in body.split("\n"):
        if not _names(line) & _TIMES:
            lines.append(line)
        elif not is_listed:
            lines += [str(DAYS_LABEL), f"<{_DAYS}>"]
            is_listed = True
    return "\n".join(lines)


def _instead(body: str, values: Mapping[str, str]) -> dict[str, str]:
    text = "" if _DAYS in _names(body, HTML) else f"{DAYS_LABEL}\n{values[_DAYS]}"
    return dict.fromkeys(_TIMES, text)
