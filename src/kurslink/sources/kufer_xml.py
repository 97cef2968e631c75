"""Reads KuferSQL's "internet.xml" (root `kurse`), one course at a time.

Shape: `kurse/kurs*`, described in docs of consumers of the export (zarquon42/kuferxml,
TobiasKrais/d2u_courses); the tags of one course are in `kufer_course`, the parser in `xml_stream`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO
from zoneinfo import ZoneInfo

from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    Rejection,
    RemarkCode,
    SourceWarning,
)
from kurslink.sources.errors import FileTooLarge
from kurslink.sources.file_kind import FileKind
from kurslink.sources.kufer_course import CourseReading, read_course
from kurslink.sources.text_encoding import TextEncoding, decoded, detect_encoding
from kurslink.sources.xml_stream import each_element, require_kind

BERLIN = ZoneInfo("Europe/Berlin")
MAX_BYTES = 100_000_000
MAX_COURSES = 30_000
"""Far more than any office plans at a time; this bounds what one upload can hold in memory."""
MAX_COURSE_CHARACTERS = 2_000_000
"""No course of an office fills two megabytes; this bounds the tree we hold at any moment."""


def read_courses(
    stream: BinaryIO, *, zone: ZoneInfo = BERLIN, max_bytes: int = MAX_BYTES
) -> CourseFile:
    """Read the whole of a seekable `stream`; wall clock times are those of `zone`.

    Raises FileTooLarge, WrongFileKind, UnsafeXml, UnreadableText, BrokenXml: then nothing was
    read. A course that cannot be read is in `rejected`, all others are in `courses`.
    """
    require_kind(stream, FileKind.KUFER_COURSES)
    encoding = detect_encoding(stream, max_bytes=max_bytes)
    readings = tuple(islice(each_course(stream, encoding, zone=zone), MAX_COURSES + 1))
    if len(readings) > MAX_COURSES:
        raise FileTooLarge(limit=MAX_COURSES, element="kurse")
    courses, repeated = _first_of_each_number(r.course for r in readings if r.course)
    warnings = [warning for reading in readings for warning in reading.warnings]
    rejected = [rejection for reading in readings for rejection in reading.rejections]
    return CourseFile(
        courses,
        (*_encoding_warning(encoding), *warnings),
        tuple(sorted((*rejected, *repeated), key=lambda rejection: rejection.line)),
    )


def each_course(
    stream: BinaryIO, encoding: TextEncoding, *, zone: ZoneInfo = BERLIN
) -> Iterator[CourseReading]:
    """Read course by course in constant memory; a broken file raises only where it breaks."""
    elements = each_element(
        decoded(stream, encoding), root="kurse", tag="kurs", at_most=MAX_COURSE_CHARACTERS
    )
    for element in elements:
        yield read_course(element, zone=zone)


def _encoding_warning(encoding: TextEncoding) -> tuple[SourceWarning, ...]:
    if not encoding.is_guessed:
        return ()
    data = (("declared", encoding.declared), ("used", encoding.codec))
    return (SourceWarning(1, "kurse", RemarkCode.ENCODING_GUESSED, data),)


def _first_of_each_number(
    courses: Iterable[CourseRow],
) -> tuple[tuple[CourseRow, ...], tuple[Rejection, ...]]:
    """Within one semester a number names one course: a second one is refused, not merged."""
    kept: dict[tuple[str | None, str], CourseRow] = {}
    repeated = []
    for course in courses:
        first = kept.setdefault((course.semester_code, course.number.casefold()), course)
        if first is not course:
            repeated.append(_repetition(course, first))
    return tuple(kept.values()), tuple(repeated)


def _repetition(course: CourseRow, first: CourseRow) -> Rejection:
    data = (("first_line", str(first.source_line)),)
    return Rejection(
        course.source_line,
        "knr",
        RemarkCode.NUMBER_TWICE,
        course.number,
        course.semester_code,
        data,
    )
