"""Tables of courses: what offices write is understood, what cannot be meant is refused."""

import io
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.sources.course_file import read_course_file
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
    SourceWarning,
)
from kurslink.sources.errors import ColumnMissing, EmptyTable, SourceError, WrongFileKind
from tests.sources.workbooks import texts, workbook

CANONICAL = "SEMESTER;KURSNR;KURSTITEL;DATUM;BEGINN;ENDE;RAUM\n"
TWO_DAYS = (
    "262;262-1;Yoga für alle;Di 29.09.2026;18:00;19:30;Haus A; 1\n"
    "262;262-1;Yoga für alle;06.10.2026;18.00 Uhr;19:30:00;Haus A; 1\n"
).replace("Haus A; 1", '"Haus A; 1"')
NOT_SAID = {
    "subtitle", "department_code", "department", "place", "minimum", "maximum", "enrolled",
    "waiting", "instructors",
}  # fmt: skip
ROOM = Room("Haus A", "", "1")
YOGA = CourseRow(
    number="262-1",
    semester_code="262",
    title="Yoga für alle",
    subtitle="",
    department_code="",
    department="",
    starts_on=date(2026, 9, 29),
    ends_on=date(2026, 10, 6),
    starts_at=time(18),
    ends_at=time(19, 30),
    minimum=None,
    maximum=None,
    enrolled=None,
    waiting=None,
    is_cancelled=False,
    place="",
    room=ROOM,
    days=tuple(
        DayRow(day, time(18), time(19, 30), ROOM) for day in (date(2026, 9, 29), date(2026, 10, 6))
    ),
    instructors=(),
    source_line=2,
    unsaid=frozenset(NOT_SAID),
)


def read(content: bytes | str) -> CourseFile:
    data = content.encode() if isinstance(content, str) else content
    return read_course_file(io.BytesIO(data))


def the_course(content: str) -> CourseRow:
    file = read(content)
    assert file.rejected == ()
    (course,) = file.courses
    return course


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_separator_line_ends_and_encoding_are_found_out(
    separator: str, ends: str, codec: str
) -> None:
    text = (CANONICAL + TWO_DAYS).replace("Haus A; 1", "§")
    text = text.replace(";", separator).replace("§", "Haus A; 1").replace("\n", ends)
    assert read(text.encode(codec)) == CourseFile((YOGA,), (), ())


def test_a_workbook_with_dates_and_times_of_excel_says_the_same() -> None:
    day = (
        '<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>262</t></is></c>'
        '<c r="B{row}" t="inlineStr"><is><t>262-1</t></is></c>'
        '<c r="C{row}" t="inlineStr"><is><t>Yoga für alle</t></is></c>'
        '<c r="D{row}" t="d"><v>{date}</v></c><c r="E{row}" t="d"><v>18:00:00</v></c>'
        '<c r="F{row}" t="inlineStr"><is><t>19:30</t></is></c>'
        '<c r="G{row}" t="inlineStr"><is><t>Haus A; 1</t></is></c></row>'
    )
    rows = texts(1, *CANONICAL.strip().split(";"))
    rows += day.format(row=2, date="2026-09-29") + day.format(row=3, date="2026-10-06")
    assert read(workbook(rows)) == CourseFile((YOGA,), (), ())


def test_german_headings_in_any_order_are_recognised() -> None:
    course = the_course(
        "Raum;Uhrzeit;Termin;Bemerkung;Titel;Kursnummer;Max. TN;Kursort;Dozent/in\n"
        "1;18:00 - 19:30 Uhr;29.09.2026;egal;Yoga;262-1;12;Rathaus;Frau Dr. Erika Muster\n"
    )
    assert (course.number, course.title, course.maximum, course.place) == (
        "262-1",
        "Yoga",
        12,
        "Rathaus",
    )
    assert course.days == (DayRow(date(2026, 9, 29), time(18), time(19, 30), Room("", "", "1")),)
    assert course.instructors == (InstructorRow("", Salutation.MS, "Dr.", "Erika", "Muster", ""),)
    assert course.semester_code is None


def test_rows_of_one_course_need_not_stand_together_nor_in_order() -> None:
    later, other = "262;1;A;06.10.2026;18:00;19:30;\n", "262;2;B;01.10.2026;9:00;10:00;\n"
    file = read(CANONICAL + later + other + "262;1;A;29.09.2026;18:00;19:30;\n")
    assert [(course.number, len(course.days)) for course in file.courses] == [("1", 2), ("2", 1)]
    assert file.courses[0].starts_on == date(2026, 9, 29)


def test_everything_wrong_with_a_course_is_named_with_row_and_column_and_only_it_stays_out() -> (
    None
):
    file = read(
        "Kursnummer;Titel;Datum;von;bis\n"
        "1;A;31.02.2026;18:00;19:30\n"
        "1;A;06.10.2026;18:00;25:00\n"
        "2;;07.10.2026;18:00;19:30\n"
        ";C;07.10.2026;18:00;19:30\n"
        "3;D;08.10.2026;19:30;18:00\n"
        "4;E;08.10.2026;18:00;19:30\n"
    )
    assert [course.number for course in file.courses] == ["4"]
    assert file.rejected == (
        Rejection(2, "Datum", RemarkCode.DATE_INVALID, "1", data=(("value", "31.02.2026"),)),
        Rejection(3, "bis", RemarkCode.TIME_INVALID, "1", data=(("value", "25:00"),)),
        Rejection(4, "Titel", RemarkCode.TITLE_MISSING, "2"),
        Rejection(5, "Kursnummer", RemarkCode.NUMBER_MISSING),
        Rejection(
            6,
            "Datum",
            RemarkCode.LENGTH_IMPLAUSIBLE,
            "3",
            data=(("date", "08.10.2026"), ("begin", "19:30"), ("end", "18:00")),
        ),
    )


def test_a_row_that_says_another_title_is_told_and_the_first_holds() -> None:
    file = read(
        "KURSNR;KURSTITEL;DATUM;BEGINN;ENDE\n1;A;1.9.2026;9:00;10:00\n1;B;2.9.2026;9:00;10:00\n"
    )
    assert file.courses[0].title == "A"
    assert file.warnings == (
        SourceWarning(3, "KURSTITEL", RemarkCode.VALUE_DIFFERS, (("first_line", "2"),)),
    )


def test_a_list_with_one_row_per_course_says_nothing_of_days() -> None:
    course = the_course(
        "KURSNR;KURSTITEL;Datum von;Datum bis;Uhrzeit von;Uhrzeit bis;Teilnehmende mindestens\n"
        "1;A;29.09.2026;06.10.2026;18:00;19:30;7\n"
    )
    assert (course.starts_on, course.ends_on, course.starts_at, course.ends_at) == (
        date(2026, 9, 29),
        date(2026, 10, 6),
        time(18),
        time(19, 30),
    )
    assert (course.minimum, course.days) == (7, ())
    assert course.unsaid == NOT_SAID - {"minimum"} | {"days", "room"}


def test_times_that_differ_from_day_to_day_say_nothing_of_the_first_page() -> None:
    course = the_course(CANONICAL + "1;1;A;1.9.2026;9:00;10:00;\n1;1;A;2.9.2026;9:00;11:00;\n")
    assert (course.starts_at, course.ends_at) == (None, None)
    assert {"starts_at", "ends_at"} < course.unsaid


def test_a_missing_date_beside_other_days_is_refused() -> None:
    file = read(CANONICAL + "1;1;A;1.9.2026;9:00;10:00;\n1;1;A;;9:00;11:00;\n")
    assert file.rejected == (Rejection(3, "DATUM", RemarkCode.DATE_MISSING, "1", "1"),)


@pytest.mark.parametrize(
    ("column", "value", "is_cancelled"),
    [
        ("STATUS", "Ausfall", True),
        ("Kursstatus", "fällt aus", True),
        ("STATUS", "findet statt", False),
        ("AUSFALL", "J", True),
        ("AUSFALL", "nein", False),
        ("AUSFALL", "", False),
    ],
)
def test_a_course_is_cancelled_by_its_status(column: str, value: str, is_cancelled: bool) -> None:
    assert the_course(f"KURSNR;KURSTITEL;{column}\n1;A;{value}\n").is_cancelled is is_cancelled


def test_a_single_day_called_off_is_left_out_and_told() -> None:
    file = read(
        "KURSNR;KURSTITEL;DATUM;BEGINN;ENDE;STATUS\n"
        "1;A;1.9.2026;9:00;10:00;Ausfall\n1;A;2.9.2026;9:00;10:00;\n"
    )
    assert [day.date for day in file.courses[0].days] == [date(2026, 9, 2)]
    assert file.courses[0].is_cancelled is False
    assert [warning.code for warning in file.warnings] == [RemarkCode.DAY_CANCELLED]


@pytest.mark.parametrize(
    ("column", "value", "hints"),
    [
        ("Kursart", "Online-Kurs", (OnlineHint.MARK,)),
        ("WEBINAR", "Ja", (OnlineHint.MARK,)),
        ("ONLINE", "nein", ()),
        ("Kursart", "kein Online-Kurs", ()),
        ("Kursort", "online", (OnlineHint.PLACE,)),
    ],
)
def test_what_reads_online_is_a_hint(
    column: str, value: str, hints: tuple[OnlineHint, ...]
) -> None:
    assert the_course(f"KURSNR;KURSTITEL;{column}\n1;A;{value}\n").online_hints == hints


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Erika Muster", [("", "Erika", "Muster")]),
        (
            "Muster, Erika; Dipl.-Ing. Hans Meier",
            [("", "Erika", "Muster"), ("Dipl.-Ing.", "Hans", "Meier")],
        ),
        ("Prof. Dr. von der Aue, Karl", [("Prof. Dr.", "Karl", "von der Aue")]),
        ("Zander", [("", "", "Zander")]),
        ("", []),
    ],
)
def test_names_of_instructors_are_taken_apart(
    cell: str, people: list[tuple[str, str, str]]
) -> None:
    course = the_course(f'KURSNR;KURSTITEL;DOZENT\n1;A;"{cell}"\n')
    assert [(p.title, p.first_name, p.last_name) for p in course.instructors] == people


def test_an_instructor_in_columns_of_their_own_has_number_and_address() -> None:
    head = "KURSNR;KURSTITEL;DNR;Dozent Vorname;Dozent Name;Dozent E-Mail\n"
    file = read(head + "1;A;77;Erika;Muster;erika@vhs.example\n2;B;78;Jo;Kurz;keine\n")
    assert [course.instructors for course in file.courses] == [
        (InstructorRow("77", Salutation.NONE, "", "Erika", "Muster", "erika@vhs.example"),),
        (InstructorRow("78", Salutation.NONE, "", "Jo", "Kurz", ""),),
    ]
    assert file.warnings == (SourceWarning(3, "Dozent E-Mail", RemarkCode.EMAIL_INVALID),)


def test_days_name_their_people_where_these_change() -> None:
    head = "KURSNR;KURSTITEL;DATUM;BEGINN;ENDE;DOZENT\n"
    course = the_course(head + "1;A;1.9.2026;9:00;10:00;Jo Kurz\n1;A;2.9.2026;9:00;10:00;Li Lang\n")
    assert [[p.last_name for p in day.instructors] for day in course.days] == [["Kurz"], ["Lang"]]
    assert [p.last_name for p in course.instructors] == ["Kurz", "Lang"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"KURSNR;KURSTITEL\n", EmptyTable),
        (b"KURSTITEL;DATUM\nA;1.9.2026\n", ColumnMissing),
        (b"KURSNR;KURSTITEL;DATUM\n1;A;1.9.2026\n", ColumnMissing),
        (b"<ANMELDUNGEN/>", WrongFileKind),
        (b"%PDF-1.7", WrongFileKind),
    ],
)
def test_what_is_no_table_of_courses_is_refused(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(content)


HOURS = st.sampled_from([time(0), time(9, 30), time(18), time(23, 59)])
DAYS = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)), HOURS, min_size=1, max_size=3
)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(["1", "1a", "26-2"]), DAYS, min_size=1), st.randoms())
def test_any_order_of_rows_and_columns_gives_the_same_courses(
    courses: dict[str, dict[date, time]], chance: Random
) -> None:
    rows = [
        {
            "KURSNR": number,
            "KURSTITEL": f"Kurs {number}",
            "DATUM": f"{day:%d.%m.%Y}",
            "BEGINN": f"{begin:%H:%M}",
            "ENDE": f"{(datetime.combine(day, begin) + timedelta(hours=1)):%H.%M} Uhr",
        }
        for number, days in courses.items()
        for day, begin in days.items()
    ]
    headings = list(rows[0])
    chance.shuffle(rows)
    chance.shuffle(headings)
    lines = [headings, *([row[heading] for heading in headings] for row in rows)]
    file = read("\n".join(";".join(line) for line in lines))
    assert file.rejected == ()
    found = {each.number: {day.date: day.starts_at for day in each.days} for each in file.courses}
    assert found == courses
