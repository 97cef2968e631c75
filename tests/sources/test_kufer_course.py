"""One course of a KuferSQL export: every trap that offices and exports have shown or could."""

from datetime import date, time

import pytest

from kurslink.sources.course_rows import (
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    RemarkCode,
    Room,
    Salutation,
)
from tests.sources.kufer_files import TWO_DAYS, kufer_course, kufer_day, kufer_file, read


def read_one(text: str) -> CourseRow:
    """The only course of a file in which nothing is odd."""
    file = read(kufer_file(text))
    assert (file.warnings, file.rejected) == ((), ())
    [course] = file.courses
    return course


def read_oddly(text: str) -> tuple[CourseRow, list[tuple[RemarkCode, str]]]:
    """The only course of a file, and what was odd about it: code and element."""
    file = read(kufer_file(text))
    assert file.rejected == ()
    [course] = file.courses
    return course, [(warning.code, warning.element) for warning in file.warnings]


def reasons_against(text: str) -> list[tuple[RemarkCode, str, int]]:
    """Why the only course of a file was not read: code, element and line."""
    file = read(kufer_file(text))
    assert file.courses == ()
    return [(each.code, each.element, each.line) for each in file.rejected]


# --- texts


@pytest.mark.parametrize(
    ("short", "main", "long", "title", "subtitle"),
    [
        ("", "Excel", "", "Excel", ""),
        ("Exc", "Excel", "Excel kompakt", "Excel", "Excel kompakt"),
        ("Exc", "", "Excel kompakt", "Exc", "Excel kompakt"),
        ("", "", "Excel kompakt", "Excel kompakt", ""),
    ],
)
def test_the_main_title_comes_before_the_short_and_the_long_one(
    short: str, main: str, long: str, title: str, subtitle: str
) -> None:
    course = read_one(kufer_course(haupttitel=main, titelkurz=short, titellang=long))
    assert (course.title, course.subtitle) == (title, subtitle)


def test_numbers_are_trimmed_and_otherwise_free_text() -> None:
    assert read_one(kufer_course(knr="  Mi302 - 121/H.5 \n")).number == "Mi302 - 121/H.5"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Obst &amp; Wein", "Obst & Wein"),
        ("Zeile 1\r\n  Zeile 2\tTab", "Zeile 1 Zeile 2 Tab"),
        ("bank\u202efdp.exe", "bankfdp.exe"),
        ("a\u200bb\u200dc\ufeffd\u2066e\u00adf", "abcdef"),
        ("\u00a0fest\u00a0verbunden\u00a0", "fest verbunden"),
        ("a\u2028b\u2029c\u0085d", "a b c d"),
        ("Wordtext\x0bmit\x1fSteuerzeichen", "WordtextmitSteuerzeichen"),
        ("&#x202E;umgekehrt", "umgekehrt"),
        ("O’Neill & Söhne – Straße 😀".replace("&", "&amp;"), "O’Neill & Söhne – Straße 😀"),
        ("<![CDATA[<b>fett</b>]]>", "<b>fett</b>"),
        ("mit <b>Auszeichnung</b> darin", "mit Auszeichnung darin"),
        ("{{7*7}} ${x} {0.__class__}", "{{7*7}} ${x} {0.__class__}"),
    ],
)
def test_a_title_is_kept_as_it_is_seen(typed: str, kept: str) -> None:
    text = kufer_course(haupttitel="TITEL").replace("TITEL", typed)
    assert read_one(text).title == kept


def test_a_title_may_have_500_characters_and_no_more() -> None:
    assert len(read_one(kufer_course(haupttitel="x" * 500)).title) == 500
    assert reasons_against(kufer_course(haupttitel="x" * 501)) == [
        (RemarkCode.TOO_LONG, "haupttitel", 6)
    ]


def test_a_fault_in_a_field_that_is_looked_at_twice_is_told_once() -> None:
    text = kufer_course(haupttitel="", titellang="x" * 501)
    assert reasons_against(text) == [(RemarkCode.TOO_LONG, "titellang", 10)]


@pytest.mark.parametrize(
    ("field", "code"),
    [("knr", RemarkCode.NUMBER_MISSING), ("haupttitel", RemarkCode.TITLE_MISSING)],
)
def test_a_course_needs_number_and_title(field: str, code: RemarkCode) -> None:
    assert reasons_against(kufer_course({field: ""})) == [(code, "kurs", 3)]


def test_a_rejection_names_the_value_that_was_read() -> None:
    [rejection] = read(kufer_file(kufer_course(beginndat="x" * 200))).rejected
    assert (rejection.number, rejection.semester_code) == ("262-4711", "262")
    assert rejection.data == (("value", "x" * 80),)


# --- counts and flags


@pytest.mark.parametrize(
    ("typed", "kept"), [("8", 8), ("8,00", 8), ("0", 0), ("-1", None), ("", None)]
)
def test_counts_may_be_decimal_and_unknown(typed: str, kept: int | None) -> None:
    assert read_one(kufer_course(tnmin=typed)).minimum == kept


@pytest.mark.parametrize("typed", ["acht", "8.5", "8,50", "1e9", "99999999"])
def test_a_count_that_is_none_is_unknown_with_a_warning(typed: str) -> None:
    course, odd = read_oddly(kufer_course(tnmax=typed))
    assert (course.maximum, odd) == (None, [(RemarkCode.COUNT_INVALID, "tnmax")])


@pytest.mark.parametrize(
    ("more", "is_cancelled"),
    [
        ("", False),
        ("<ausfall>W</ausfall>", True),
        ("<ausfall>J</ausfall>", True),
        ("<ausfall>zu wenig Anmeldungen</ausfall>", True),
        ("<ausfall>F</ausfall>", False),
        ("<ausfall>n</ausfall>", False),
    ],
)
def test_a_course_is_cancelled_by_the_presence_of_ausfall(more: str, is_cancelled: bool) -> None:
    assert read_one(kufer_course(more=more)).is_cancelled is is_cancelled


def test_an_empty_ausfall_cancels_with_a_warning() -> None:
    course, odd = read_oddly(kufer_course(more="<ausfall/>"))
    assert course.is_cancelled
    assert odd == [(RemarkCode.CANCELLATION_WITHOUT_VALUE, "ausfall")]


# --- places


def test_a_room_is_building_floor_and_name() -> None:
    place = {"ortgebaeude": "Hauptschule", "ortraumname": "1. Stock; Raum 24"}
    room = read_one(kufer_course(place)).room
    assert room == Room("Hauptschule", "1. Stock", "Raum 24")
    assert room.label == "Hauptschule; 1. Stock; Raum 24"


@pytest.mark.parametrize(
    ("label", "room"),
    [
        ("", Room()),
        ("Aula", Room(name="Aula")),
        ("Hauptschule; Aula", Room("Hauptschule", "", "Aula")),
        ("A; B; C; D", Room("A", "B", "C; D")),
    ],
)
def test_a_room_is_read_from_its_label(label: str, room: Room) -> None:
    assert (Room.parse(label), room.label) == (room, label)


def test_a_day_may_have_a_room_of_its_own() -> None:
    days = (TWO_DAYS[0], kufer_day(tag="06.10.2026", termin_ortraumname="Küche"))
    course = read_one(kufer_course(days=days, ortraumname="Aula"))
    assert [day.room.label for day in course.days] == ["Aula", "Küche"]


@pytest.mark.parametrize(
    ("fields", "hints"),
    [
        ({"haupttitel": "Kochen"}, ()),
        ({"haupttitel": "Excel (Online)"}, (OnlineHint.TITLE,)),
        ({"haupttitel": "Kochen", "titellang": "Webinar: Kochen"}, (OnlineHint.TITLE,)),
        ({"ort": "ONLINE"}, (OnlineHint.PLACE,)),
        ({"ortraumname": "Virtueller Raum"}, (OnlineHint.ROOM,)),
        ({"haupttitel": "Salonline"}, ()),
    ],
)
def test_words_that_sound_online_are_hints(
    fields: dict[str, str], hints: tuple[OnlineHint, ...]
) -> None:
    assert read_one(kufer_course(fields)).online_hints == hints


# --- days


def test_an_end_before_the_beginning_of_the_course_is_told() -> None:
    course, odd = read_oddly(kufer_course(beginndat="06.10.2026", endedat="29.09.2026"))
    assert (course.starts_on, course.ends_on) == (date(2026, 10, 6), date(2026, 9, 29))
    assert odd == [(RemarkCode.DATES_REVERSED, "endedat")]


@pytest.mark.parametrize("typed", ["29.09.2026", "29. 9.2026", "Di. 29.09.2026", "2026-09-29"])
def test_a_date_is_read_in_the_ways_offices_write_it(typed: str) -> None:
    [day] = read_one(kufer_course(days=(kufer_day(tag=typed),))).days
    assert day.date == date(2026, 9, 29)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9:00", time(9)),
        ("09:00", time(9)),
        ("09.00 Uhr", time(9)),
        ("09:00:00", time(9)),
        ("00:00", time(0)),
    ],
)
def test_a_time_is_read_in_the_ways_offices_write_it(typed: str, clock: time) -> None:
    [day] = read_one(kufer_course(days=(kufer_day(zeitvon=typed, zeitbis="10:00"),))).days
    assert day.starts_at == clock


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("tag", "30.02.2026", RemarkCode.DATE_INVALID),
        ("tag", "2026-13-01", RemarkCode.DATE_INVALID),
        ("tag", "01.10.26", RemarkCode.DATE_INVALID),
        ("tag", "46294", RemarkCode.DATE_INVALID),
        ("tag", "01.01.0001", RemarkCode.DATE_IMPLAUSIBLE),
        ("tag", "31.12.9999", RemarkCode.DATE_IMPLAUSIBLE),
        ("zeitvon", "25:00", RemarkCode.TIME_INVALID),
        ("zeitvon", "18:60", RemarkCode.TIME_INVALID),
        ("zeitvon", "24:00", RemarkCode.TIME_INVALID),
        ("zeitvon", "abends", RemarkCode.TIME_INVALID),
        ("zeitbis", "1930", RemarkCode.TIME_INVALID),
    ],
)
def test_a_day_that_cannot_be_read_keeps_the_whole_course_out(
    field: str, typed: str, code: RemarkCode
) -> None:
    days = (TWO_DAYS[0], kufer_day(tag="06.10.2026", zeitvon="18:00") | {field: typed})
    line = {"tag": 18, "zeitvon": 19, "zeitbis": 20}[field]
    assert reasons_against(kufer_course(days=days)) == [(code, field, line)]


def test_everything_wrong_with_a_course_is_told_at_once() -> None:
    days = (kufer_day(tag="30.02.2026"), kufer_day(tag="31.04.2026"))
    assert reasons_against(kufer_course(days=days, endedat="morgen")) == [
        (RemarkCode.DATE_INVALID, "endedat", 8),
        (RemarkCode.DATE_INVALID, "tag", 13),
        (RemarkCode.DATE_INVALID, "tag", 18),
    ]


def test_a_day_without_date_is_refused_and_an_empty_one_is_none() -> None:
    assert reasons_against(kufer_course(days=(kufer_day(tag=""),))) == [
        (RemarkCode.DATE_MISSING, "termin", 12)
    ]
    assert read_one(kufer_course(days=({},))).days == ()


def test_a_day_without_times_keeps_none_and_the_course_has_them() -> None:
    course = read_one(kufer_course(days=(kufer_day(zeitvon="", zeitbis=""),)))
    assert course.days == (DayRow(date(2026, 9, 29), None, None, Room()),)
    assert (course.starts_at, course.ends_at) == (time(18), time(19, 30))


def test_a_day_with_only_a_beginning_is_told() -> None:
    text = kufer_course(days=(kufer_day(zeitbis=""),), endeuhr="")
    assert read_oddly(text)[1] == [(RemarkCode.TIME_INCOMPLETE, "termin")]


@pytest.mark.parametrize(
    ("begin", "end"), [("22:00", "01:00"), ("18:00", "24:00"), ("20:00", "00:00")]
)
def test_an_end_before_the_beginning_is_on_the_next_day(begin: str, end: str) -> None:
    [day] = read_one(kufer_course(days=(kufer_day(zeitvon=begin, zeitbis=end),))).days
    assert day.ends_at is not None
    assert day.starts_at is not None
    assert day.ends_at < day.starts_at


@pytest.mark.parametrize(
    ("begin", "end", "code"),
    [
        ("18:00", "18:00", RemarkCode.LENGTH_ZERO),
        ("00:00", "24:00", RemarkCode.LENGTH_ZERO),
        ("19:30", "18:00", RemarkCode.LENGTH_IMPLAUSIBLE),
        ("14:00", "13:59", RemarkCode.LENGTH_IMPLAUSIBLE),
    ],
)
def test_swapped_and_equal_times_are_not_guessed(begin: str, end: str, code: RemarkCode) -> None:
    text = kufer_course(days=(kufer_day(zeitvon=begin, zeitbis=end),))
    assert reasons_against(text) == [(code, "termin", 12)]


def test_times_of_the_course_count_for_a_day_without_its_own() -> None:
    text = kufer_course(days=(kufer_day(zeitvon="", zeitbis=""),), endeuhr="18:00")
    assert reasons_against(text) == [(RemarkCode.LENGTH_ZERO, "termin", 12)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ({"tag": "28.03.2027", "zeitvon": "02:30"}, RemarkCode.TIME_DOES_NOT_EXIST),
        ({"tag": "31.10.2027", "zeitvon": "02:30"}, RemarkCode.TIME_OCCURS_TWICE),
    ],
)
def test_a_time_the_clock_skips_or_repeats_is_told_and_never_shifted(
    day: dict[str, str], code: RemarkCode
) -> None:
    course, odd = read_oddly(kufer_course(days=(kufer_day(**day, zeitbis="04:00"),)))
    assert [each.starts_at for each in course.days] == [time(2, 30)]
    assert odd == [(code, "termin")]


def test_a_night_that_ends_in_the_skipped_hour_is_told() -> None:
    days = (kufer_day(tag="27.03.2027", zeitvon="22:00", zeitbis="02:30"),)
    odd = read_oddly(kufer_course(days=days))[1]
    assert odd == [(RemarkCode.TIME_DOES_NOT_EXIST, "termin")]


def test_days_stand_in_order_of_time_whatever_the_order_of_the_file() -> None:
    days = (TWO_DAYS[1], kufer_day(zeitvon="20:00", zeitbis="21:00"), TWO_DAYS[0])
    read_days = read_one(kufer_course(days=days)).days
    assert [(day.date.day, day.starts_at) for day in read_days] == [
        (29, time(18)),
        (29, time(20)),
        (6, time(18)),
    ]


def test_a_day_given_twice_is_one_day_with_both_instructors() -> None:
    first = DOZ.format(number="1", name="Ahorn")
    second = DOZ.format(number="2", name="Birke")
    text = kufer_course(days=(kufer_day(termin_note="A"), kufer_day(termin_note="B")))
    text = text.replace("<termin_note>A</termin_note>", first)
    course, odd = read_oddly(text.replace("<termin_note>B</termin_note>", second))
    [day] = course.days
    assert [person.last_name for person in day.instructors] == ["Ahorn", "Birke"]
    assert odd == [(RemarkCode.DAY_TWICE, "termin")]


def test_two_different_days_at_one_moment_are_refused() -> None:
    days = (TWO_DAYS[0], kufer_day(zeitbis="20:00"))
    assert reasons_against(kufer_course(days=days)) == [(RemarkCode.START_TWICE, "termin", 17)]


def test_days_that_overlap_are_told() -> None:
    days = (TWO_DAYS[0], kufer_day(zeitvon="19:00", zeitbis="20:00"))
    assert read_oddly(kufer_course(days=days))[1] == [(RemarkCode.DAYS_OVERLAP, "termin")]


@pytest.mark.parametrize(
    ("said", "odd"), [("2", []), ("2,0", []), ("10", [(RemarkCode.DAY_COUNT_DIFFERS, "dauer")])]
)
def test_the_number_of_days_is_compared_with_the_days(
    said: str, odd: list[tuple[RemarkCode, str]]
) -> None:
    assert read_oddly(kufer_course(dauer=said))[1] == odd


def test_a_course_of_a_thousand_days_is_read() -> None:
    years = [
        (day, month, year)
        for year in (2026, 2027, 2028)
        for month in range(1, 13)
        for day in range(1, 29)
    ][:1000]
    days = [kufer_day(tag=f"{d:02}.{m:02}.{y}") for d, m, y in years]
    assert len(read_one(kufer_course(days=days)).days) == 1000


# --- people

DOZ = "<termin_doz><termin_dnr>{number}</termin_dnr><termin_name>{name}</termin_name></termin_doz>"


def person(**fields: str) -> str:
    values = {"dnr": "7", "vorname": "Änne", "name": "Ahorn", **fields}
    tags = "".join(f"<{tag}>{text}</{tag}>" for tag, text in values.items() if text)
    return f"<dozent>{tags}</dozent>"


def people(*persons: str, main: str = "") -> str:
    return f"<hauptdozent>{main}</hauptdozent><dozenten>{''.join(persons)}</dozenten>"


@pytest.mark.parametrize(
    ("code", "salutation"),
    [
        ("W", Salutation.MS),
        ("M", Salutation.MR),
        ("F", Salutation.COMPANY),
        ("D", Salutation.NONE),
        ("", Salutation.NONE),
    ],
)
def test_gender_codes_become_salutations(code: str, salutation: Salutation) -> None:
    course = read_one(kufer_course(more=people(person(geschlecht=code))))
    assert [each.salutation for each in course.instructors] == [salutation]


def test_telephone_numbers_are_not_read() -> None:
    text = kufer_course(more=people(person(telefon_privat="0234 567", handy="0170 1")))
    assert read_one(text).instructors == (
        InstructorRow("7", Salutation.NONE, "", "Änne", "Ahorn", ""),
    )


def test_the_main_instructor_comes_first_and_nobody_twice() -> None:
    persons = (person(dnr="1"), person(dnr="2"), person(dnr="1"), person(dnr="3"))
    course = read_one(kufer_course(more=people(*persons, main="3")))
    assert [each.number for each in course.instructors] == ["3", "1", "2"]


def test_the_number_may_be_called_nummer() -> None:
    course = read_one(kufer_course(more=people(person(dnr="", nummer="12"))))
    assert [each.number for each in course.instructors] == ["12"]


def test_an_inactive_instructor_is_left_out_and_told() -> None:
    text = kufer_course(more=people(person(aktiv="J"), person(dnr="8", aktiv="N")))
    course, odd = read_oddly(text)
    assert [each.number for each in course.instructors] == ["7"]
    assert odd == [(RemarkCode.INSTRUCTOR_INACTIVE, "dozent")]


def test_an_instructor_without_name_is_left_out_and_told() -> None:
    course, odd = read_oddly(kufer_course(more=people(person(name=""), "<dozent/>")))
    assert (course.instructors, odd) == ((), [(RemarkCode.INSTRUCTOR_WITHOUT_NAME, "dozent")])


def test_a_day_takes_over_what_the_course_knows_about_its_instructor() -> None:
    day = kufer_day(termin_note="DOZ")
    text = kufer_course(days=(day,), more=people(person(titel="Dr.", geschlecht="W")))
    named = DOZ.format(number="7", name="Ahorn")
    course = read_one(text.replace("<termin_note>DOZ</termin_note>", named))
    assert [each.instructors for each in course.days] == [course.instructors]
    assert [each.title for each in course.instructors] == ["Dr."]


@pytest.mark.parametrize(
    "address",
    ["a@example.org", "a.b+c@sub.example.org", "o'neill@example.org", "a@kücheundwein.example"],
)
def test_one_address_is_kept(address: str) -> None:
    course = read_one(kufer_course(more=people(person(email=address))))
    assert [each.email for each in course.instructors] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example,c@d.example",
        "a@b.example; c@d.example",
        "a@b.example c@d.example",
        '"x\r\nBcc: y"@z.example',
        '"a b"@example.org',
        "-oQ@example.org",
        "a@localhost",
        "a@.example",
        "a..b@example.org",
        "a@exa_mple",
        "&lt;a@example.org&gt;",
        "keine",
        "x" * 250 + "@example.org",
    ],
)
def test_what_is_not_exactly_one_address_is_left_empty_and_told(address: str) -> None:
    course, odd = read_oddly(kufer_course(more=people(person(email=address))))
    assert [each.email for each in course.instructors] == [""]
    assert odd == [(RemarkCode.EMAIL_INVALID, "email")]
