"""Knows what a table is about by its header, and what its columns mean."""

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from kurslink.sources import course_table, enrolment_table
from kurslink.sources.csv_table import read_csv
from kurslink.sources.errors import EmptyTable
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.table_columns import GUESS, Choice, Column, Columns
from kurslink.sources.workbook import read_workbook

TABLES = frozenset({FileKind.CSV, FileKind.ZIP})
"""What is read as a table; a ZIP archive is tried as a workbook."""


class Subject(StrEnum):
    """What the rows of a table are."""

    COURSES = "courses"
    ENROLMENTS = "enrolments"


_VOCABULARIES = {
    Subject.COURSES: course_table.VOCABULARY,
    Subject.ENROLMENTS: enrolment_table.VOCABULARY,
}
# „Name" may be a person's or a course's, „Titel" an academic one or a course's; these are not.
_OF_PEOPLE = {"first_name", "email", "person_number"}
_OF_COURSES = {"title", "date", "begin", "starts_on"}


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is about, and what each of its columns means; `choice` is what readers need."""

    subject: Subject
    columns: tuple[Column, ...]
    choice: Choice

    def read_as(self, subject: Subject, choice: Choice = GUESS) -> "TableKind":
        """The same table, if it were about `subject`, its columns chosen or guessed."""
        return _kind(tuple(each.heading for each in self.columns), subject, choice)


def look_at_table(stream: BinaryIO, *, max_bytes: int) -> TableKind | None:
    """What `stream` seems to hold; None if it holds no table.

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
    known = [Columns.of(header, words) for words in _VOCABULARIES.values()]
    return _kind(known[0].headings, _subject(*known), GUESS)


def meanings_of(subject: Subject) -> tuple[str, ...]:
    """Every meaning a column of such a table may have, by its canonical heading."""
    return tuple(headings[0] for headings in _VOCABULARIES[subject].values())


def _kind(headings: tuple[str, ...], subject: Subject, choice: Choice) -> TableKind:
    vocabulary = _VOCABULARIES[subject]
    columns = Columns.of((1, list(headings)), vocabulary, choice)
    return TableKind(subject, columns.meanings(vocabulary), choice)


def _subject(as_courses: Columns, as_enrolments: Columns) -> Subject:
    if not _OF_PEOPLE.isdisjoint(as_enrolments.places):
        return Subject.ENROLMENTS
    if not _OF_COURSES.isdisjoint(as_courses.places):
        return Subject.COURSES
    return Subject.ENROLMENTS
