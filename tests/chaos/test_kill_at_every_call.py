"""A worker is killed before and after every single call of a piece of work; the next one ends it.

Which calls there are is found by watching the work once. The sweep every worker begins with is put
off: it lists the meetings of all hosts, and is killed at random in test_random_kills.py.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from kurslink.models import Course, Order, OrderKind
from kurslink.services.carry_out_order import carry_out_order
from kurslink.worker.run import SWEEP
from tests.chaos.promises import require_promises
from tests.chaos.stage import Stage, wait_for
from tests.course_office import Span, weekly

DAYS = weekly(date(2026, 11, 3), 5)
Errand = Callable[[Stage], Order]


def uneven() -> list[Span]:
    """Five weeks of which one falls out, with a later beginning on the last day."""
    days = [*DAYS[:2], *DAYS[3:]]
    return [*days[:-1], (days[-1][0], time(19), time(20, 30))]


def create(stage: Stage) -> Order:
    return stage.order(stage.course(uneven()))


def look_for_a_lost_meeting(stage: Stage) -> Order:
    """The answer to the creation was lost, and the list did not show the meeting at once."""
    order = create(stage)
    stage.simulator.control.set_switch(list_lag_seconds=30)
    stage.simulator.control.fail_next("drop", when="after", operation="create_meeting")
    carry_out_order(order.pk, clock=lambda: stage.now)
    stage.later()
    return stage.order(order.course)


def change_details(stage: Stage) -> Order:
    course = stage.live_course(DAYS)
    Course.objects.filter(pk=course.pk).update(title="Englisch B2 am Abend")
    return stage.order(course)


def move_and_remove(stage: Stage) -> Order:
    course = stage.live_course(DAYS)
    first, second, *_ = course.days.all()
    course.days.filter(pk=first.pk).update(date=first.date + timedelta(days=1))
    course.days.filter(pk=second.pk).update(is_cancelled=True)
    return stage.order(course)


def rebuild(stage: Stage) -> Order:
    course = stage.live_course(DAYS[:1])
    for on, begin, end in uneven()[1:]:
        course.days.create(date=on, starts_at=begin, ends_at=end)
    return stage.order(course)


def delete(stage: Stage) -> Order:
    return stage.order(stage.live_course(DAYS), OrderKind.WITHDRAW)


ERRANDS: dict[Errand, set[str]] = {
    create: {"token", "get_user_settings", "create_meeting", "update_meeting", "get_meeting"},
    look_for_a_lost_meeting: {"list_meetings", "get_meeting"},
    change_details: {"get_meeting", "update_meeting"},
    move_and_remove: {"get_meeting", "update_meeting", "delete_meeting"},
    rebuild: {"get_meeting", "update_meeting"},
    delete: {"delete_meeting"},
}


@pytest.fixture(autouse=True)
def _no_sweep(stage: Stage) -> Iterator[None]:  # noqa: ARG001  # its database
    """A sweep that waits for another day keeps workers from putting one before the work."""
    another_day = datetime.now(UTC) + timedelta(days=1)
    forget_sweeps()
    sweep = app.configure_task(SWEEP, queueing_lock=SWEEP, schedule_at=another_day)
    sweep.defer(timestamp=0)
    yield
    forget_sweeps()


def forget_sweeps() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [SWEEP])


@pytest.mark.parametrize(
    ("when", "is_performed"),
    [("before", False), ("before", True), ("after", True)],
    ids=["request lost", "killed while the request is on its way", "answer lost"],
)
@pytest.mark.parametrize("errand", ERRANDS, ids=lambda errand: errand.__name__)
def test_one_meeting_with_its_days_comes_of_it(
    stage: Stage, errand: Errand, when: str, is_performed: bool
) -> None:
    calls = rehearse(stage, errand)
    assert ERRANDS[errand] <= set(calls)
    for number, operation in enumerate(calls):
        stage.later(timedelta(days=1))  # a fresh budget of writes
        print(f"killed at call {number + 1}, {operation}")  # shown if it fails
        kill_at(stage, errand, number, when=when, is_performed=is_performed)
        stage.later()
        stage.come_to_rest()
        require_promises(stage.simulator)


def rehearse(stage: Stage, errand: Errand) -> list[str]:
    """The operations of a worker that nobody disturbs."""
    stage.later(timedelta(days=1))
    errand(stage)
    before = len(stage.simulator.control.log())
    stage.come_to_rest()
    require_promises(stage.simulator)
    return [request.operation for request in stage.simulator.control.log()[before:]]


def kill_at(stage: Stage, errand: Errand, number: int, *, when: str, is_performed: bool) -> None:
    errand(stage)
    hold = stage.simulator.control.hold(when=when, skip=number)
    worker = stage.worker()
    wait_for(lambda: hold.is_reached)
    worker.kill()
    hold.release(perform=is_performed)
