"""Reads KuferSQL's "internet.xml" (root `kurse`), one course at a time.

Shape: `kurse/kurs*`, described in docs of consumers of the export (zarquon42/kuferxml,
TobiasKrais/d2u_courses); the tags of one course are in `kufer_course`. The parser is lxml's with
everything off that could fetch or unfold, and it is fed with text we decoded ourselves, because
the declared encoding is wrong often enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    Rejection,
    RemarkCode,
    SourceWarning,
)
from kurslink.sources.errors import BrokenXml, FileTooLarge, UnsafeXml, WrongFileKind
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.kufer_course import CourseReading, read_course
from kurslink.sources.text_encoding import TextEncoding, decoded, detect_encoding
from kurslink.sources.xml_fields import line_of, name_of

BERLIN = ZoneInfo("Europe/Berlin")
MAX_BYTES = 100_000_000
MAX_COURSES = 30_000
"""Far more than any office plans at a time; this bounds what one upload can hold in memory."""
MAX_COURSE_CHARACTERS = 2_000_000
"""No course of an office fills two megabytes; this bounds the tree we hold at any moment."""

# "internal": an unknown entity (&uuml;) is an error, and none is ever fetched; with False libxml2
# would drop it without a word. A DOCTYPE, which could define entities, is refused anyway.
_SAFE: Mapping[str, Any] = {
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_XINCLUDE = "{http://www.w3.org/2001/XInclude}"


def read_courses(
    stream: BinaryIO, *, zone: ZoneInfo = BERLIN, max_bytes: int = MAX_BYTES
) -> CourseFile:
    """Read the whole of a seekable `stream`; wall clock times are those of `zone`.

    Raises FileTooLarge, WrongFileKind, UnsafeXml, UnreadableText, BrokenXml: then nothing was
    read. A course that cannot be read is in `rejected`, all others are in `courses`.
    """
    encoding = detect_encoding(_checked(stream), max_bytes=max_bytes)
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
    for element in _course_elements(decoded(stream, encoding)):
        yield read_course(element, zone=zone)


def _checked(stream: BinaryIO) -> BinaryIO:
    """`stream`, once its beginning looks like ours."""
    stream.seek(0)
    kind = look_at(stream.read(HEAD_SIZE))
    if kind is FileKind.XML_WITH_DOCTYPE:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    if kind is not FileKind.KUFER_COURSES:
        raise WrongFileKind(kind)
    return stream


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


# --- parsing


def _course_elements(texts: Iterable[str]) -> Iterator[etree._Element]:
    """Each complete `kurs` below the root; it is emptied as soon as the next one is asked for."""
    parser, place, unread = _parser(), _Place(), 0
    for text in chain(texts, [None]):
        fault = _feed(parser, text)
        unread += len(text or "")
        for event, element in parser.read_events():
            place.note(event, element)
            if event == "end" and element.tag == "kurs" and place.depth == 1:
                yield element
                _forget(element)
                unread = 0
        if fault is not None:
            raise BrokenXml(line=fault.lineno or 0, element=place.innermost, reason=fault.msg)
        if unread > MAX_COURSE_CHARACTERS:
            raise FileTooLarge(
                limit=MAX_COURSE_CHARACTERS, line=place.line, element=place.innermost
            )


@dataclass(slots=True)
class _Place:
    """Where in the document the parser stands, and what must not stand there."""

    line: int = 0
    open: list[str] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.open)

    @property
    def innermost(self) -> str:
        return self.open[-1] if self.open else ""

    def note(self, event: str, element: etree._Element) -> None:
        if event == "end":
            self.open.pop()
            return
        self.line = line_of(element)
        if not self.open:
            _check_root(element)
        if element.tag.startswith(_XINCLUDE):
            raise UnsafeXml(line=self.line, element=self.innermost, construct="XInclude")
        self.open.append(name_of(element))


def _check_root(root: etree._Element) -> None:
    """What `look_at` judged by the first bytes, now as the parser sees it."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    if root.tag != "kurse":
        raise WrongFileKind(FileKind.OTHER_XML)


def _parser() -> Any:  # the stubs do not know what read_events of a pull parser gives
    return etree.XMLPullParser(events=("start", "end"), **_SAFE)


def _feed(parser: Any, text: str | None) -> etree.XMLSyntaxError | None:
    """Give `text`, or the end of the file, to the parser; returns the fault it finds.

    Elements that were complete before the fault can still be read from the parser.
    """
    try:
        parser.close() if text is None else parser.feed(text)
    except etree.XMLSyntaxError as fault:
        return fault
    return None


def _forget(element: etree._Element) -> None:
    """Free a course that was read, and everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
