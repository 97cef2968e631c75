"""Reads one `kurs` element of KuferSQL's internet.xml: a whole course or the reasons why not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_rows import (
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    Rejection,
    RemarkCode,
    Room,
    Salutation,
    SourceWarning,
)
from kurslink.sources.day_rules import clock_problem, end_of, length_problem
from kurslink.sources.email_address import is_email_address
from kurslink.sources.german_values import read_flag
from kurslink.sources.xml_fields import Fields, Remarks, line_of

_SALUTATIONS = {"W": Salutation.MS, "M": Salutation.MR, "F": Salutation.COMPANY}
_ONLINE = re.compile(r"\b(?:online|webinar|virtuell|zoom|livestream)", re.IGNORECASE)
_ROOM_PARTS = ("ortgebaeude", "ortraumname")

_Times = tuple[time | None, time | None]


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What became of one course: the row, or rejections; warnings in both cases."""

    course: CourseRow | None
    warnings: tuple[SourceWarning, ...]
    rejections: tuple[Rejection, ...]


def read_course(element: etree._Element, *, zone: ZoneInfo) -> CourseReading:
    """Read a `kurs` element. A course with one unreadable day stays out as a whole.

    Left out, an unreadable day would look like a day that was cancelled, and would be taken from
    a meeting that people have in their calendars.
    """
    remarks = Remarks()
    course = _course(Fields(element, remarks), zone)
    return CourseReading(
        None if remarks.refusals else course,
        tuple(remarks.warnings),
        remarks.rejections(course.number, course.semester_code),
    )


def _course(fields: Fields, zone: ZoneInfo) -> CourseRow:
    times = fields.time_of("beginnuhr"), fields.end_time_of("endeuhr")
    instructors = _instructors(fields)
    room = _room(fields)
    title, subtitle = _titles(fields)
    place = fields.text_of("ort", "ortname", at_most=200)
    return CourseRow(
        number=_required(fields, RemarkCode.NUMBER_MISSING, "knr", at_most=40),
        semester_code=fields.text_of("semester", at_most=20) or None,
        title=title,
        subtitle=subtitle,
        department_code=fields.text_of("fachb", at_most=20),
        department=fields.text_of("fachbtext", at_most=200),
        starts_on=fields.date_of("beginndat"),
        ends_on=fields.date_of("endedat"),
        starts_at=times[0],
        ends_at=times[1],
        minimum=fields.count_of("tnmin"),
        maximum=fields.count_of("tnmax"),
        enrolled=fields.count_of("tnanmeldungen"),
        waiting=fields.count_of("tnwarteliste"),
        is_cancelled=_is_cancelled(fields),
        place=place,
        room=room,
        days=_days(fields, times, room, instructors, zone),
        instructors=instructors,
        online_hints=_online_hints(f"{title} {subtitle}", place, room),
        source_line=line_of(fields.element),
    )


def _required(fields: Fields, missing: RemarkCode, *names: str, at_most: int) -> str:
    text = fields.text_of(*names, at_most=at_most)
    if not text:
        fields.remarks.refuse(fields.element, missing)
    return text


def _titles(fields: Fields) -> tuple[str, str]:
    """Title by precedence; the long title beside it where it says something else."""
    names = ("haupttitel", "titelkurz", "titellang")
    title = _required(fields, RemarkCode.TITLE_MISSING, *names, at_most=500)
    long_title = fields.text_of("titellang", at_most=500)
    return title, "" if long_title == title else long_title


def _is_cancelled(fields: Fields) -> bool:
    """`ausfall` means cancelled by being there, unless it says no."""
    element = fields.child("ausfall")
    if element is None:
        return False
    text = fields.raw("ausfall")
    if not text:
        fields.remarks.warn(element, RemarkCode.CANCELLATION_WITHOUT_VALUE)
    return read_flag(text) is not False


def _room(fields: Fields) -> Room:
    parts = (fields.text_of(name, at_most=140) for name in _ROOM_PARTS)
    return Room.parse("; ".join(part for part in parts if part))


def _online_hints(title: str, place: str, room: Room) -> tuple[OnlineHint, ...]:
    said = {OnlineHint.TITLE: title, OnlineHint.PLACE: place, OnlineHint.ROOM: room.label}
    return tuple(hint for hint, text in said.items() if _ONLINE.search(text))


# --- people


def _instructors(fields: Fields) -> tuple[InstructorRow, ...]:
    """Everybody who teaches the course, each once, the main instructor first."""
    main = fields.text_of("hauptdozent", at_most=30)
    people = _each_once(
        _instructor(Fields(element, fields.remarks))
        for element in fields.element.iterfind("dozenten/dozent")
    )
    return tuple(sorted(people, key=lambda person: person.number != main or not main))


def _each_once(people: Iterable[InstructorRow | None]) -> tuple[InstructorRow, ...]:
    found: dict[object, InstructorRow] = {}
    for person in people:
        if person is not None:
            found.setdefault(person.number or person, person)
    return tuple(found.values())


def _instructor(fields: Fields) -> InstructorRow | None:
    """One person; None if nobody is named or the file says the person is not active."""
    last_name = fields.text_of("name", at_most=100)
    number = fields.text_of("dnr", "nummer", at_most=30)
    if not last_name:
        if number or fields.raw("vorname"):
            fields.remarks.warn(
                fields.element, RemarkCode.INSTRUCTOR_WITHOUT_NAME, instructor=number
            )
        return None
    if read_flag(fields.raw("aktiv")) is False:
        fields.remarks.warn(fields.element, RemarkCode.INSTRUCTOR_INACTIVE, instructor=number)
        return None
    return InstructorRow(
        number=number,
        salutation=_SALUTATIONS.get(fields.raw("geschlecht").upper(), Salutation.NONE),
        title=fields.text_of("titel", at_most=50),
        first_name=fields.text_of("vorname", at_most=100),
        last_name=last_name,
        email=_email(fields),
    )


def _email(fields: Fields) -> str:
    """The address, or "" with a warning: never two, never one that could be read as more."""
    element, text = fields.child("email"), fields.raw("email")
    if element is None or not text or is_email_address(text):
        return text
    fields.remarks.warn(element, RemarkCode.EMAIL_INVALID)
    return ""


# --- days


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


def _days(
    fields: Fields,
    times: _Times,
    room: Room,
    instructors: tuple[InstructorRow, ...],
    zone: ZoneInfo,
) -> tuple[DayRow, ...]:
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
    fields: Fields, times: _Times, room: Room, known: dict[str, InstructorRow]
) -> _PlacedDay | None:
    day = fields.date_of("tag")
    if day is None:
        if not fields.raw("tag"):
            fields.remarks.refuse(fields.element, RemarkCode.DATE_MISSING)
        return None
    begin, end = fields.time_of("zeitvon"), fields.end_time_of("zeitbis")
    own_room = _room(replace(fields, prefix="termin_"))
    row = DayRow(day, begin, end, own_room if own_room.label else room, _day_people(fields, known))
    return _PlacedDay(row, begin or times[0], end or times[1], fields.element)


def _day_people(fields: Fields, known: dict[str, InstructorRow]) -> tuple[InstructorRow, ...]:
    """Who teaches on this day, with what the course's own list says about them."""
    people = _each_once(
        _instructor(Fields(element, fields.remarks, prefix="termin_"))
        for element in fields.element.iterfind("termin_doz")
    )
    return tuple(known.get(person.number, person) for person in people)


def _check_times(day: _PlacedDay, remarks: Remarks, zone: ZoneInfo) -> None:
    if day.begin is None or day.end is None:
        if day.begin is not day.end:
            remarks.warn(day.element, RemarkCode.TIME_INCOMPLETE, date=_german(day))
        return
    if problem := length_problem(day.begin, day.end):
        remarks.refuse(day.element, problem, date=_german(day), **_span(day.begin, day.end))
        return
    moments = (datetime.combine(day.row.date, day.begin), end_of(day.row.date, day.begin, day.end))
    for moment in moments:
        if odd := clock_problem(moment, zone):
            remarks.warn(day.element, odd, date=_german(day), time=f"{moment:%H:%M}")


def _span(begin: time, end: time) -> dict[str, str]:
    return {"begin": f"{begin:%H:%M}", "end": f"{end:%H:%M}"}


def _german(day: _PlacedDay) -> str:
    return f"{day.row.date:%d.%m.%Y}"


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
            remarks.warn(day.element, RemarkCode.DAY_TWICE, date=_german(day))
            people = _each_once((*first.row.instructors, *day.row.instructors))
            kept[moment] = replace(first, row=replace(first.row, instructors=people))
        else:
            remarks.refuse(day.element, RemarkCode.START_TWICE, date=_german(day))
    yield from kept.values()


def _check_overlap(days: Iterable[_PlacedDay], remarks: Remarks) -> None:
    timed = [day for day in days if day.begin is not None and day.end is not None]
    for earlier, later in pairwise(timed):
        if earlier.begin is None or earlier.end is None or later.begin is None:
            continue
        end = end_of(earlier.row.date, earlier.begin, earlier.end)
        if datetime.combine(later.row.date, later.begin) < end:
            remarks.warn(later.element, RemarkCode.DAYS_OVERLAP, date=_german(later))
