"""Builds fictional KuferSQL files: a good course, and the same with one thing different."""

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from kurslink.sources.course_rows import CourseFile
from kurslink.sources.kufer_xml import read_courses

GOOD_COURSE = {
    "knr": "262-4711",
    "semester": "262",
    "haupttitel": "Italienisch A1",
    "beginndat": "29.09.2026",
    "endedat": "06.10.2026",
    "beginnuhr": "18:00",
    "endeuhr": "19:30",
}
TWO_DAYS = (
    {"tag": "29.09.2026", "zeitvon": "18:00", "zeitbis": "19:30"},
    {"tag": "06.10.2026", "zeitvon": "18:00", "zeitbis": "19:30"},
)

_NO_CHANGES: Mapping[str, str] = MappingProxyType({})


def kufer_day(**fields: str) -> dict[str, str]:
    """A good course day with some fields different; an empty value leaves the field out."""
    return {**TWO_DAYS[0], **fields}


def kufer_course(
    changes: Mapping[str, str] = _NO_CHANGES,
    /,
    *,
    days: Sequence[dict[str, str]] = TWO_DAYS,
    more: str = "",
    **fields: str,
) -> str:
    """A `kurs` element, one tag a line; `more` is put in as it stands."""
    values = {**GOOD_COURSE, **changes, **fields}
    termine = "".join(f"<termin>\n{_tags(day)}</termin>\n" for day in days)
    return f"<kurs>\n{_tags(values)}{more}<termine>\n{termine}</termine>\n</kurs>\n"


def _tags(values: dict[str, str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>\n" for tag, text in values.items() if text)


def kufer_file(*courses: str, declaration: str = '<?xml version="1.0"?>') -> str:
    """A whole file as text; the first course begins on line 3."""
    return f"{declaration}\n<kurse>\n{''.join(courses)}</kurse>\n"


def read(content: str | bytes) -> CourseFile:
    """Read a file given as text (taken as UTF-8) or as bytes."""
    raw = content.encode() if isinstance(content, str) else content
    return read_courses(io.BytesIO(raw))
