"""Reads Berlin's open course data (Kurse.json), one course at a time.

It is Open-vhs in JSON: a field that may occur several times is a value or a list of them, numbers
are texts. So each course becomes the element it would be in XML, and one reader knows the courses.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_reading import CourseReading
from kurslink.sources.json_stream import each_object
from kurslink.sources.open_vhs_course import read_open_vhs_course
from kurslink.sources.text_encoding import decoded, detect_encoding, without_forbidden

MAX_CHARACTERS = 2_000_000
"""No course is longer; this bounds what we hold at any moment."""

# Nothing else is looked at: contact persons and their telephones stay unread.
_READ = frozenset(
    {
        "nummer", "name", "untertitel", "minimale_teilnehmerzahl", "aktuelle_teilnehmerzahl",
        "maximale_teilnehmerzahl", "beginn_datum", "ende_datum", "merkmale", "merkmal", "wert",
        "veranstaltungsort", "ortetermine", "adresse", "lehrstaette", "raum", "termin", "termine",
        "beginn_uhrzeit", "ende_uhrzeit", "dozent", "anrede", "titel", "vorname",
    }
)  # fmt: skip


def each_berlin_course(
    stream: BinaryIO, *, zone: ZoneInfo, max_bytes: int
) -> Iterator[CourseReading]:
    """Read course by course in constant memory. Raises SourceError where the file breaks."""
    encoding = detect_encoding(stream, max_bytes=max_bytes)
    objects = each_object(decoded(stream, encoding), name="veranstaltung", at_most=MAX_CHARACTERS)
    for line, course in objects:
        element = etree.Element("veranstaltung")
        _fill(element, course)
        yield _at_line(line, read_open_vhs_course(element, zone=zone))


def _fill(element: etree._Element, value: Any) -> None:
    """Give `element` what `value` says."""
    match value:
        case dict():
            for name, child in value.items():
                for each in child if isinstance(child, list) else [child]:
                    if name in _READ:
                        _fill(etree.SubElement(element, name), each)
        case str() | int() | float():
            element.text = without_forbidden(clean_text(str(value)))


def _at_line(line: int, reading: CourseReading) -> CourseReading:
    """`reading` with the line where the course begins; lxml keeps none beyond 65,535."""
    return CourseReading(
        replace(reading.course, source_line=line) if reading.course else None,
        tuple(replace(each, line=line) for each in reading.warnings),
        tuple(replace(each, line=line) for each in reading.rejections),
    )
