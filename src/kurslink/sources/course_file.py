"""Knows which reader a file of courses needs."""

from typing import BinaryIO
from zoneinfo import ZoneInfo

from kurslink.sources.berlin_json import each_berlin_course
from kurslink.sources.course_reading import gather
from kurslink.sources.course_rows import CourseFile
from kurslink.sources.course_table import read_course_table
from kurslink.sources.csv_table import read_csv
from kurslink.sources.errors import FileTooLarge, UnsafeXml, WrongFileKind
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.kufer_xml import read_courses
from kurslink.sources.open_vhs_xml import each_open_vhs_course
from kurslink.sources.table_columns import GUESS, Choice
from kurslink.sources.workbook import read_workbook

BERLIN = ZoneInfo("Europe/Berlin")
MAX_BYTES = 100_000_000

KINDS = frozenset(
    {FileKind.KUFER_COURSES, FileKind.OPEN_VHS, FileKind.JSON, FileKind.CSV, FileKind.ZIP}
)
"""What can be read as courses; a ZIP archive is tried as a workbook."""


def read_course_file(
    stream: BinaryIO,
    *,
    kind: FileKind | None = None,
    choice: Choice = GUESS,
    zone: ZoneInfo = BERLIN,
    max_bytes: int = MAX_BYTES,
) -> CourseFile:
    """Read the whole of a seekable `stream`, whose `kind` is found out if it is None.

    Wall clock times are those of `zone`, `choice` says what columns of a table mean. A course that
    cannot be read is in `rejected`, all others are in `courses`. Raises SourceError: then nothing
    was read.
    """
    found = _kind_of(stream)
    if found not in KINDS or kind not in {None, found}:
        raise WrongFileKind(found)
    if stream.seek(0, 2) > max_bytes:
        raise FileTooLarge(limit=max_bytes)
    match found:
        case FileKind.CSV:
            return read_course_table(
                read_csv(stream, max_bytes=max_bytes), zone=zone, choice=choice
            )
        case FileKind.ZIP:
            return read_course_table(read_workbook(stream), zone=zone, choice=choice)
        case FileKind.OPEN_VHS:
            return gather(each_open_vhs_course(stream, zone=zone, max_bytes=max_bytes))
        case FileKind.JSON:
            return gather(each_berlin_course(stream, zone=zone, max_bytes=max_bytes))
        case _:
            return read_courses(stream, zone=zone, max_bytes=max_bytes)


def _kind_of(stream: BinaryIO) -> FileKind:
    stream.seek(0)
    kind = look_at(stream.read(HEAD_SIZE))
    if kind is FileKind.XML_WITH_DOCTYPE:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    return kind
