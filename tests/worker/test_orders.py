"""Orders: one open one per course, carried out once, tried again by kind of error."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from kurslink.models import Course, Meeting, MeetingState, Order, OrderKind, OrderState, WriteBudget
from kurslink.services.cancel_order import cancel_order
from kurslink.services.carry_out_order import carry_out_order, note_breakdown
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.orders.queue import queued_order_ids
from kurslink.services.place_batch import place_batch
from kurslink.services.place_order import place_order
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer.meeting_claim import LEASE
from kurslink.services.transfer.permit import Permit
from kurslink.services.wake_orders import wake_orders
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, days_at_zoom, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

Clock = Callable[[], datetime]

pytestmark = pytest.mark.django_db

TOMORROW = datetime(2026, 8, 21, 0, 1, tzinfo=UTC)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 3))


def place(course: Course) -> Order:
    return place_order(Course.objects.get(pk=course.pk), actor=SHELL, now=NOW)


def work_off(order: Order, at: datetime = NOW) -> Order:
    carry_out_order(order.pk, clock=lambda: at)
    order.refresh_from_db()
    return order


def clock_that_acts(act: Callable[[], None], *, when: Callable[[], bool]) -> Clock:
    """Something happens once, in the middle of the work: the work asks for the time often."""
    acted: list[bool] = []

    def tell_the_time() -> datetime:
        if not acted and when():
            acted.append(True)
            act()
        return NOW

    return tell_the_time


def state(order: Order) -> tuple[str, str]:
    order.refresh_from_db()
    return order.state, order.status


def test_an_order_is_queued_with_its_row_and_transfers_the_course(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place(course)
    assert queued_order_ids() == {order.pk}
    assert state(work_off(order)) == (OrderState.ENDED, "transferred")
    assert len(days_at_zoom(simulator)) == 3
    assert order.result["done"][0].startswith("Meeting anlegen")


def test_a_course_has_one_open_order(course: Course) -> None:
    assert place(course).pk == place(course).pk
    assert Order.objects.count() == 1


def test_only_who_may_transfer_places_and_cancels_orders(course: Course) -> None:
    reader = Actor("Leserin", frozenset())
    with pytest.raises(Refusal):
        place_order(course, actor=reader, now=NOW)
    with pytest.raises(Refusal):
        cancel_order(place(course), actor=reader, now=NOW)


def test_an_order_is_carried_out_once_however_often_it_is_called(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place(course)
    assert carry_out_order(order.pk, clock=clock) is not None
    assert carry_out_order(order.pk, clock=clock) is None
    assert simulator.control.counters().calls["create_meeting"] == 1


def test_a_cancelled_order_is_not_carried_out(simulator: RunningSimulator, course: Course) -> None:
    order = place(course)
    cancel_order(order, actor=SHELL, now=NOW)
    assert carry_out_order(order.pk, clock=clock) is None
    assert state(order) == (OrderState.CANCELLED, "")
    assert simulator.control.meetings() == []


def test_a_running_order_stops_before_its_next_step(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place(course)

    def stop() -> None:
        cancel_order(order, actor=SHELL, now=NOW)

    is_claimed = Meeting.objects.exclude(claim=None).exists
    carry_out_order(order.pk, clock=clock_that_acts(stop, when=is_claimed))
    assert state(order) == (OrderState.CANCELLED, "refused")
    assert simulator.control.meetings() == []


def test_what_zoom_refuses_for_good_ends_the_order_with_a_sentence(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.alter_user(simulator.hosts[0], type=4)
    order = work_off(place(course))
    assert state(order) == (OrderState.ENDED, "failed")
    assert order.result["error"]["code"] == "not-licensed"


def test_a_fault_on_the_way_is_tried_again_at_growing_intervals_and_given_up(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("html_200", operation="get_user_settings", count=100)
    order, pauses, at = place(course), [], NOW
    while work_off(order, at).state == OrderState.WAITING:
        pauses.append((order.due_at - at).total_seconds() / 60)
        at = order.due_at
    assert pauses == [0.5, 2, 10, 30, 120]
    assert state(order) == (OrderState.ENDED, "failed")


def test_somebody_who_waits_is_told_of_a_fault_at_once(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("html_200", operation="get_user_settings")
    order = place(course)
    carry_out_order(order.pk, clock=clock, somebody_waits=True)
    assert state(order) == (OrderState.ENDED, "failed")


def test_a_lost_answer_is_looked_for_when_its_absence_would_prove_something(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    order = work_off(place(course))
    assert state(order) == (OrderState.WAITING, "unknown")
    simulator.control.set_clock(order.due_at)
    assert state(work_off(order, order.due_at)) == (OrderState.ENDED, "transferred")
    assert len(simulator.control.meetings()) == 1


def test_a_host_whose_day_is_used_up_gets_its_courses_tomorrow(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("rate_host", operation="create_meeting")
    order = work_off(place(course))
    assert (state(order), order.due_at) == ((OrderState.WAITING, "scheduled"), TOMORROW)
    assert WriteBudget.objects.get().is_exhausted
    second = make_course("262-4108", days=weekly(date(2026, 9, 3), 3))
    calls = simulator.control.counters().calls["create_meeting"]
    assert state(work_off(place(second))) == (OrderState.WAITING, "scheduled")
    assert simulator.control.counters().calls["create_meeting"] == calls
    simulator.control.set_clock(TOMORROW)
    assert state(work_off(order, TOMORROW)) == (OrderState.ENDED, "transferred")


def test_a_batch_leaves_a_reserve_for_urgent_courses(course: Course) -> None:
    other = make_course("262-4108", days=weekly(date(2026, 9, 3), 3))
    work_off(place(course))
    plan = plan_batch(Course.objects.filter(pk=other.pk), actor=SHELL, now=NOW)
    WriteBudget.objects.update(used=85)
    place_batch(plan, actor=SHELL, now=NOW)
    order = Order.objects.get(course=other)
    assert state(work_off(order)) == (OrderState.WAITING, "scheduled")
    place(other)
    assert state(work_off(order)) == (OrderState.ENDED, "transferred")


def test_writes_are_counted_as_they_were_sent(course: Course) -> None:
    work_off(place(course))
    Course.objects.update(title="Neuer Titel", changed_at=NOW + timedelta(seconds=1))
    work_off(place(course))
    work_off(place(course))
    assert WriteBudget.objects.get().used == 2


def test_an_edit_while_it_runs_makes_the_course_due_again(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place(course)

    def edit() -> None:
        Course.objects.update(title="Während der Übertragung geändert")

    carry_out_order(order.pk, clock=clock_that_acts(edit, when=WriteBudget.objects.exists))
    assert state(order) == (OrderState.WAITING, "transferred")
    assert state(work_off(order)) == (OrderState.ENDED, "transferred")
    (meeting,) = simulator.control.meetings()
    assert meeting["topic"] == "Während der Übertragung geändert"


def test_a_course_ordered_while_it_runs_is_done_once_more(course: Course) -> None:
    order = place(course)
    Order.objects.update(state=OrderState.RUNNING, token="0" * 32, leased_until=NOW + LEASE)
    assert place(course).pk == order.pk
    order.refresh_from_db()
    assert (order.state, order.is_wanted_again) == (OrderState.RUNNING, True)


def test_something_else_is_refused_while_an_order_is_open(course: Course) -> None:
    place(course)
    with pytest.raises(Refusal) as refused:
        place_order(course, actor=SHELL, now=NOW, kind=OrderKind.WITHDRAW)
    assert refused.value.code is RefusalCode.ORDER_OPEN


def test_a_meeting_is_withdrawn_in_the_background(
    simulator: RunningSimulator, course: Course
) -> None:
    work_off(place(course))
    order = place_order(course, actor=SHELL, now=NOW, kind=OrderKind.WITHDRAW)
    assert state(work_off(order)) == (OrderState.ENDED, "withdrawn")
    assert simulator.control.meetings() == []


def test_an_order_whose_worker_gives_no_sign_of_life_is_taken_over(course: Course) -> None:
    order = place(course)
    Order.objects.update(state=OrderState.RUNNING, token="0" * 32, leased_until=NOW)
    wake_orders(now=NOW + timedelta(seconds=1))
    order.refresh_from_db()
    assert (order.state, order.token) == (OrderState.WAITING, None)


def test_what_a_dead_worker_held_is_free_at_once(course: Course) -> None:
    work_off(place(course))
    order = place(course)
    token = "0" * 32
    Order.objects.filter(pk=order.pk).update(
        state=OrderState.RUNNING, token=token, leased_until=NOW
    )
    Meeting.objects.update(claim=token, claimed_until=NOW + LEASE)
    wake_orders(now=NOW + timedelta(seconds=1))
    assert state(work_off(order, NOW + timedelta(seconds=1))) == (OrderState.ENDED, "unchanged")


def test_an_order_that_lost_its_job_gets_another(course: Course) -> None:
    order = Order.objects.create(
        course=course,
        kind=OrderKind.TRANSFER,
        is_urgent=False,
        placed_by="M. Brandt",
        placed_at=NOW,
        due_at=NOW,
    )
    assert (wake_orders(now=NOW), queued_order_ids()) == (1, {order.pk})
    assert wake_orders(now=NOW) == 0


def test_an_order_that_is_not_due_stays_out_of_the_queue(course: Course) -> None:
    order = place(course)
    Order.objects.update(due_at=TOMORROW)
    assert carry_out_order(order.pk, clock=clock) is None
    assert wake_orders(now=NOW) == 0


def test_a_fault_of_ours_is_tried_again_and_then_told(course: Course) -> None:
    order, at = place(course), NOW
    for _ in range(6):
        token = uuid4()
        Order.objects.update(state=OrderState.RUNNING, token=token, leased_until=NOW)
        note_breakdown(token, now=at)
    order.refresh_from_db()
    assert (order.state, order.result["error"]["code"]) == (OrderState.ENDED, "breakdown")


def test_the_breakdown_of_who_was_taken_over_disturbs_nobody(course: Course) -> None:
    order = place(course)
    Order.objects.update(state=OrderState.RUNNING, token=uuid4(), leased_until=NOW + LEASE)
    note_breakdown(uuid4(), now=NOW)
    assert state(order) == (OrderState.RUNNING, "")


def test_what_broke_down_is_free_for_the_next_attempt(course: Course) -> None:
    order, token = place(course), uuid4()
    work_off(order)
    Order.objects.update(state=OrderState.RUNNING, token=token, leased_until=NOW + LEASE)
    Meeting.objects.update(claim=token, claimed_until=NOW + LEASE)
    note_breakdown(token, now=NOW)
    order.refresh_from_db()
    assert state(work_off(order, order.due_at)) == (OrderState.ENDED, "unchanged")


def test_an_order_whose_job_never_ended_gets_another(course: Course) -> None:
    """The worker did the work, and lost the database when it wanted to say so."""
    order = place(course)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        living = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", living)
    assert (wake_orders(now=NOW), queued_order_ids()) == (1, {order.pk})


def test_a_withdrawal_whose_worker_died_before_it_said_so_is_done(
    simulator: RunningSimulator, course: Course
) -> None:
    work_off(place(course))
    withdraw_course(course, actor=SHELL, clock=clock, permit=Permit())
    order = place_order(course, actor=SHELL, now=NOW, kind=OrderKind.WITHDRAW)
    assert state(work_off(order)) == (OrderState.ENDED, "withdrawn")
    assert simulator.control.counters().calls["delete_meeting"] == 1


def test_a_worker_that_was_taken_over_stores_nothing(
    simulator: RunningSimulator, course: Course
) -> None:
    """It slept before it asked Zoom for the meeting; another one took the order over."""
    order = place(course)

    def take_over() -> None:
        Order.objects.update(token="1" * 32)

    is_claimed = Meeting.objects.exclude(claim=None).exists
    carry_out_order(order.pk, clock=clock_that_acts(take_over, when=is_claimed))
    assert state(order) == (OrderState.RUNNING, "")
    assert not Meeting.objects.filter(state=MeetingState.LIVE).exists()
    assert simulator.control.meetings() == []


def test_what_somebody_wanted_to_stop_is_not_taken_up_again_after_a_crash(course: Course) -> None:
    order = place(course)
    Order.objects.update(state=OrderState.RUNNING, token="0" * 32, leased_until=NOW)
    cancel_order(order, actor=SHELL, now=NOW)
    wake_orders(now=NOW + timedelta(seconds=1))
    assert state(order)[0] == OrderState.CANCELLED
