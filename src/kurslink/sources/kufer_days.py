"""Reads the course days (`termin`) of KuferSQL's internet.xml."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_days import PlacedDay, days_in_order
from kurslink.sources.course_rows import DayRow, InstructorRow, RemarkCode, Room
from kurslink.sources.kufer_people import read_day_instructors
from kurslink.sources.xml_fields import Fields, place_of

_ROOM_PARTS = ("ortgebaeude", "ortraumname")

Times = tuple[time | None, time | None]
"""Beginning and end of the „1. Seite“, which hold for days without their own."""


def read_room(fields: Fields) -> Room:
    """Building and room of a course; of a day with the prefix `termin_`."""
    parts = (fields.text_of(name, at_most=140) for name in _ROOM_PARTS)
    return Room.parse("; ".join(part for part in parts if part))


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
    return days_in_order((day for day in read if day is not None), fields.remarks, zone)


def _says_anything(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _compare_count(fields: Fields, days: int) -> None:
    """`dauer` counts the days: a different number hints at a file that lacks some."""
    element, said = fields.child("dauer"), fields.count_of("dauer")
    if element is not None and said is not None and said != days:
        fields.remarks.warn(
            place_of(element), RemarkCode.DAY_COUNT_DIFFERS, said=str(said), found=str(days)
        )


def _day(
    fields: Fields, times: Times, room: Room, known: dict[str, InstructorRow]
) -> PlacedDay | None:
    day = fields.date_of("tag")
    if day is None:
        if not fields.raw("tag"):
            fields.remarks.refuse(place_of(fields.element), RemarkCode.DATE_MISSING)
        return None
    begin, end = fields.time_of("zeitvon"), fields.end_time_of("zeitbis")
    own_room = read_room(replace(fields, prefix="termin_"))
    row = DayRow(
        day, begin, end, own_room if own_room.label else room, read_day_instructors(fields, known)
    )
    return PlacedDay(row, begin or times[0], end or times[1], place_of(fields.element))
