"""What happens in between: wishes that cross, edits meanwhile, faults that concern everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from kurslink.cli import own_order
from kurslink.cli.own_order import work_on
from kurslink.cli.transfer_report import report_transfer
from kurslink.models import (
    Course,
    CourseDay,
    Meeting,
    MeetingState,
    OnlineDetails,
    Order,
    OrderKind,
    OrderState,
    TransferStep,
    WriteBudget,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.cancel_order import cancel_batch, cancel_order
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.check_due_meetings import check_due_meetings
from kurslink.services.check_meeting import Finding, check_meeting
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.errors import Busy
from kurslink.services.orders.queue import token_of_job
from kurslink.services.orders.running_order import drop_order, take_order
from kurslink.services.place_batch import place_batch
from kurslink.services.place_order import place_order
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import BACKGROUND, SHELL
from kurslink.services.sweep_all import sweep_all
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.wake_orders import wake_orders
from kurslink.web.transfer_result import headline_of
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.worker.test_orders import clock_that_acts, place, state, work_off

pytestmark = pytest.mark.django_db

Act = Callable[[], object]


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator, offer=2)
    made = make_course(days=weekly(date(2026, 9, 2), 3))
    OnlineDetails.objects.update(account=ZoomAccount.objects.get(), host=hosts(simulator)[0])
    return made


def hosts(simulator: RunningSimulator) -> list[ZoomUser]:
    return [ZoomUser.objects.get(email=email) for email in simulator.hosts[:2]]


def while_it_runs(order: Order, act: Act, *, when: Callable[[], bool]) -> None:
    carry_out_order(order.pk, clock=clock_that_acts(lambda: (act(), None)[1], when=when))
    order.refresh_from_db()


def is_claimed() -> bool:
    return Meeting.objects.exclude(claim=None).exists()


def test_a_wish_after_a_stop_is_the_newer_one(course: Course) -> None:
    order = place(course)

    def stop_and_want_it_after_all() -> None:
        cancel_order(order, actor=SHELL, now=NOW)
        place(course)

    while_it_runs(order, stop_and_want_it_after_all, when=is_claimed)
    assert state(order)[0] == OrderState.WAITING
    assert state(work_off(order)) == (OrderState.ENDED, "transferred")


def test_what_was_done_before_the_stop_is_told_as_done(course: Course) -> None:
    work_off(place(course))
    order = place_order(course, actor=SHELL, now=NOW, kind=OrderKind.WITHDRAW)
    deleted = TransferStep.objects.filter(action="delete").exists
    while_it_runs(order, lambda: cancel_order(order, actor=SHELL, now=NOW), when=deleted)
    assert state(order) == (OrderState.ENDED, "withdrawn")


def test_stopped_before_zoom_was_asked_nothing_is_left(course: Course) -> None:
    order = place(course)
    stop = lambda: cancel_order(order, actor=SHELL, now=NOW)  # noqa: E731
    while_it_runs(order, stop, when=WriteBudget.objects.filter(used__gt=0).exists)
    assert (state(order)[0], Meeting.objects.exists()) == (OrderState.CANCELLED, False)
    assert WriteBudget.objects.get().used == 0


def test_our_own_unfinished_work_is_not_taken_for_somebody_elses(course: Course) -> None:
    work_off(place(course))
    CourseDay.objects.all().delete()
    for on, begin, end in weekly(date(2026, 10, 6), 5, "10:00", "11:00"):
        CourseDay.objects.create(course=course, date=on, starts_at=begin, ends_at=end)
    late = CourseDay.objects.filter(date__in=(date(2026, 10, 13), date(2026, 10, 27)))
    late.update(starts_at=time(15), ends_at=time(16, 10))
    order = place(course)
    rebuilt = TransferStep.objects.filter(action="rebuild").exclude(outcome="").exists
    while_it_runs(order, lambda: cancel_order(order, actor=SHELL, now=NOW), when=rebuilt)
    meeting = Meeting.objects.get()
    assert (state(order)[0], meeting.state) == (OrderState.CANCELLED, MeetingState.DIFFERENCE)
    assert (meeting.problem or {})["code"] == "stopped"
    assert check_meeting(meeting, actor=SHELL, now=NOW).finding is not Finding.DRIFT


def test_a_host_chosen_while_it_runs_stays_and_is_sent_next(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.grant_scheduling(of=simulator.hosts[1], to=simulator.hosts[0])
    order = place(course)

    def choose_another_host() -> None:
        fresh = Course.objects.get()
        values = replace(values_of(fresh.online), host=hosts(simulator)[1])
        edit_online_details(fresh, actor=SHELL, now=NOW, values=values)

    while_it_runs(order, choose_another_host, when=WriteBudget.objects.exists)
    assert OnlineDetails.objects.get().host == hosts(simulator)[1]
    assert state(order)[0] == OrderState.WAITING
    work_off(order)
    assert simulator.control.meetings()[0]["host_email"] == simulator.hosts[1]


def test_a_meeting_that_changes_its_host_is_charged_to_both(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.grant_scheduling(of=simulator.hosts[1], to=simulator.hosts[0])
    work_off(place(course))
    OnlineDetails.objects.update(host=hosts(simulator)[1])
    CourseDay.objects.filter(date=date(2026, 9, 9)).update(starts_at=time(10), ends_at=time(11))
    work_off(place(course))
    counted = simulator.control.counters().writes
    for host in hosts(simulator):
        at_zoom = sum(counted.get(host.email, {}).values())
        assert WriteBudget.objects.get(host=host).used >= at_zoom > 0


def test_somebody_who_waits_makes_a_running_batch_order_urgent(course: Course) -> None:
    place_batch(plan_batch(Course.objects.all(), actor=SHELL, now=NOW), actor=SHELL, now=NOW)
    order = Order.objects.get()
    take_order(order.pk, token=uuid4(), now=NOW)
    place(course)
    order.refresh_from_db()
    assert (order.is_wanted_again, order.is_urgent) == (True, True)


def test_cancelling_a_batch_leaves_what_a_colleague_waits_for(course: Course) -> None:
    other = make_course("262-4108", days=weekly(date(2026, 9, 3), 3))
    OnlineDetails.objects.update(account=ZoomAccount.objects.get(), host=ZoomUser.objects.first())
    single = place(course)
    plan = plan_batch(Course.objects.all(), actor=SHELL, now=NOW)
    cancel_batch(place_batch(plan, actor=SHELL, now=NOW), actor=SHELL, now=NOW)
    assert state(single)[0] == OrderState.WAITING
    assert Order.objects.get(course=other).state == OrderState.CANCELLED


def test_a_dead_workers_old_job_takes_nothing_from_a_living_one(course: Course) -> None:
    order = place(course)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    living = take_order(order.pk, token=uuid4(), now=NOW)
    wake_orders(now=NOW)
    order.refresh_from_db()
    assert living is not None
    assert order.token == living.token


def test_a_dead_workers_order_is_known_by_its_job(course: Course) -> None:
    order = place(course)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL RETURNING id"
        )
        job_id = cursor.fetchone()[0]
    take_order(order.pk, token=token_of_job(job_id), now=NOW)
    wake_orders(now=NOW)
    assert state(order)[0] == OrderState.WAITING


def test_a_refusal_read_just_after_midnight_is_yesterdays(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place(course)
    before, after = datetime(2026, 8, 20, 23, 59, 58, tzinfo=UTC), datetime(2026, 8, 21, tzinfo=UTC)
    simulator.control.set_clock(before)
    simulator.control.fail_next("rate_host", operation="create_meeting")
    is_over = TransferStep.objects.exclude(outcome="").exists
    carry_out_order(order.pk, clock=lambda: after if is_over() else before)
    order.refresh_from_db()
    assert order.due_at == after + timedelta(minutes=1)
    assert not WriteBudget.objects.filter(on=after.date(), is_exhausted=True).exists()


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("fault", ["secret", "key"])
def test_what_is_wrong_with_everything_does_not_use_up_a_batch(fault: str) -> None:
    place_batch(plan_batch(Course.objects.all(), actor=SHELL, now=NOW), actor=SHELL, now=NOW)
    spoil(fault)
    order = work_off(Order.objects.get())
    assert (state(order), order.due_at) == (
        (OrderState.WAITING, "failed"),
        NOW + timedelta(seconds=30),
    )


def spoil(fault: str) -> None:
    if fault == "secret":
        account = ZoomAccount.objects.get()
        account.client_secret, account.token = "falsch", ""
        account.save()
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE kurslink_zoomaccount SET client_secret = 'unreadable'")


@pytest.mark.parametrize("fault", ["secret", "key"])
def test_a_zugang_that_lets_nobody_in_is_asked_once_and_stops_nobody(
    simulator: RunningSimulator, course: Course, fault: str
) -> None:
    for number in ("1", "2"):
        work_off(place(make_course(number, days=weekly(date(2026, 9, 3), 2))))
    work_off(place(course))
    Meeting.objects.update(check_due_at=NOW)
    spoil(fault)
    before = simulator.control.counters().calls["token"]
    assert check_due_meetings(actor=BACKGROUND, clock=clock) == 0
    assert simulator.control.counters().calls["token"] <= before + 1
    assert not Meeting.objects.filter(check_due_at=NOW).exists()
    assert all(not report.adopted for report in sweep_all(actor=BACKGROUND, clock=clock))


def test_waiting_behind_a_colleague_is_told_as_waiting(course: Course) -> None:
    work_off(place(course))
    Meeting.objects.update(claim=uuid4(), claimed_until=NOW + timedelta(minutes=5))
    order = work_off(place(course))
    assert (order.state, headline_of(order)[0]) == (OrderState.WAITING, "info")


@pytest.fixture
def shell(settings: Settings) -> None:
    """Commands play at the moment the tests play."""
    settings.KURSLINK_CLOCK_OFFSET = (NOW - datetime.now(UTC)).total_seconds()


@pytest.mark.usefixtures("shell")
def test_a_limit_is_waited_for_in_the_background_although_somebody_waits(
    simulator: RunningSimulator, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    simulator.control.fail_next("rate_second", operation="create_meeting", count=20)
    order = place(course)
    told = work_on(order)
    assert isinstance(told, Transfer)
    assert (state(order)[0], told.status) == (OrderState.WAITING, TransferStatus.QUEUED)
    assert report_transfer(told).splitlines() == [
        f"{course.number}  beauftragt  {course.title}",
        "  Zoom nimmt im Augenblick keine weiteren Anfragen an: zu viele in einer Sekunde.",
        "  Der Auftrag bleibt bestehen; der Hintergrunddienst macht damit weiter.",
    ]


@pytest.mark.usefixtures("shell")
def test_what_another_process_works_on_for_long_is_called_queued_at_the_shell(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_order, "LONGEST_LOOK", timedelta(0))
    order = place(course)
    take_order(order.pk, token=uuid4(), now=NOW)
    told = work_on(order)
    assert isinstance(told, Transfer)
    assert (told.status, isinstance(told.error, Busy)) == (TransferStatus.QUEUED, True)


def test_what_a_person_interrupted_at_the_shell_is_not_gone_on_with(course: Course) -> None:
    order, token = place(course), uuid4()
    take_order(order.pk, token=token, now=NOW)
    drop_order(token, now=NOW)
    wake_orders(now=NOW + timedelta(hours=1))
    assert state(order)[0] == OrderState.CANCELLED
