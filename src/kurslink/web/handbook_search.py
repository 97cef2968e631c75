"""Finds words in the handbook: the sections in which all of them occur, the most fitting first."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kurslink.web.handbook_text import Chapter, Section, chapters

_MOST = 20
_AROUND = 70
"""Characters shown before and after the first word that was found."""


@dataclass(frozen=True)
class Hit:
    """A section that has all the words; `excerpt` is HTML with the words marked."""

    chapter: Chapter
    section: Section
    excerpt: SafeString


def search(text: str) -> tuple[Hit, ...]:
    """Sections by how well they fit: words in the heading first, then in the order of the book."""
    words = text.casefold().split()
    if not words:
        return ()
    found = [
        (_distance(section, words), Hit(chapter, section, _excerpt(section.words, words)))
        for chapter in chapters().values()
        for section in chapter.sections
        if all(word in _all(chapter, section) for word in words)
    ]
    found.sort(key=lambda each: each[0])  # stable: the order of the book stays
    return tuple(hit for _, hit in found[:_MOST])


def _all(chapter: Chapter, section: Section) -> str:
    return f"{chapter.title} {section.title} {section.words}".casefold()


def _distance(section: Section, words: list[str]) -> int:
    """How many of the words the heading does not have."""
    title = section.title.casefold()
    return sum(word not in title for word in words)


def _excerpt(text: str, words: list[str]) -> SafeString:
    wanted = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    first = wanted.search(text)
    middle = first.start() if first else 0
    begin, end = max(0, middle - _AROUND), middle + 2 * _AROUND
    begin = text.find(" ", begin) + 1 if begin else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    parts = ["… " if begin else ""]
    at = begin
    for match in wanted.finditer(text, begin, end):
        parts += [escape(text[at : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        at = match.end()
    parts += [escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308  # every piece is escaped above
