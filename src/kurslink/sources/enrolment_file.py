"""Knows which reader a file of enrolments needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kurslink.sources.csv_table import read_csv
from kurslink.sources.enrolment_rows import Reading
from kurslink.sources.enrolment_table import read_table
from kurslink.sources.errors import FileTooLarge, UnsafeXml, WrongEnrolmentFile
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.kufer_registrations import read_registrations
from kurslink.sources.table_columns import GUESS, Choice
from kurslink.sources.workbook import read_workbook

MAX_BYTES = 100_000_000

KINDS = frozenset({FileKind.KUFER_REGISTRATIONS, FileKind.CSV, FileKind.ZIP})
"""What can be read as enrolments; a ZIP archive is tried as a workbook."""


@dataclass(frozen=True, slots=True)
class EnrolmentFile:
    """Readings still to be read, so that no file is ever in memory as a whole.

    `is_complete`: the file names everybody of its courses, so that who is not in it has left.
    Registrations are news only.
    """

    readings: Iterator[Reading]
    is_complete: bool


def read_enrolments(
    stream: BinaryIO,
    *,
    kind: FileKind | None = None,
    choice: Choice = GUESS,
    max_bytes: int = MAX_BYTES,
) -> EnrolmentFile:
    """Prepare to read a seekable `stream`, whose `kind` is found out if it is None.

    `choice` says what columns of a table mean.

    Raises WrongEnrolmentFile, UnsafeXml or FileTooLarge now, every other SourceError while reading.
    """
    found = _kind_of(stream)
    if found not in KINDS or kind not in {None, found}:
        raise WrongEnrolmentFile(found)
    if stream.seek(0, 2) > max_bytes:
        raise FileTooLarge(limit=max_bytes)
    match found:
        case FileKind.KUFER_REGISTRATIONS:
            readings = read_registrations(stream, max_bytes=max_bytes)
        case FileKind.CSV:
            readings = read_table(read_csv(stream, max_bytes=max_bytes), choice)
        case _:
            readings = read_table(read_workbook(stream), choice)
    return EnrolmentFile(readings, is_complete=found is not FileKind.KUFER_REGISTRATIONS)


def _kind_of(stream: BinaryIO) -> FileKind:
    stream.seek(0)
    kind = look_at(stream.read(HEAD_SIZE))
    if kind is FileKind.XML_WITH_DOCTYPE:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    return kind
