"""What makes a file unreadable as a whole.

SourceError                      data: pairs for the sentence; key: its name in the catalogue
├── FileTooLarge                 more bytes than allowed, or one course that fills megabytes
├── WrongFileKind                a different format: `kind` says which, another reader may take it
│   └── WrongEnrolmentFile       the same, where people in courses were expected
├── UnsafeXml                    DOCTYPE, entities, inclusion: nothing a course file needs
├── UnreadableText               the bytes are no text in one encoding
├── BrokenXml                    not well-formed; `line` and `element` where it broke
├── BrokenJson                   no JSON, or none we know; `line` where the course that broke begins
├── ColumnMissing                a table without a column we cannot do without: `column`
├── BrokenTable                  a row that never ends: a quotation mark is missing
├── EmptyTable                   no row below the header
├── UnsafeWorkbook               an Excel file with macros, references or far more than it seems
├── BrokenWorkbook               a ZIP archive that is no Excel file, or a damaged one
└── DayListError                 a list of days with an unusable header or row: `problem`, `line`
"""

from enum import StrEnum
from typing import ClassVar

from kurslink.sources.file_kind import FileKind


class SourceError(Exception):
    """A file that cannot be read. Nothing of it was taken over."""

    key: ClassVar[str] = "source"

    def __init__(self, *, line: int = 0, element: str = "", **data: str | int) -> None:
        super().__init__(f"{self.key} line={line} element={element} {data}")
        self.line = line
        self.element = element
        self.data = data


class FileTooLarge(SourceError):
    """More than `limit` bytes, in the file or within one course (`element` is then „kurs“)."""

    key = "file_too_large"


class WrongFileKind(SourceError):
    """The file is of another kind than the reader reads."""

    key = "wrong_file_kind"

    def __init__(self, kind: FileKind) -> None:
        super().__init__(kind=kind)
        self.kind = kind


class WrongEnrolmentFile(WrongFileKind):
    """The file names no people in courses."""

    key = "wrong_enrolment_file"


class UnsafeXml(SourceError):
    """The file uses a construct that could fetch or unfold something."""

    key = "unsafe_xml"


class UnreadableText(SourceError):
    """The bytes from `line` on fit neither UTF-8 nor Windows-1252 as a whole."""

    key = "unreadable_text"


class BrokenXml(SourceError):
    """The XML breaks at `line`, inside `element`."""

    key = "broken_xml"


class BrokenJson(SourceError):
    """The JSON breaks in the value that begins at `line`."""

    key = "broken_json"


class ColumnMissing(SourceError):
    """The header has no `column`; nothing was read."""

    key = "column_missing"


class BrokenTable(SourceError):
    """The row that begins at `line` never ends, or has a cell of absurd length."""

    key = "broken_table"


class EmptyTable(SourceError):
    """There is a header at most."""

    key = "empty_table"


class UnsafeWorkbook(SourceError):
    """The workbook holds something that acts, fetches or unfolds: `construct` says what."""

    key = "unsafe_workbook"


class BrokenWorkbook(SourceError):
    """The archive is no workbook we can read."""

    key = "broken_workbook"


class DayListProblem(StrEnum):
    """What can be wrong with a list of days; `data` of the error names the value."""

    NO_ROWS = "no_rows"
    COLUMN_MISSING = "column_missing"
    CELLS_MISSING = "cells_missing"
    CELLS_SURPLUS = "cells_surplus"
    QUOTES_BROKEN = "quotes_broken"
    DATE_INVALID = "date_invalid"
    DATE_IMPLAUSIBLE = "date_implausible"
    TIME_INVALID = "time_invalid"
    START_TWICE = "start_twice"


class DayListError(SourceError):
    """A list of days that cannot be read; `line` counts the lines of the file, the header is 1."""

    key = "day_list"

    def __init__(self, problem: DayListProblem, *, line: int, **data: str | int) -> None:
        super().__init__(line=line, element="", problem=problem.value, **data)
        self.problem = problem
