"""Reads one `kurs` element of KuferSQL's internet.xml: a whole course or the reasons why not."""

from datetime import date
from zoneinfo import ZoneInfo

from lxml import etree

from kurslink.sources.course_reading import CourseReading
from kurslink.sources.course_rows import CourseRow, RemarkCode
from kurslink.sources.german_values import read_flag
from kurslink.sources.kufer_days import read_days, read_room
from kurslink.sources.kufer_people import read_instructors
from kurslink.sources.online_hints import online_hints
from kurslink.sources.remarks import Remarks
from kurslink.sources.xml_fields import Fields, line_of, place_of


def read_course(element: etree._Element, *, zone: ZoneInfo) -> CourseReading:
    """Read a `kurs` element."""
    remarks = Remarks()
    return CourseReading.of(_course(Fields(element, remarks), zone), remarks)


def _course(fields: Fields, zone: ZoneInfo) -> CourseRow:
    times = fields.time_of("beginnuhr"), fields.end_time_of("endeuhr")
    starts_on, ends_on = _span(fields)
    instructors = read_instructors(fields)
    room = read_room(fields)
    title, subtitle = _titles(fields)
    place = fields.text_of("ort", "ortname", at_most=200)
    return CourseRow(
        number=_required(fields, RemarkCode.NUMBER_MISSING, "knr", at_most=40),
        semester_code=fields.text_of("semester", at_most=20) or None,
        title=title,
        subtitle=subtitle,
        department_code=fields.text_of("fachb", at_most=20),
        department=fields.text_of("fachbtext", at_most=200),
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=times[0],
        ends_at=times[1],
        minimum=fields.count_of("tnmin"),
        maximum=fields.count_of("tnmax"),
        enrolled=fields.count_of("tnanmeldungen"),
        waiting=fields.count_of("tnwarteliste"),
        is_cancelled=_is_cancelled(fields),
        place=place,
        room=room,
        days=read_days(fields, times, room, instructors, zone),
        instructors=instructors,
        online_hints=online_hints(f"{title} {subtitle}", place, room),
        source_line=line_of(fields.element),
    )


def _required(fields: Fields, missing: RemarkCode, *names: str, at_most: int) -> str:
    text = fields.text_of(*names, at_most=at_most)
    if not text:
        fields.remarks.refuse(place_of(fields.element), missing)
    return text


def _titles(fields: Fields) -> tuple[str, str]:
    """Title by precedence; the long title beside it where it says something else."""
    names = ("haupttitel", "titelkurz", "titellang")
    title = _required(fields, RemarkCode.TITLE_MISSING, *names, at_most=500)
    long_title = fields.text_of("titellang", at_most=500)
    return title, "" if long_title == title else long_title


def _span(fields: Fields) -> tuple[date | None, date | None]:
    """First and last day as the course states them; its course days are the truth."""
    first, last = fields.date_of("beginndat"), fields.date_of("endedat")
    element = fields.child("endedat")
    if element is not None and first is not None and last is not None and last < first:
        fields.remarks.warn(place_of(element), RemarkCode.DATES_REVERSED)
    return first, last


def _is_cancelled(fields: Fields) -> bool:
    """`ausfall` means cancelled by being there, unless it says no."""
    element = fields.child("ausfall")
    if element is None:
        return False
    text = fields.raw("ausfall")
    if not text:
        fields.remarks.warn(place_of(element), RemarkCode.CANCELLATION_WITHOUT_VALUE)
    return read_flag(text) is not False
