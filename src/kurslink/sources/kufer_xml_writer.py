"""Writes courses as KuferSQL's "internet.xml": a sample to try the import with."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import BinaryIO

from lxml import etree

from kurslink.sources.course_rows import CourseRow, DayRow, InstructorRow, Room, Salutation

_GENDERS = {Salutation.MS: "W", Salutation.MR: "M", Salutation.COMPANY: "F", Salutation.NONE: ""}


def write_courses(courses: Iterable[CourseRow], stream: BinaryIO) -> None:
    """Write `courses` to `stream` in UTF-8; `kufer_xml.read_courses` reads the same rows back."""
    root = etree.Element("kurse")
    root.extend(_course(course) for course in courses)
    etree.indent(root)
    etree.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)


def _course(course: CourseRow) -> etree._Element:
    element = _element("kurs", _course_values(course))
    days = etree.SubElement(element, "termine")
    days.extend(_day(day, course) for day in course.days)
    people = etree.SubElement(element, "dozenten")
    people.extend(_element("dozent", _person_values(person)) for person in course.instructors)
    return element


def _course_values(course: CourseRow) -> Iterator[tuple[str, str]]:
    yield "knr", course.number
    yield "semester", course.semester_code or ""
    yield "fachb", course.department_code
    yield "fachbtext", course.department
    yield "haupttitel", course.title
    yield "titellang", course.subtitle
    yield "ort", course.place
    yield from _room_values(course.room)
    yield "beginndat", _date(course.starts_on)
    yield "endedat", _date(course.ends_on)
    yield "beginnuhr", _time(course.starts_at)
    yield "endeuhr", _time(course.ends_at)
    yield "dauer", str(len(course.days))
    yield "tnmin", _count(course.minimum)
    yield "tnmax", _count(course.maximum)
    yield "tnanmeldungen", _count(course.enrolled)
    yield "tnwarteliste", _count(course.waiting)
    yield "ausfall", "W" if course.is_cancelled else ""


def _day(day: DayRow, course: CourseRow) -> etree._Element:
    element = _element("termin", _day_values(day, course))
    for person in day.instructors:
        values = ((f"termin_{tag}", text) for tag, text in _person_values(person))
        element.append(_element("termin_doz", values))
    return element


def _day_values(day: DayRow, course: CourseRow) -> Iterator[tuple[str, str]]:
    yield "tag", _date(day.date)
    yield "zeitvon", _time(day.starts_at)
    yield "zeitbis", _time(day.ends_at)
    if day.room != course.room:
        for tag, text in _room_values(day.room):
            yield f"termin_{tag}", text


def _room_values(room: Room) -> Iterator[tuple[str, str]]:
    """KuferSQL has no field for the floor: it stands before the room's name."""
    yield "ortgebaeude", room.building
    yield "ortraumname", Room(floor=room.floor, name=room.name).label


def _person_values(person: InstructorRow) -> Iterator[tuple[str, str]]:
    yield "dnr", person.number
    yield "titel", person.title
    yield "vorname", person.first_name
    yield "name", person.last_name
    yield "geschlecht", _GENDERS[person.salutation]
    yield "email", person.email


def _element(tag: str, values: Iterable[tuple[str, str]]) -> etree._Element:
    """An element with a child for every value that says something."""
    element = etree.Element(tag)
    for name, text in values:
        if text:
            etree.SubElement(element, name).text = text
    return element


def _date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _time(clock: time | None) -> str:
    return f"{clock:%H:%M}" if clock is not None else ""


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
