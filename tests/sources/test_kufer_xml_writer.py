"""What we write as a KuferSQL export, our own reader reads back unchanged."""

import io
from dataclasses import replace
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    DayRow,
    InstructorRow,
    Room,
    Salutation,
)
from kurslink.sources.kufer_xml import read_courses
from kurslink.sources.kufer_xml_writer import write_courses

words = st.text("abcÄÖÜßé&<>\"'’ 19-", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)
names = st.text("abcÄÖÜß'-", min_size=1, max_size=12)
rooms = st.builds(Room, names, names, names) | st.builds(Room, st.just(""), st.just(""), names)
dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
evenings = st.tuples(st.integers(6, 19), st.sampled_from((0, 15, 30, 45)))
counts = st.none() | st.integers(0, 200)
instructors = st.builds(
    InstructorRow,
    number=st.integers(1, 999).map(str),
    salutation=st.sampled_from(Salutation),
    title=st.sampled_from(("", "Dr.", "Prof. Dr.")),
    first_name=names,
    last_name=names,
    email=st.sampled_from(("", "a.b@example.org")),
)


@st.composite
def courses(draw: st.DrawFn) -> CourseRow:
    room, people = (
        draw(rooms),
        draw(st.lists(instructors, max_size=3, unique_by=lambda p: p.number)),
    )
    days = draw(st.lists(dates, max_size=6, unique=True))
    return CourseRow(
        number=draw(words),
        semester_code=draw(st.none() | st.sampled_from(("261", "262"))),
        title=draw(words),
        subtitle="",
        department_code=draw(st.sampled_from(("", "4"))),
        department=draw(names),
        starts_on=min(days, default=None),
        ends_on=max(days, default=None),
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=draw(counts),
        maximum=draw(counts),
        enrolled=draw(counts),
        waiting=draw(counts),
        is_cancelled=draw(st.booleans()),
        place=draw(words),
        room=room,
        days=tuple(draw(course_days(day, room, people)) for day in sorted(days)),
        instructors=tuple(people),
    )


@st.composite
def course_days(draw: st.DrawFn, day: date, room: Room, people: list[InstructorRow]) -> DayRow:
    hour, minute = draw(evenings)
    begin, end = draw(st.sampled_from(((time(hour, minute), time(hour + 2, minute)), (None, None))))
    own_room = draw(st.sampled_from((room, Room("Anbau", "EG", "Küche"))))
    taught_by: tuple[InstructorRow, ...] = draw(st.sampled_from(((), tuple(people[:1]))))
    return DayRow(day, begin, end, own_room, taught_by)


def read_back(*rows: CourseRow) -> CourseFile:
    stream = io.BytesIO()
    write_courses(rows, stream)
    return read_courses(stream)


def without_position(row: CourseRow) -> CourseRow:
    return replace(row, source_line=0, online_hints=())


@given(courses())
@settings(max_examples=60, deadline=None)
def test_a_written_course_is_read_back_unchanged(course: CourseRow) -> None:
    file = read_back(course)
    assert [without_position(row) for row in file.courses] == [course]
    assert (file.warnings, file.rejected) == ((), ())


def test_no_course_makes_an_empty_file() -> None:
    assert read_back() == CourseFile((), (), ())
