"""Reads the course days (`termin`): in order, each moment once, with times that can be meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_rows import DayRow, InstructorRow, RemarkCode, Room
from kurslink.sources.day_rules import clock_problem, end_of, length_problem
from kurslink.sources.kufer_people import each_once, read_day_instructors
from kurslink.sources.xml_fields import Fields, Remarks

_ROOM_PARTS = ("ortgebaeude", "ortraumname")

Times = tuple[time | None, time | None]
"""Beginning and end of the „1. Seite“, which hold for days without their own."""


def read_room(fields: Fields) -> Room:
    """Building and room of a course; of a day with the prefix `termin_`."""
    parts = (fields.text_of(name, at_most=140) for name in _ROOM_PARTS)
    return Room.parse("; ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class _PlacedDay:
    """A day with the times that hold for it, and the element to point at."""

    row: DayRow
    begin: time | None
    end: time | None
    element: etree._Element

    @property
    def order(self) -> tuple[date, time]:
        return self.row.date, self.begin or time.min

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Beginning and end as wall clock, None if either is unknown."""
        if self.begin is None or self.end is None:
            return None
        begin = datetime.combine(self.row.date, self.begin)
        return begin, end_of(self.row.date, self.begin, self.end)

    @property
    def german_date(self) -> str:
        return f"{self.row.date:%d.%m.%Y}"


def read_days(
    fields: Fields,
    times: Times,
    room: Room,
    instructors: tuple[InstructorRow, ...],
    zone: ZoneInfo,
) -> tuple[DayRow, ...]:
    """The days of a course; what cannot be meant is refused, and with it the whole course."""
    elements = [e for e in fields.element.iterfind("termine/termin") if _says_anything(e)]
    _compare_count(fields, len(elements))
    known = {person.number: person for person in instructors if person.number}
    read = (_day(Fields(e, fields.remarks), times, room, known) for e in elements)
    placed = sorted((day for day in read if day is not None), key=lambda day: day.order)
    for day in placed:
        _check_times(day, fields.remarks, zone)
    distinct = tuple(_without_repetition(placed, fields.remarks))
    _check_overlap(distinct, fields.remarks)
    return tuple(day.row for day in distinct)


def _says_anything(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _compare_count(fields: Fields, days: int) -> None:
    """`dauer` counts the days: a different number hints at a file that lacks some."""
    element, said = fields.child("dauer"), fields.count_of("dauer")
    if element is not None and said is not None and said != days:
        fields.remarks.warn(element, RemarkCode.DAY_COUNT_DIFFERS, said=str(said), found=str(days))


def _day(
    fields: Fields, times: Times, room: Room, known: dict[str, InstructorRow]
) -> _PlacedDay | None:
    day = fields.date_of("tag")
    if day is None:
        if not fields.raw("tag"):
            fields.remarks.refuse(fields.element, RemarkCode.DATE_MISSING)
        return None
    begin, end = fields.time_of("zeitvon"), fields.end_time_of("zeitbis")
    own_room = read_room(replace(fields, prefix="termin_"))
    row = DayRow(
        day, begin, end, own_room if own_room.label else room, read_day_instructors(fields, known)
    )
    return _PlacedDay(row, begin or times[0], end or times[1], fields.element)


def _check_times(day: _PlacedDay, remarks: Remarks, zone: ZoneInfo) -> None:
    if day.begin is None or day.end is None:
        if day.begin is not day.end:
            remarks.warn(day.element, RemarkCode.TIME_INCOMPLETE, date=day.german_date)
    elif problem := length_problem(day.begin, day.end):
        clocks = {"begin": f"{day.begin:%H:%M}", "end": f"{day.end:%H:%M}"}
        remarks.refuse(day.element, problem, date=day.german_date, **clocks)
    else:
        _check_clock(day, remarks, zone)


def _check_clock(day: _PlacedDay, remarks: Remarks, zone: ZoneInfo) -> None:
    for moment in day.span or ():
        if odd := clock_problem(moment, zone):
            remarks.warn(day.element, odd, date=day.german_date, time=f"{moment:%H:%M}")


def _without_repetition(days: list[_PlacedDay], remarks: Remarks) -> Iterator[_PlacedDay]:
    """The days without literal repetitions; two different ones at one moment are refused.

    A repetition is how an office notes a second instructor or room for the same hours.
    """
    kept: dict[tuple[date, time | None], _PlacedDay] = {}
    for day in days:
        moment = (day.row.date, day.begin)
        first = kept.get(moment)
        if first is None:
            kept[moment] = day
        elif first.end == day.end:
            remarks.warn(day.element, RemarkCode.DAY_TWICE, date=day.german_date)
            people = each_once((*first.row.instructors, *day.row.instructors))
            kept[moment] = replace(first, row=replace(first.row, instructors=people))
        else:
            remarks.refuse(day.element, RemarkCode.START_TWICE, date=day.german_date)
    yield from kept.values()


def _check_overlap(days: Iterable[_PlacedDay], remarks: Remarks) -> None:
    timed = [(day, span) for day in days if (span := day.span)]
    for (_, (_, end)), (later, (begin, _)) in pairwise(timed):
        if begin < end:
            remarks.warn(later.element, RemarkCode.DAYS_OVERLAP, date=later.german_date)
