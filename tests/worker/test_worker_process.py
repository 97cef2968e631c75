"""The worker as a process: it does what is queued, leaves when told to, and may be killed."""

import signal
import time
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker

from kurslink.models import Course, Order, OrderState
from kurslink.services.orders.workers import HEARTBEAT_LOST, living_workers
from kurslink.services.place_batch import place_batch
from kurslink.services.place_order import place_order
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL
from tests.course_office import NOW, days_at_zoom, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.worker.processes import running_worker, start_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 3))


def is_done(order: Order) -> bool:
    order.refresh_from_db()
    return order.state == OrderState.ENDED


def test_a_worker_does_what_is_queued_and_leaves_when_told_to(
    simulator: RunningSimulator, course: Course
) -> None:
    order = place_order(course, actor=SHELL, now=NOW)
    with running_worker() as worker:
        wait_until(lambda: is_done(order))
        wait_until(lambda: living_workers() == 1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
    assert order.status == "transferred"
    assert len(days_at_zoom(simulator)) == 3
    assert living_workers() == 0


def test_what_is_on_its_way_is_finished_before_the_worker_leaves(
    simulator: RunningSimulator, course: Course
) -> None:
    hold = simulator.control.hold(when="after", operation="create_meeting")
    order = place_order(course, actor=SHELL, now=NOW)
    with running_worker() as worker:
        hold.wait_until_reached()
        worker.send_signal(signal.SIGTERM)
        hold.release()
        assert worker.wait(20) == 0
    assert is_done(order)


def test_a_killed_workers_course_is_taken_over_within_seconds(
    simulator: RunningSimulator, course: Course
) -> None:
    hold = simulator.control.hold(when="after", operation="create_meeting")
    order = place_order(course, actor=SHELL, now=NOW)
    killed = start_worker()
    hold.wait_until_reached()
    killed.kill()
    killed.wait()
    hold.release()
    say_that_all_have_been_silent(HEARTBEAT_LOST - timedelta(seconds=3))
    with running_worker():
        wait_until(lambda: is_done(order), seconds=60)
    assert len(simulator.control.meetings()) == 1


def say_that_all_have_been_silent(so_long: timedelta) -> None:
    """So that a test need not wait: the queue goes by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => %s)",
            [so_long.total_seconds()],
        )


def test_one_urgent_course_overtakes_a_batch(simulator: RunningSimulator, course: Course) -> None:
    simulator.control.set_switch(latency_ms=50)
    for number in range(15):
        make_course(f"B{number:02}", days=weekly(date(2026, 9, 3), 2))
    others = Course.objects.exclude(pk=course.pk)
    plan = plan_batch(others, actor=SHELL, now=NOW, ticks=lambda _row: True)
    place_batch(plan, actor=SHELL, now=NOW)
    order = place_order(course, actor=SHELL, now=NOW)
    with running_worker(concurrency=2):
        wait_until(lambda: is_done(order))
        assert Order.objects.filter(state=OrderState.ENDED).count() < 15


def test_every_task_services_name_exists() -> None:
    assert {"carry_out", "send_mails"} <= set(app.tasks)


def test_a_worker_that_leaves_says_that_it_lives_until_its_work_is_done(
    simulator: RunningSimulator, course: Course
) -> None:
    """Or another one would take the work over in the middle of it."""
    hold = simulator.control.hold(when="before", operation="create_meeting")
    place_order(course, actor=SHELL, now=NOW)
    with running_worker() as leaving:
        hold.wait_until_reached()
        leaving.send_signal(signal.SIGTERM)
        time.sleep(1)  # the queue's own signs of life have ended by now
        last = latest_sign_of_life()
        wait_until(lambda: latest_sign_of_life() > last)
        hold.release()
        assert leaving.wait(20) == 0


def latest_sign_of_life() -> datetime:
    moment: datetime = ProcrastinateWorker.objects.latest("last_heartbeat").last_heartbeat
    return moment
