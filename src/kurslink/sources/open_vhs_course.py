"""Reads one `veranstaltung` of Open-vhs (0.9 to 1.2) or of Berlin's dialect.

What differs between the versions, and what the association's own example shows: offsets of times
are wrong as often as right, so the wall clock counts; `anzahl_termine` counts lessons as often as
days, so it is never read; a day may lack its times and a course its days; `ende_datum` may lie
before `beginn_datum`. Contact persons, prices and texts are never read.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_days import PlacedDay, days_in_order, each_once
from kurslink.sources.course_reading import CourseReading
from kurslink.sources.course_rows import (
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    RemarkCode,
    Room,
    Salutation,
)
from kurslink.sources.online_hints import online_hints
from kurslink.sources.remarks import Remarks
from kurslink.sources.xml_fields import Fields, place_of

_SALUTATIONS = {each.value: each for each in Salutation}
_ONLINE_KINDS = {"online_angebot", "blended_learning"}
_LONGEST_SUBTITLE = 500  # only shown, so a longer one is cut rather than refused
_PLACES = {"veranstaltungsort": "name", "ortetermine/adresse": "lehrstaette"}
"""Where a place stands, and the tag of its name."""
_COUNTS = {
    "minimum": "minimale_teilnehmerzahl",
    "maximum": "maximale_teilnehmerzahl",
    "enrolled": "aktuelle_teilnehmerzahl",
}
_NEVER_SAID = frozenset({"department_code", "department", "waiting"})


def read_open_vhs_course(element: etree._Element, *, zone: ZoneInfo) -> CourseReading:
    """Read a `veranstaltung` whose tags have no namespace."""
    remarks = Remarks()
    return CourseReading.of(_course(Fields(element, remarks), zone), remarks)


def _course(fields: Fields, zone: ZoneInfo) -> CourseRow:
    element = fields.element
    dates = [Fields(each, fields.remarks) for each in element.iter("termin")]
    place, room = _where(fields)
    placed = [day for each in dates if (day := _day(each, room)) is not None]
    days = days_in_order(placed, fields.remarks, zone)
    instructors = tuple(_instructors(fields))
    starts_on, ends_on = _span(fields, days)
    title, subtitle = _required(fields, "name", RemarkCode.TITLE_MISSING, 500), _subtitle(fields)
    counts = {word: fields.count_of(name) for word, name in _COUNTS.items()}
    times = {(day.begin, day.end) for day in placed}
    starts_at, ends_at = times.pop() if len(times) == 1 else (None, None)
    return CourseRow(
        number=_required(fields, "nummer", RemarkCode.NUMBER_MISSING, 40),
        semester_code=None,
        title=title,
        subtitle=subtitle,
        department_code="",
        department="",
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=starts_at,
        ends_at=ends_at,
        minimum=counts["minimum"],
        maximum=counts["maximum"],
        enrolled=counts["enrolled"],
        waiting=None,
        is_cancelled=False,
        place=place,
        room=room,
        days=days,
        instructors=instructors,
        online_hints=(*_mark(element), *online_hints(f"{title} {subtitle}", place, room)),
        source_line=place_of(element).line,
        unsaid=frozenset(
            (
                *_unsaid(element, room),
                *(() if days else ("days",)),
                *(() if starts_at else ("starts_at", "ends_at")),
                *(word for word, count in counts.items() if count is None),
            )
        ),
    )


def _required(fields: Fields, name: str, missing: RemarkCode, at_most: int) -> str:
    text = fields.text_of(name, at_most=at_most)
    if not text:
        fields.remarks.refuse(place_of(fields.element), missing)
    return text


def _subtitle(fields: Fields) -> str:
    """All of them, joined: programs split one line over several."""
    lines = (clean_text(each.text or "") for each in fields.element.iterfind("untertitel"))
    return " – ".join(line for line in lines if line)[:_LONGEST_SUBTITLE]


def _day(fields: Fields, room: Room) -> PlacedDay | None:
    place = place_of(fields.element)
    day = fields.date_of("beginn_datum")
    begin, end = fields.time_of("beginn_uhrzeit"), fields.end_time_of("ende_uhrzeit")
    if day is None:
        if not fields.raw("beginn_datum"):
            fields.remarks.refuse(place, RemarkCode.DATE_MISSING)
        return None
    return PlacedDay(DayRow(day, begin, end, room), begin, end, place)


def _span(fields: Fields, days: tuple[DayRow, ...]) -> tuple[date | None, date | None]:
    """First and last day. Course days are the truth; without them an end before the start is none.

    Such an end would make a course look over that has not begun.
    """
    if days:
        return days[0].date, days[-1].date
    first, last = fields.date_of("beginn_datum"), fields.date_of("ende_datum")
    element = fields.child("ende_datum")
    if element is not None and first is not None and last is not None and last < first:
        fields.remarks.warn(place_of(element), RemarkCode.DATES_REVERSED)
        return first, None
    return first, last


def _where(fields: Fields) -> tuple[str, Room]:
    """Place and room: `veranstaltungsort`, in Berlin the first address of `ortetermine`."""
    element = fields.element
    for path, name in _PLACES.items():
        where = element.find(path)
        if where is not None:
            there = Fields(where, fields.remarks)
            room = Room("", "", there.text_of("raum", at_most=140))
            return there.text_of(name, at_most=200), room
    return "", Room()


def _mark(element: etree._Element) -> tuple[OnlineHint, ...]:
    """`kursart_digital` says that a course takes place online, wholly or in part."""
    for mark in element.iterfind("merkmale/merkmal"):
        values = {(value.text or "").strip() for value in mark.iterfind("wert")}
        if mark.findtext("name") == "kursart_digital" and not _ONLINE_KINDS.isdisjoint(values):
            return (OnlineHint.MARK,)
    return ()


def _instructors(fields: Fields) -> Iterator[InstructorRow]:
    """`dozent` of versions up to 1.1 and of Berlin; his `guid` is not the office's number."""
    people = (Fields(each, fields.remarks) for each in fields.element.iterfind("dozent"))
    yield from each_once(_instructor(each) for each in people)


def _instructor(fields: Fields) -> InstructorRow | None:
    last_name = fields.text_of("name", at_most=100)
    if not last_name:
        return None
    return InstructorRow(
        number="",
        salutation=_SALUTATIONS.get(fields.raw("anrede"), Salutation.NONE),
        title=fields.text_of("titel", at_most=50),
        first_name=fields.text_of("vorname", at_most=100),
        last_name=last_name,
        email="",
    )


def _unsaid(element: etree._Element, room: Room) -> Iterator[str]:
    """What is optional in the format and not there says nothing."""
    yield from _NEVER_SAID
    if not room.label:
        yield "room"
    if element.find("dozent") is None:
        yield "instructors"
    if element.find("untertitel") is None:
        yield "subtitle"
    if all(element.find(path) is None for path in _PLACES):
        yield "place"
