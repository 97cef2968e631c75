"""Open-vhs in XML and in Berlin's JSON: every trap the association's own example sets."""

import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from kurslink.sources.berlin_json import each_berlin_course
from kurslink.sources.course_file import BERLIN, read_course_file
from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    Rejection,
    RemarkCode,
    Room,
    Salutation,
)
from kurslink.sources.errors import BrokenJson, BrokenXml, FileTooLarge, SourceError, WrongFileKind
from kurslink.sources.open_vhs_xml import each_open_vhs_course
from tests.sources.open_vhs_files import (
    json_course,
    json_day,
    json_file,
    xml_course,
    xml_day,
    xml_file,
)

SAMPLE = Path(__file__).parent / "open_vhs_own.xml"


def read(content: bytes) -> CourseFile:
    return read_course_file(io.BytesIO(content))


def the_course(content: bytes) -> CourseRow:
    file = read(content)
    assert file.rejected == ()
    (course,) = file.courses
    return course


def spans(course: CourseRow) -> list[tuple[date, time | None, time | None]]:
    return [(day.date, day.starts_at, day.ends_at) for day in course.days]


# --- XML


def test_the_sample_is_read_with_its_days_counted_and_not_believed() -> None:
    file = read(SAMPLE.read_bytes())
    assert (file.rejected, file.warnings) == ((), ())
    assert [(course.number, len(course.days)) for course in file.courses] == [
        ("262-4711", 10),
        ("262-5120W", 2),
        ("262-4044", 66),
        ("262-1003", 1),
        ("262-3302", 8),
        ("262-4711", 2),
        ("262-2201", 0),
        ("262-4803", 2),
    ]


def test_what_the_file_does_not_say_is_named() -> None:
    course = the_course(xml_file(xml_course(days=xml_day("2026-09-29"))))
    assert course == CourseRow(
        number="262-1",
        semester_code=None,
        title="Yoga",
        subtitle="",
        department_code="",
        department="",
        starts_on=date(2026, 9, 29),
        ends_on=date(2026, 9, 29),
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=None,
        maximum=None,
        enrolled=None,
        waiting=None,
        is_cancelled=False,
        place="",
        room=Room(),
        days=(DayRow(date(2026, 9, 29), time(18), time(19, 30), Room()),),
        instructors=(),
        source_line=3,
        unsaid=frozenset(
            {
                "subtitle", "department_code", "department", "minimum", "maximum", "enrolled",
                "waiting", "place", "room", "instructors",
            }
        ),
    )  # fmt: skip


@pytest.mark.parametrize("offset", ["", "Z", "+01:00", "+02:00", "-05:00"])
def test_offsets_are_ignored_the_wall_clock_counts(offset: str) -> None:
    day = xml_day("2026-12-01", f"18:00:00{offset}", f"19:30:00{offset}")
    assert spans(the_course(xml_file(xml_course(days=day)))) == [
        (date(2026, 12, 1), time(18), time(19, 30))
    ]


def test_a_day_without_times_is_a_day_and_takes_none_from_others() -> None:
    days = xml_day("2026-09-01") + xml_day("2026-09-08", "")
    course = the_course(xml_file(xml_course(days=days)))
    assert spans(course) == [
        (date(2026, 9, 1), time(18), time(19, 30)),
        (date(2026, 9, 8), None, None),
    ]
    assert {"starts_at", "ends_at"} < course.unsaid


def test_a_course_with_weekdays_and_no_day_says_nothing_of_days() -> None:
    more = "<beginn_datum>2026-09-01</beginn_datum><ende_datum>2026-12-01</ende_datum>"
    course = the_course(xml_file(xml_course(more + "<wochentag>Montag</wochentag>")))
    assert (course.days, "days" in course.unsaid) == ((), True)
    assert (course.starts_on, course.ends_on) == (date(2026, 9, 1), date(2026, 12, 1))


def test_an_end_before_the_start_is_told_and_not_taken() -> None:
    more = "<beginn_datum>2021-02-06</beginn_datum><ende_datum>2021-01-31</ende_datum>"
    file = read(xml_file(xml_course(more)))
    assert [each.code for each in file.warnings] == [RemarkCode.DATES_REVERSED]
    assert (file.courses[0].starts_on, file.courses[0].ends_on) == (date(2021, 2, 6), None)
    with_days = the_course(xml_file(xml_course(more, days=xml_day("2021-02-06"))))
    assert with_days.ends_on == date(2021, 2, 6)


@pytest.mark.parametrize("version", ["0.9", "1.0", "1.1", "1.2"])
def test_instructors_are_read_where_there_are_any(version: str) -> None:
    person = (
        "<dozent><guid>5</guid><anrede>Frau</anrede><titel>Dr.</titel>"
        "<name>Muster</name><vorname>Mia</vorname></dozent>"
    )
    course = the_course(xml_file(xml_course(person), version=version))
    assert course.instructors == (InstructorRow("", Salutation.MS, "Dr.", "Mia", "Muster", ""),)
    assert "instructors" not in course.unsaid


@pytest.mark.parametrize(
    ("value", "hints"),
    [
        ("online_angebot", (OnlineHint.MARK,)),
        ("blended_learning", (OnlineHint.MARK,)),
        ("selbstlernangebot", ()),
    ],
)
def test_the_mark_of_the_format_proposes_an_online_course(
    value: str, hints: tuple[OnlineHint, ...]
) -> None:
    mark = (
        f"<merkmale><merkmal><name>kursart_digital</name><wert>{value}</wert></merkmal></merkmale>"
    )
    assert the_course(xml_file(xml_course(mark))).online_hints == hints


def test_counts_below_zero_and_missing_ones_are_unknown() -> None:
    more = (
        "<aktuelle_teilnehmerzahl>-1</aktuelle_teilnehmerzahl>"
        "<maximale_teilnehmerzahl>12</maximale_teilnehmerzahl>"
    )
    course = the_course(xml_file(xml_course(more)))
    assert (course.minimum, course.enrolled, course.maximum) == (None, None, 12)
    assert {"minimum", "enrolled"} < course.unsaid
    assert "maximum" not in course.unsaid


def test_elements_in_a_namespace_of_their_own_are_understood() -> None:
    text = xml_file(xml_course(days=xml_day("2026-09-29"))).decode()
    spelled = text.replace("openvhs:", "").replace("xmlns:openvhs", "xmlns")
    assert the_course(spelled.encode()) == the_course(text.encode())


def test_berlins_xml_is_its_json() -> None:
    course = (
        "<veranstaltung><nummer>Mi302-121H</nummer><name>Kickbox trifft Fitness</name>"
        "<minimale_teilnehmerzahl>6</minimale_teilnehmerzahl>"
        "<maximale_teilnehmerzahl>10</maximale_teilnehmerzahl><merkmale><merkmal>"
        "<name>kursart_digital</name><wert>online_angebot</wert></merkmal></merkmale><ortetermine>"
        "<adresse><lehrstaette>VHS Mitte</lehrstaette><raum>Raum 4.09</raum></adresse>"
        + xml_day("2026-10-14", "16:00", "17:30")
        + xml_day("2026-11-04", "16:00", "17:30")
        + "</ortetermine><dozent><anrede>Frau</anrede><name>Muster</name><vorname>Mia</vorname>"
        "</dozent></veranstaltung>"
    )
    in_xml = the_course(f"<veranstaltungen>{course}</veranstaltungen>".encode())
    in_json = the_course(json_file(json_course()))
    unsaid = in_json.unsaid | {"subtitle"}
    assert replace(in_json, source_line=1, unsaid=unsaid) == in_xml


# --- JSON


def test_a_course_of_berlin_has_room_people_and_days() -> None:
    course = the_course(json_file(json_course()))
    room = Room("", "", "Raum 4.09")
    assert (course.number, course.title, course.place, course.room) == (
        "Mi302-121H",
        "Kickbox trifft Fitness",
        "VHS Mitte",
        room,
    )
    assert course.days == tuple(
        DayRow(on, time(16), time(17, 30), room) for on in (date(2026, 10, 14), date(2026, 11, 4))
    )
    assert course.instructors == (InstructorRow("", Salutation.MS, "", "Mia", "Muster", ""),)
    assert (course.online_hints, course.enrolled) == ((OnlineHint.MARK,), None)


def as_list(course: dict[str, Any]) -> dict[str, Any]:
    """The same with lists where single values stood, and single values where lists stood."""
    dates, people, marks = course["ortetermine"], course["dozent"], course["merkmale"]
    return course | {
        "ortetermine": [{"adresse": dates["adresse"][0], "termin": dates["termin"]}],
        "dozent": [people],
        "merkmale": {"merkmal": [marks["merkmal"], {"name": "x", "wert": ["a", "b"]}]},
    }


def test_a_field_may_be_a_value_or_a_list() -> None:
    course = json_course()
    assert the_course(json_file(as_list(course))) == the_course(json_file(course))
    one_day = course | {"ortetermine": {"termin": json_day("2026-10-14")}}
    assert len(the_course(json_file(one_day)).days) == 1
    alone = json.dumps({"veranstaltungen": {"veranstaltung": course}}).encode()
    assert the_course(alone).number == "Mi302-121H"


def test_a_course_that_cannot_be_meant_stays_out_alone_with_its_line() -> None:
    wrong = json_course("2", ortetermine={"termin": json_day("2026-02-31")})
    file = read(
        json_file(json_course("1"), wrong, indent=None).replace(b'}, {"guid"', b'},\n{"guid"')
    )
    assert [course.number for course in file.courses] == ["1"]
    data = (("value", "2026-02-31"),)
    assert file.rejected == (Rejection(2, "beginn_datum", RemarkCode.DATE_INVALID, "2", data=data),)


def test_signs_xml_cannot_hold_do_no_harm() -> None:
    content = json_file(json_course(name="ABC")).replace(b"ABC", rb"A\u0000B\ud800C\ufffe")
    course = the_course(content)
    assert course.title == "ABC"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"{}", WrongFileKind),
        (b'{"veranstaltung": "x"}', WrongFileKind),
        (b'{"veranstaltung": [', BrokenJson),
        (b'{"veranstaltung": [{"nummer": "1"}', BrokenJson),
        (b'{"veranstaltung": [{"nummer": "1"', BrokenJson),
        (b'{"veranstaltung": [1]}', BrokenJson),
        (b'{"veranstaltung": [{"name": ' + b"[" * 200_000, BrokenJson),
        (b'{"veranstaltung": [{"name": "' + b"x" * 3_000_000, FileTooLarge),
        (b"<veranstaltungen><veranstaltung>", BrokenXml),
    ],
)
def test_a_broken_file_is_refused_as_a_whole(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(content)


def test_lines_beyond_what_xml_counts_are_named() -> None:
    far = json_file(json_course(name=""), indent=None).replace(b"[", b"[" + b"\n" * 70_000, 1)
    assert [each.line for each in read(far).rejected] == [70_001]


# --- size


def xml_of(courses: int) -> bytes:
    days = "".join(xml_day(f"2026-09-{day:02}") for day in range(1, 14))
    return xml_file(*(xml_course(number=str(n), days=days) for n in range(courses)))


def json_of(courses: int) -> bytes:
    return json_file(*(json_course(str(n)) for n in range(courses)), indent=None)


@pytest.mark.parametrize(
    ("make", "each_course"), [(xml_of, each_open_vhs_course), (json_of, each_berlin_course)]
)
def test_memory_stays_flat(make: Callable[[int], bytes], each_course: Callable[..., Any]) -> None:
    def peak(courses: int) -> int:
        stream = io.BytesIO(make(courses))
        tracemalloc.start()
        readings = each_course(stream, zone=BERLIN, max_bytes=10**8)
        assert sum(reading.course is not None for reading in readings) == courses
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(300) < 1.5 * peak(100)
