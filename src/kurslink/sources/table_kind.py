"""Knows what a table is about by its header, and what its columns mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from kurslink.sources import course_table, enrolment_table
from kurslink.sources.csv_table import read_csv
from kurslink.sources.errors import EmptyTable
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.table_columns import Column, Columns
from kurslink.sources.workbook import read_workbook

TABLES = frozenset({FileKind.CSV, FileKind.ZIP})
"""What is read as a table; a ZIP archive is tried as a workbook."""


class Subject(StrEnum):
    """What the rows of a table are."""

    COURSES = "courses"
    ENROLMENTS = "enrolments"


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is about, and every column with our word for it."""

    subject: Subject
    columns: tuple[Column, ...]

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """The headings that are read, each with the canonical one."""
        words = _VOCABULARIES[self.subject]
        return tuple((each.heading, words[each.word][0]) for each in self.columns if each.word)

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings nobody looks below."""
        return tuple(each.heading for each in self.columns if each.word is None and each.heading)


_VOCABULARIES = {
    Subject.COURSES: course_table.VOCABULARY,
    Subject.ENROLMENTS: enrolment_table.VOCABULARY,
}
# „Name" may be a person's or a course's, „Titel" an academic one or a course's; these are not.
_OF_PEOPLE = {"first_name", "email", "person_number"}
_OF_COURSES = {"title", "date", "begin", "starts_on"}


def look_at_table(
    stream: BinaryIO, *, subject: Subject | None = None, max_bytes: int
) -> TableKind | None:
    """What `stream` holds; `subject` is found out if it is None. None if it holds no table.

    Reads the first row only. Raises what the readers of tables raise.
    """
    stream.seek(0)
    kind = look_at(stream.read(HEAD_SIZE))
    if kind not in TABLES:
        return None
    rows = read_csv(stream, max_bytes=max_bytes) if kind is FileKind.CSV else read_workbook(stream)
    header = next(rows, None)
    if header is None:
        raise EmptyTable
    known = {each: Columns.of(header, words) for each, words in _VOCABULARIES.items()}
    found = subject or _subject(known[Subject.COURSES], known[Subject.ENROLMENTS])
    return TableKind(found, known[found].meaning())


def _subject(as_courses: Columns, as_enrolments: Columns) -> Subject:
    if not _OF_PEOPLE.isdisjoint(as_enrolments.places):
        return Subject.ENROLMENTS
    if not _OF_COURSES.isdisjoint(as_courses.places):
        return Subject.COURSES
    return Subject.ENROLMENTS
