"""Makes one course of the rows of a table that belong to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from kurslink.sources.course_days import PlacedDay, days_in_order, each_once
from kurslink.sources.course_reading import CourseReading
from kurslink.sources.course_rows import (
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    RemarkCode,
    Room,
)
from kurslink.sources.german_values import read_end_time, read_flag, read_time
from kurslink.sources.online_hints import online_hints, reads_online
from kurslink.sources.remarks import Remarks
from kurslink.sources.table_line import TableLine
from kurslink.sources.table_people import read_table_instructors

LIMITS = {
    "semester": 60, "number": 40, "title": 500, "subtitle": 500, "department_code": 20,
    "department": 200, "place": 200, "room": 140, "building": 140, "instructors": 500,
    "instructor_number": 30, "instructor_email": 254, "status": 200, "online": 200,
}  # fmt: skip
_OF_COURSE = (
    "title", "subtitle", "department_code", "department", "place", "minimum", "maximum",
    "enrolled", "waiting", "starts_on", "ends_on",
)  # fmt: skip
_OF_DAYS = ("starts_on", "ends_on")
_CANCELLED = re.compile(
    r"\b(?:ausfall|ausgefallen|fällt aus|entf[aä]ll|abgesagt|storn)", re.IGNORECASE
)
_SPAN = re.compile(r"\s*(?:-|–|bis)\s*")
_Value = TypeVar("_Value")


class TableCourse:
    """The rows of one course, until the whole table is read."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._remarks = Remarks()
        self._lines: list[TableLine] = []
        self._people: list[tuple[InstructorRow, ...]] = []

    def add(self, line: TableLine) -> None:
        """One more row of this course."""
        line.remarks = self._remarks
        self._lines.append(line)
        self._people.append(tuple(read_table_instructors(line)))

    def reading(self) -> CourseReading:
        """The course, or everything that keeps it out."""
        for line in self._lines:
            line.refuse_surplus()
        self._note_differences()
        return CourseReading.of(self._course(), self._remarks)

    def _course(self) -> CourseRow:
        first = self._lines[0]
        placed = self._placed_days()
        days = days_in_order(placed, self._remarks, self._zone)
        times = self._common_times(placed)
        starts_on, ends_on = self._span(days)
        title, place = self._title(), self._text("place")
        room = _only(_room(line) for line in self._lines) or Room()
        return CourseRow(
            number=self._number(first),
            semester_code=first.text_of("semester") or None,
            title=title,
            subtitle=self._text("subtitle"),
            department_code=self._text("department_code"),
            department=self._text("department"),
            starts_on=starts_on,
            ends_on=ends_on,
            starts_at=times[0],
            ends_at=times[1],
            minimum=self._count("minimum"),
            maximum=self._count("maximum"),
            enrolled=self._count("enrolled"),
            waiting=self._count("waiting"),
            is_cancelled=self._is_cancelled,
            place=place,
            room=room,
            days=self._with_own_people(days),
            instructors=each_once(person for row in self._people for person in row),
            online_hints=(*self._marked(), *online_hints(title, place, room)),
            source_line=first.number,
            unsaid=frozenset(self._unsaid(first, has_days=bool(days), has_times=any(times))),
        )

    # --- what stands in every row and is of the course

    def _saying(self, word: str) -> TableLine:
        """The first row that says something."""
        return next((line for line in self._lines if line.text_of(word)), self._lines[0])

    def _text(self, word: str) -> str:
        return self._saying(word).text_of(word)

    def _count(self, word: str) -> int | None:
        return self._saying(word).count_of(word)

    def _number(self, first: TableLine) -> str:
        number = first.text_of("number")
        if not number:
            first.refuse("number", RemarkCode.NUMBER_MISSING)
        return number

    def _title(self) -> str:
        title = self._text("title")
        if not title and "title" in self._lines[0].columns:
            self._lines[0].refuse("title", RemarkCode.TITLE_MISSING)
        return title

    def _note_differences(self) -> None:
        """One course has one title: a later row that says another one is told."""
        for word in _OF_COURSE:
            holding = self._saying(word)
            holds, line_holding = holding.text_of(word), str(holding.number)
            for line in self._lines:
                if (text := line.text_of(word)) and text != holds:
                    place = line.place_of(word)
                    self._remarks.warn(place, RemarkCode.VALUE_DIFFERS, first_line=line_holding)

    @property
    def _is_cancelled(self) -> bool:
        return all(_says_cancelled(line) for line in self._lines)

    def _marked(self) -> tuple[OnlineHint, ...]:
        texts = [line.text_of("online") for line in self._lines]
        is_marked = any(read_flag(text) or reads_online(text) for text in texts)
        return (OnlineHint.MARK,) if is_marked else ()

    # --- days

    def _placed_days(self) -> list[PlacedDay]:
        """Every row with a date, without single days that are called off."""
        placed = []
        for line, people in zip(self._lines, self._people, strict=True):
            day = _placed_day(line, people)
            if day is None:
                self._check_dateless(line)
            elif _says_cancelled(line) and not self._is_cancelled:
                self._remarks.warn(day.place, RemarkCode.DAY_CANCELLED, date=day.german_date)
            else:
                placed.append(day)
        return placed

    def _check_dateless(self, line: TableLine) -> None:
        """A course may stand in one row without a date; beside other rows one is missing."""
        if "date" in line.columns and len(self._lines) > 1 and not line.text_of("date"):
            line.refuse("date", RemarkCode.DATE_MISSING)

    def _common_times(self, placed: list[PlacedDay]) -> tuple[time | None, time | None]:
        """The times of the „1. Seite“: those of all days, or of a row that names no date."""
        if placed:
            return _only((day.begin, day.end) for day in placed) or (None, None)
        return _times(self._lines[0])

    def _span(self, days: tuple[DayRow, ...]) -> tuple[date | None, date | None]:
        """First and last day; course days are the truth about it."""
        if days:
            return days[0].date, days[-1].date
        return self._saying("starts_on").date_of("starts_on"), (
            self._saying("ends_on").date_of("ends_on")
        )

    # --- people

    def _with_own_people(self, days: tuple[DayRow, ...]) -> tuple[DayRow, ...]:
        """Days name their people only where these differ from day to day."""
        if len(set(self._people)) > 1:
            return days
        return tuple(replace(day, instructors=()) for day in days)

    def _unsaid(self, line: TableLine, *, has_days: bool, has_times: bool) -> Iterator[str]:
        columns = line.columns
        yield from (word for word in _OF_COURSE if word not in columns and word not in _OF_DAYS)
        if "instructors" not in columns:
            yield "instructors"
        if "room" not in columns and "building" not in columns:
            yield "room"
        if not has_days:
            yield "days"
            yield from (word for word in _OF_DAYS if word not in columns)
        if not has_times:
            yield from ("starts_at", "ends_at")


def _says_cancelled(line: TableLine) -> bool:
    text = line.text_of("cancelled")
    is_flagged = bool(text) and read_flag(text) is not False
    return is_flagged or _CANCELLED.search(line.text_of("status")) is not None


def _placed_day(line: TableLine, people: tuple[InstructorRow, ...]) -> PlacedDay | None:
    day = line.date_of("date")
    begin, end = _times(line)
    if day is None:
        return None
    row = DayRow(day, begin, end, _room(line), people)
    return PlacedDay(row, begin, end, line.place_of("date"))


def _times(line: TableLine) -> tuple[time | None, time | None]:
    """Beginning and end, from two columns or from one („18:00–19:30 Uhr“)."""
    if not line.text_of("times"):
        return line.time_of("begin"), line.end_time_of("end")
    texts = _SPAN.split(line.text_of("times"), maxsplit=1)
    begin, end = read_time(texts[0]), read_end_time(texts[-1]) if texts[1:] else None
    if isinstance(begin, RemarkCode) or isinstance(end, RemarkCode):
        line.refuse("times", RemarkCode.TIME_INVALID, value=line.text_of("times"))
        return None, None
    return begin, end


def _room(line: TableLine) -> Room:
    parts = (line.text_of("building"), line.text_of("room"))
    return Room.parse("; ".join(part for part in parts if part))


def _only(values: Iterable[_Value]) -> _Value | None:
    """The one value all of them are; None if they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
