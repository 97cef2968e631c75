"""The fictional centre has the size, the shares and the hard cases it promises, on every day."""

import io
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import pairwise

import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.cli.fictional_vhs import (
    EVENING,
    WEEKEND,
    WEEKLY,
    FictionalVhs,
    fictional_vhs,
)
from kurslink.cli.fictional_vhs.enrolments import enrolment_rows
from kurslink.cli.fictional_vhs.half_years import half_year_of, is_free
from kurslink.cli.fictional_vhs.shares import share_out
from kurslink.cli.fictional_vhs.showcase import showcase
from kurslink.sources.course_rows import CourseRow
from kurslink.sources.enrolment_rows import RowStatus
from kurslink.sources.kufer_xml import read_courses
from kurslink.sources.kufer_xml_writer import write_courses

TODAY = date(2026, 9, 14)
any_day = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@lru_cache(maxsize=4)
def musterstadt(today: date = TODAY) -> FictionalVhs:
    return fictional_vhs(today)


def course(number: str, today: date = TODAY) -> CourseRow:
    """The only course of that number."""
    [found] = [each for each in musterstadt(today).courses if each.number == number]
    return found


def titled(title: str) -> CourseRow:
    """The only course of that title."""
    [found] = [each for each in musterstadt().courses if each.title == title]
    return found


# --- sizes and shares


def test_sizes_are_those_of_a_centre_of_middle_size() -> None:
    vhs = musterstadt()
    people = {person.number for row in vhs.courses for person in row.instructors}
    assert (len(vhs.courses), len(vhs.online), len(people)) == (480, 102, 220)
    assert sum(row.title.endswith("(hybrid)") for row in vhs.courses) == 6
    assert sum(row.place == "Online" for row in vhs.courses) == 96


def test_courses_sell_as_real_ones_do() -> None:
    courses = musterstadt().courses
    assert sum(row.is_cancelled for row in courses) == 62
    assert sum(row.enrolled == row.maximum for row in courses) == 72


def test_most_online_courses_use_zoom_and_some_do_not() -> None:
    assert Counter(musterstadt().online.values()) == {
        "Zoom": 92,
        "vhs.cloud": 5,
        "BigBlueButton": 3,
        "edudip": 2,
    }


def test_departments_have_their_shares() -> None:
    departments = Counter(row.department_code for row in musterstadt().courses)
    assert [code for code, _ in departments.most_common()] == ["4", "3", "2", "5", "1", "6"]


def test_forty_five_people_teach_online() -> None:
    vhs = musterstadt()
    online = [row for row in vhs.courses if (row.semester_code, row.number) in vhs.online]
    assert len({person.number for row in online for person in row.instructors}) == 45


@given(any_day)
@settings(max_examples=12, deadline=None)
def test_on_every_day_numbers_are_unique_in_their_semester(today: date) -> None:
    vhs = fictional_vhs(today)
    keys = [(row.semester_code, row.number.casefold()) for row in vhs.courses]
    assert len(set(keys)) == 480
    assert {code for code, _ in keys} == {half_year.code for half_year in vhs.semesters}
    assert today <= vhs.semesters[-1].last_on


@given(any_day)
@settings(max_examples=12, deadline=None)
def test_on_every_day_no_course_is_held_in_the_holidays(today: date) -> None:
    days = [day for row in fictional_vhs(today).courses for day in row.days]
    assert [day.date for day in days if is_free(day.date)] == []


@given(any_day)
@settings(max_examples=12, deadline=None)
def test_on_every_day_days_stand_in_order_and_never_begin_together(today: date) -> None:
    for row in fictional_vhs(today).courses:
        moments = [(day.date, day.starts_at or row.starts_at) for day in row.days]
        assert moments == sorted(set(moments), key=lambda moment: (moment[0], moment[1] or time()))


def test_the_same_day_gives_the_same_centre() -> None:
    assert fictional_vhs(TODAY) == fictional_vhs(TODAY)


def test_names_do_not_depend_on_the_day() -> None:
    def names(vhs: FictionalVhs) -> list[object]:
        return [(row.title, row.room, row.maximum, row.instructors) for row in vhs.courses]

    assert names(musterstadt(date(2031, 3, 3))) == names(musterstadt())


# --- showcase


@given(any_day)
@settings(max_examples=50, deadline=None)
def test_the_showcase_is_always_still_to_come(today: date) -> None:
    ideas = showcase(today)
    assert [idea.number for idea in ideas] == [WEEKLY, WEEKEND, EVENING]
    assert min(slot.date for idea in ideas for slot in idea.slots) >= today + timedelta(days=7)


@given(any_day)
@settings(max_examples=50, deadline=None)
def test_the_weekly_course_has_ten_days_and_a_gap(today: date) -> None:
    slots = showcase(today)[0].slots
    gaps = {(later.date - earlier.date).days for earlier, later in pairwise(slots)}
    assert len(slots) == 10
    assert {(slot.date.isoweekday(), slot.starts_at, slot.ends_at) for slot in slots} == {
        (3, time(18), time(19, 30))
    }
    assert 7 < max(gaps) <= 28


def test_the_showcase_is_never_cancelled() -> None:
    assert [course(number).is_cancelled for number in (WEEKLY, WEEKEND, EVENING)] == [False] * 3


def test_the_weekend_course_is_friday_evening_and_saturday() -> None:
    row = course(WEEKEND)
    assert [(day.date.isoweekday(), day.starts_at, day.ends_at) for day in row.days] == [
        (5, time(18), time(21)),
        (6, time(9), time(18)),
    ]


def test_the_third_course_is_one_evening() -> None:
    assert [(day.starts_at, day.ends_at) for day in course(EVENING).days] == [
        (time(19), time(20, 30))
    ]


# --- hard cases


def test_one_course_has_more_days_than_a_series_may_have() -> None:
    assert len(titled("Lesen und Schreiben intensiv").days) == 58


def test_one_course_has_no_day() -> None:
    [row] = [each for each in musterstadt().courses if not each.days]
    assert (row.starts_at, row.ends_at) == (time(10), time(12))
    assert row.starts_on is not None


def test_one_day_has_no_times() -> None:
    row = titled("Töpfern zu Hause")
    assert [day.starts_at for day in row.days] == [time(18), None, time(18)]
    assert (row.starts_at, row.ends_at) == (time(18), time(19, 30))


def test_one_date_has_two_course_days() -> None:
    morning, afternoon = titled("Yogatag").days
    assert morning.date == afternoon.date
    assert (morning.starts_at, afternoon.starts_at) == (time(9), time(13))


@pytest.mark.parametrize(
    ("today", "change"), [(TODAY, date(2026, 10, 25)), (date(2027, 2, 1), date(2027, 3, 28))]
)
def test_one_course_runs_over_a_change_of_the_clock(today: date, change: date) -> None:
    titles = {row.title: row for row in musterstadt(today).courses}
    days = [day.date for day in titles["Spanisch A2 über die Zeitumstellung"].days]
    assert days[0] < change < days[-1]


def test_one_day_ends_after_midnight() -> None:
    [day] = titled("Lange Nacht der Sternbilder").days
    assert (day.starts_at, day.ends_at) == (time(22), time(1))


def test_one_number_stands_in_two_semesters() -> None:
    twins = [row.semester_code for row in musterstadt().courses if row.number == "EDV-100"]
    assert twins == ["262", "271"]


def test_titles_have_umlauts_apostrophes_and_more_than_200_characters() -> None:
    titles = [row.title for row in musterstadt().courses]
    assert "Süßes & Saures: Grüße aus L’Aquila – Küche, Öl, Käse" in titles
    assert 200 < max(map(len, titles)) <= 500


def test_nine_courses_need_a_licence_at_the_same_hours() -> None:
    rivals = [row.days for row in musterstadt().courses if ", Gruppe " in row.title]
    assert len(rivals) == 9
    assert len(set(rivals)) == 1


def test_one_instructor_is_a_zoom_user() -> None:
    addresses = {person.email for row in musterstadt().courses for person in row.instructors}
    assert "zoomzugang01@vhs-musterstadt.example" in addresses


# --- calendar, shares, sample file


def test_easter_is_where_the_church_has_it() -> None:
    sundays = [easter(year) for year in range(1990, 2100)]
    assert all(
        is_free(sunday + timedelta(days=n)) for sunday in sundays for n in (-2, 0, 1, 39, 50)
    )
    palm_sundays = [sunday - timedelta(days=7) for sunday in sundays]
    assert not any(is_free(sunday) for sunday in palm_sundays)


@pytest.mark.parametrize(
    ("day", "code", "name"),
    [
        (date(2027, 1, 31), "262", "Herbst 2026"),
        (date(2027, 2, 1), "271", "Frühjahr 2027"),
        (date(2027, 7, 31), "271", "Frühjahr 2027"),
        (date(2027, 8, 1), "272", "Herbst 2027"),
    ],
)
def test_a_half_year_is_named_by_its_beginning(day: date, code: str, name: str) -> None:
    half_year = half_year_of(day)
    assert (half_year.code, half_year.name) == (code, name)
    assert half_year.first_on <= day <= half_year.last_on


@given(st.integers(0, 500), st.lists(st.floats(0.01, 1), min_size=1, max_size=8))
def test_shares_add_up_and_are_closest_to_their_weights(total: int, weights: list[float]) -> None:
    parts = share_out(total, dict(enumerate(weights)))
    assert sum(parts.values()) == total
    whole = sum(weights)
    assert all(abs(parts[n] - total * w / whole) < 1 + 1e-9 for n, w in enumerate(weights))


def test_the_centre_can_be_written_and_read_as_a_kufer_export() -> None:
    stream = io.BytesIO()
    write_courses(musterstadt().courses, stream)
    file = read_courses(stream)
    assert (file.warnings, file.rejected) == ((), ())
    plain = [replace(row, source_line=0, online_hints=()) for row in file.courses]
    assert plain == list(musterstadt().courses)


def test_online_courses_have_as_many_people_as_they_count_and_some_have_no_address() -> None:
    courses = musterstadt().courses
    rows = list(enrolment_rows(courses))
    placed = [row for row in rows if row.status is RowStatus.ENROLLED]
    counted = Counter((row.semester_code, row.course_number) for row in placed)
    expected = {(c.semester_code, c.number): c.enrolled for c in courses if c.enrolled}
    assert counted == expected
    without = sum(not row.person.email for row in rows) / len(rows)
    assert 0.03 < without < 0.1
