"""Reads Open-vhs XML (0.9 to 1.2, and Berlin's dialect of it), one course at a time.

Shape: `veranstaltungen/veranstaltung*`, in the association's example only the root has a
namespace; programs that give the others one too are understood all the same.
"""

from collections.abc import Iterator
from typing import BinaryIO
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_reading import CourseReading
from kurslink.sources.file_kind import FileKind
from kurslink.sources.open_vhs_course import read_open_vhs_course
from kurslink.sources.text_encoding import decoded, detect_encoding
from kurslink.sources.xml_fields import name_of
from kurslink.sources.xml_stream import each_element, require_kind

MAX_CHARACTERS = 2_000_000
"""No course is longer; this bounds the tree we hold at any moment."""


def each_open_vhs_course(
    stream: BinaryIO, *, zone: ZoneInfo, max_bytes: int
) -> Iterator[CourseReading]:
    """Read course by course in constant memory. Raises SourceError where the file breaks."""
    require_kind(stream, FileKind.OPEN_VHS)
    encoding = detect_encoding(stream, max_bytes=max_bytes)
    elements = each_element(
        decoded(stream, encoding),
        root="{*}veranstaltungen",
        tag="{*}veranstaltung",
        at_most=MAX_CHARACTERS,
    )
    for element in elements:
        _drop_namespaces(element)
        yield read_open_vhs_course(element, zone=zone)


def _drop_namespaces(element: etree._Element) -> None:
    for each in element.iter():
        if each.tag.startswith("{"):
            each.tag = name_of(each)
