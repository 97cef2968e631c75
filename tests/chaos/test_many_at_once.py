"""Two workers and two clerks at once, on the same courses; and connections that break meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.db import connection

from kurslink.models import Course, Order, OrderState
from tests.chaos.promises import require_promises
from tests.chaos.stage import Stage, open_orders, wait_for
from tests.course_office import weekly

COURSES = 50


def place_all(stage: Stage, courses: list[Course]) -> None:
    try:
        for course in courses:
            stage.order(course)
    finally:
        connection.close()


def test_two_workers_and_two_clerks_transfer_every_course_once(stage: Stage) -> None:
    courses = [stage.course(weekly(date(2026, 11, 2 + n % 20), 1 + n % 4)) for n in range(COURSES)]
    stage.worker(concurrency=8)
    stage.worker(concurrency=8)
    with ThreadPoolExecutor() as clerks:
        placed = [
            clerks.submit(place_all, stage, order) for order in (courses, list(reversed(courses)))
        ]
        for each in placed:
            each.result()
    wait_for(lambda: not open_orders(), seconds=90)  # also those that were put off for seconds
    assert stage.simulator.control.counters().calls["create_meeting"] == COURSES
    assert len(stage.simulator.control.meetings()) == COURSES
    assert set(Order.objects.values_list("state", flat=True)) == {OrderState.ENDED}
    require_promises(stage.simulator)


@pytest.mark.parametrize("operation", ["get_user_settings", "create_meeting", "get_meeting"])
def test_a_worker_whose_connections_broke_finishes_the_course(stage: Stage, operation: str) -> None:
    """As when the database server was restarted while Zoom was being asked."""
    first, _, *others = weekly(date(2026, 11, 3), 5)
    course = stage.course([first, *others])
    stage.order(course)
    hold = stage.simulator.control.hold(when="after", operation=operation)
    stage.worker(concurrency=2)
    wait_for(lambda: hold.is_reached)
    break_connections()
    hold.release()
    wait_for(lambda: not Order.objects.filter(state=OrderState.RUNNING).exists())
    stage.order(course)  # again at once: nobody has to wait for the next attempt
    wait_for(lambda: not open_orders())
    require_promises(stage.simulator)


def test_a_worker_outlives_connections_that_break_again_and_again(stage: Stage) -> None:
    for number in range(12):
        stage.order(stage.course(weekly(date(2026, 11, 2 + number), 1 + number % 4)))
    stage.simulator.control.set_switch(latency_ms=50)
    worker = stage.worker(concurrency=4)
    for calls in (5, 15):
        wait_for(partial(has_sent_more_than, stage, calls))
        break_connections()
    wait_for(stage.is_quiet)
    after_all = stage.order(stage.course(weekly(date(2026, 12, 1), 2)))
    wait_for(lambda: Order.objects.filter(pk=after_all.pk, state=OrderState.ENDED).exists())
    worker.kill()  # the next one has another clock, and no office has two
    stage.later()
    stage.come_to_rest()  # what was put off for half a minute
    require_promises(stage.simulator)


def has_sent_more_than(stage: Stage, calls: int) -> bool:
    return len(stage.simulator.control.log()) > calls


def break_connections() -> None:
    """Every connection to this database but our own is cut by the server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
