"""Transfers against the simulator: what Zoom holds afterwards is what the course says."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, CourseDay, MeetingState, Order
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.place_batch import place_batch
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import Transfer, TransferStatus, transfer_course
from tests.course_office import NOW, clock, days_at_zoom, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def transfer(course: Course) -> Transfer:
    return transfer_course(Course.objects.get(pk=course.pk), actor=SHELL, clock=clock)


def days_of(course: Course) -> list[tuple[datetime, int]]:
    days = course.days.filter(is_cancelled=False)
    return [
        (
            datetime.combine(day.date, day.starts_at or time(), BERLIN),
            int(
                (
                    datetime.combine(day.date, day.ends_at or time())
                    - datetime.combine(day.date, day.starts_at or time())
                ).total_seconds()
                // 60
            ),
        )
        for day in days
    ]


def test_a_single_evening_becomes_one_meeting_with_one_call(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    result = transfer(course)
    assert (result.error, result.status) == (None, TransferStatus.TRANSFERRED)
    assert days_at_zoom(simulator) == days_of(course)
    assert (result.calls.create, result.calls.update, result.calls.remove) == (1, 0, 0)


def test_link_meeting_id_and_passcode_are_stored_on_the_course(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    result = transfer(course)
    (meeting,) = simulator.control.meetings()
    course.online.refresh_from_db()
    assert course.online.link == meeting["join_url"]
    assert course.online.meeting_number == str(meeting["id"])
    assert course.online.passcode == meeting["password"]
    assert result.meeting is not None
    assert result.meeting.state == MeetingState.LIVE


def test_a_weekly_course_with_a_holiday_gap_is_transferred_exactly(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    gap = (date(2026, 10, 21), date(2026, 10, 28))
    course = make_course(days=[day for day in weekly(date(2026, 9, 2), 13) if day[0] not in gap])
    result = transfer(course)
    assert result.status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == days_of(course)
    assert (result.calls.writes, result.calls.remove) == (1, 2)


def test_friday_evening_and_saturday_are_transferred_exactly(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(
        days=[
            (date(2026, 9, 4), time(18), time(21)),
            (date(2026, 9, 5), time(9), time(18)),
        ]
    )
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == days_of(course)


def test_a_second_transfer_changes_nothing(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 10))
    transfer(course)
    second = transfer(course)
    assert second.status == TransferStatus.UNCHANGED
    assert (second.calls.total, second.calls.read) == (1, 1)


def test_an_update_sends_only_what_moved_and_what_is_dropped(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 10))
    transfer(course)
    first, second, third = course.days.all()[2:5]
    CourseDay.objects.filter(pk=first.pk).update(date=date(2026, 9, 17))
    CourseDay.objects.filter(pk=second.pk).update(starts_at=time(17), ends_at=time(18, 30))
    CourseDay.objects.filter(pk=third.pk).update(is_cancelled=True)
    result = transfer(course)
    assert result.status == TransferStatus.TRANSFERRED
    assert (result.calls.update, result.calls.remove, result.calls.read) == (2, 1, 2)
    assert days_at_zoom(simulator) == days_of(course)
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_a_course_of_a_batch_costs_few_questions_to_the_database(
    simulator: RunningSimulator, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """What is kept before and after each change at Zoom, and each row read once or twice."""
    make_account(simulator, offer=2)
    for number in range(2):
        make_course(f"262-{number}", days=weekly(date(2026, 9, 2 + number), 3))
    place_batch(plan_batch(Course.objects.all(), actor=SHELL, now=NOW), actor=SHELL, now=NOW)
    first, second = Order.objects.order_by("pk")
    carry_out_order(first.pk, clock=clock)  # fetches the token
    with django_assert_num_queries(50):  # 40, and ten around savepoints
        carry_out_order(second.pk, clock=clock)
