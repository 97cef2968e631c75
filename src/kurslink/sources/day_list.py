"""Reads a list of days: CSV with the header `date,start,end[,room]`, one row per course day."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from typing import TypeVar

from kurslink.sources.course_rows import RemarkCode
from kurslink.sources.errors import DayListError, DayListProblem, FileTooLarge, WrongFileKind
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.german_values import read_date, read_end_time, read_time
from kurslink.sources.text_encoding import decoded, detect_encoding

MAX_BYTES = 1_000_000
"""Enough for twenty thousand days."""

_COLUMNS = {
    "date": "date",
    "datum": "date",
    "start": "start",
    "beginn": "start",
    "von": "start",
    "end": "end",
    "ende": "end",
    "bis": "end",
    "room": "room",
    "raum": "room",
}
_REQUIRED = ("date", "start", "end")
_DELIMITERS = ";\t,"
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A course day as listed: naive local wall clock, at most 24 hours long; `line` in the file."""

    line: int
    start: datetime
    end: datetime
    room: str

    @property
    def minutes(self) -> int:
        """The length on the wall clock."""
        return (self.end - self.start) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: list[str]


def read_day_list(content: bytes) -> tuple[ListedDay, ...]:
    """The days in order of time.

    Reads ISO and German dates and times, `;`, `,` or tabs, UTF-8, UTF-16 or Windows-1252, all line
    ends. An end at or before the start is on the next day. Other columns are ignored.
    Raises DayListError for an unusable header or row (no part of the file is taken), FileTooLarge,
    WrongFileKind, UnreadableText.
    """
    records = _records(_text(content))
    header = next(records, None)
    if header is None:
        raise DayListError(DayListProblem.NO_ROWS, line=1)
    columns = _columns(header)
    days = [_day(_cells(record, header, columns), record.line) for record in records]
    if not days:
        raise DayListError(DayListProblem.NO_ROWS, line=header.line)
    return _in_order(days)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise FileTooLarge(limit=MAX_BYTES)
    kind = look_at(content[:HEAD_SIZE])
    if kind not in {FileKind.CSV, FileKind.EMPTY}:
        raise WrongFileKind(kind)
    stream = BytesIO(content)
    return "".join(decoded(stream, detect_encoding(stream, max_bytes=MAX_BYTES)))


def _records(text: str) -> Iterator[_Record]:
    """The rows that are not blank, each with the line it begins on."""
    header = text.lstrip().splitlines()[:1]
    delimiter = max(_DELIMITERS, key="".join(header).count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Record(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise DayListError(DayListProblem.QUOTES_BROKEN, line=line) from error


def _columns(header: _Record) -> dict[str, int]:
    """Where the known columns stand; of two with one meaning the first."""
    names = [_COLUMNS.get(cell.casefold()) for cell in header.cells]
    columns = {name: names.index(name) for name in names if name}
    for required in _REQUIRED:
        if required not in columns:
            raise DayListError(DayListProblem.COLUMN_MISSING, line=header.line, column=required)
    return columns


def _cells(record: _Record, header: _Record, columns: Mapping[str, int]) -> dict[str, str]:
    """The known cells of a row by column; one missing at the end is only allowed for a room."""
    if any(record.cells[len(header.cells) :]):
        raise DayListError(DayListProblem.CELLS_SURPLUS, line=record.line)
    named = {name: "".join(record.cells[place : place + 1]) for name, place in columns.items()}
    for required in _REQUIRED:
        if not named[required]:
            raise DayListError(DayListProblem.CELLS_MISSING, line=record.line, column=required)
    return named


def _day(cells: Mapping[str, str], line: int) -> ListedDay:
    on = _checked(read_date(cells["date"]), cells["date"], line)
    begin = _checked(read_time(cells["start"]), cells["start"], line)
    end = _checked(read_end_time(cells["end"]), cells["end"], line)
    over_night = timedelta(days=end <= begin)
    return ListedDay(
        line,
        start=datetime.combine(on, begin),
        end=datetime.combine(on, end) + over_night,
        room=cells.get("room", ""),
    )


def _checked(value: _Value | RemarkCode, text: str, line: int) -> _Value:
    if isinstance(value, RemarkCode):
        raise DayListError(DayListProblem(value.value), line=line, value=text[:40])
    return value


def _in_order(days: Sequence[ListedDay]) -> tuple[ListedDay, ...]:
    ordered = sorted(days, key=lambda day: (day.start, day.line))
    for day, again in pairwise(ordered):
        if day.start == again.start:
            moment = f"{day.start:%Y-%m-%dT%H:%M}"
            raise DayListError(
                DayListProblem.START_TWICE, line=again.line, first_line=day.line, value=moment
            )
    return tuple(ordered)
