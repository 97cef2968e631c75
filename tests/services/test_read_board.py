"""„Lizenzbelegung": who holds what, what collides, and that a full month is read at once."""

import time
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, CourseDay, CourseStatus, OnlineDetails, ZoomAccount, ZoomUser
from kurslink.services.read_board import Board, read_board
from tests.course_office import make_course, weekly
from tests.licences import make_held_course, make_licences

pytestmark = pytest.mark.django_db

MONDAY, SUNDAY = date(2026, 9, 7), date(2026, 9, 13)
EVENING = weekly(MONDAY, 1)


def held(board: Board) -> dict[str, list[str]]:
    """Course numbers by licence."""
    rows = {str(row.host): [each.number for each in row.times] for row in board.rows}
    return rows | {"": [each.number for each in board.loose.times]}


def test_each_licence_has_a_row_and_courses_without_one_have_their_own() -> None:
    first, second = make_licences("a", "b")
    make_held_course("262-1", first, days=EVENING)
    make_held_course("262-2", None, days=EVENING)
    board = read_board(MONDAY, SUNDAY)
    assert held(board) == {"a@example.org": ["262-1"], str(second): [], "": ["262-2"]}
    assert (board.licences, board.days) == (2, 2)


def test_what_needs_no_licence_is_not_on_the_board() -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=EVENING, status=CourseStatus.CANCELLED)
    make_course("262-2", days=EVENING, software="edudip")
    make_course("262-3", days=EVENING, software=None)
    course = make_held_course("262-4", host, days=weekly(MONDAY, 4))
    make_held_course("262-5", host, days=[(SUNDAY + timedelta(days=1), *EVENING[0][1:])])
    days = list(course.days.all())
    CourseDay.objects.filter(pk=days[0].pk).update(is_cancelled=True)
    CourseDay.objects.filter(pk=days[1].pk).update(is_selected=False, date=SUNDAY)
    CourseDay.objects.filter(pk=days[2].pk).update(
        date=date(2026, 9, 9), starts_at=None, ends_at=None
    )
    assert held(read_board(MONDAY, SUNDAY)) == {"a@example.org": [], "": []}


def test_a_day_without_times_takes_those_of_the_course_and_a_course_without_days_its_date() -> None:
    (host,) = make_licences("a")
    times = {"starts_at": clock_time(9), "ends_at": clock_time(10, 30)}
    course = make_held_course("262-1", host, **times)
    CourseDay.objects.create(course=course, date=MONDAY)
    make_held_course("262-2", host, starts_on=SUNDAY, **times)
    (row,) = read_board(MONDAY, SUNDAY).rows
    assert [
        (each.number, f"{each.window.start:%F %R}", f"{each.window.end:%F %R}")
        for each in row.times
    ] == [
        ("262-1", "2026-09-07 09:00", "2026-09-07 10:30"),
        ("262-2", "2026-09-13 09:00", "2026-09-13 10:30"),
    ]


def test_too_short_a_pause_is_a_conflict_by_the_buffer_of_the_zugang() -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=weekly(MONDAY, 1, "18:00", "19:30"))
    make_held_course("262-2", host, days=weekly(MONDAY, 1, "19:40", "21:00"))
    (conflict,) = read_board(MONDAY, SUNDAY).rows[0].conflicts
    assert conflict.gap == timedelta(minutes=10)
    ZoomAccount.objects.update(buffer_minutes=10)
    assert read_board(MONDAY, SUNDAY).rows[0].conflicts == ()


def test_a_zugang_shows_its_own_licences_and_courses_of_no_zugang() -> None:
    (mine,), (other,) = make_licences("a"), make_licences("b", account="zweigstelle")
    make_held_course("262-1", other, days=EVENING)
    make_held_course("262-2", None, days=EVENING)
    of_other = make_held_course("262-3", None, days=EVENING)
    OnlineDetails.objects.filter(course=of_other).update(account=other.account)
    assert held(read_board(MONDAY, SUNDAY, account=mine.account)) == {
        "a@example.org": [],
        "": ["262-2"],
    }


def test_a_licence_that_is_not_offered_any_more_is_shown_while_a_course_has_it() -> None:
    (host,) = make_licences("a", is_offered=False)
    assert held(read_board(MONDAY, SUNDAY)) == {"": []}
    make_held_course("262-1", host, days=EVENING)
    board = read_board(MONDAY, SUNDAY)
    assert (held(board), board.licences) == ({"a@example.org": ["262-1"], "": []}, 0)


def test_hours_count_each_licence_once_and_each_course_without_one() -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=weekly(MONDAY, 1, "18:00", "18:30"))
    make_held_course("262-2", host, days=weekly(MONDAY, 1, "18:45", "19:30"))
    make_held_course("262-3", None, days=weekly(MONDAY, 1, "19:00", "20:00"))
    at = datetime.fromisoformat("2026-09-07T18:00")
    assert read_board(MONDAY, SUNDAY).busy == {at: 1, at + timedelta(hours=1): 2}


def make_month(hosts: list[ZoomUser], count: int) -> None:
    """Courses with one day each, spread over a month and its hours."""
    made = [
        make_held_course(f"262-{number:04}", hosts[number % len(hosts)]) for number in range(10)
    ]
    slots = ((number // 28 % 10, number) for number in range(count))
    CourseDay.objects.bulk_create(
        CourseDay(
            course=made[course],
            date=date(2026, 9, 1) + timedelta(days=number % 28),
            starts_at=clock_time(8 + number // 28 % 13, number // 364 * 5),
            ends_at=clock_time(9 + number // 28 % 13, number // 364 * 5),
        )
        for course, number in slots
    )
    assert Course.objects.count() == len(made)


def test_a_month_of_2000_days_is_read_in_few_queries_and_quickly(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hosts = make_licences(*(f"l{number:02}" for number in range(20)))
    make_month(hosts, 2000)
    began = time.monotonic()
    with django_assert_num_queries(3):
        board = read_board(date(2026, 9, 1), date(2026, 9, 30))
    assert board.days == 2000
    assert time.monotonic() - began < 0.5  # about 0.05 s on the machine it was made on
