"""Reads KuferSQL's "internet.xml" (root `kurse`), one course at a time.

Shape: `kurse/kurs*`, described in docs of consumers of the export (zarquon42/kuferxml,
TobiasKrais/d2u_courses); the tags of one course are in `kufer_course`, the parser in `xml_stream`.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zoneinfo import ZoneInfo

from kurslink.sources.course_reading import CourseReading, gather
from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    Rejection,
    RemarkCode,
    SourceWarning,
)
from kurslink.sources.file_kind import FileKind
from kurslink.sources.kufer_course import read_course
from kurslink.sources.text_encoding import TextEncoding, decoded, detect_encoding
from kurslink.sources.xml_stream import each_element, require_kind

BERLIN = ZoneInfo("Europe/Berlin")
MAX_BYTES = 100_000_000
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
    file = gather(each_course(stream, encoding, zone=zone))
    courses, repeated = _first_of_each_number(file.courses)
    rejected = sorted((*file.rejected, *repeated), key=lambda rejection: rejection.line)
    return CourseFile(courses, (*_encoding_warning(encoding), *file.warnings), tuple(rejected))


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
