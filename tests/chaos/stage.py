"""An office whose workers are killed: its courses, its clock, and what must hold at rest."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from django.conf import settings
from django.db import connection

from kurslink.models import OPEN, Course, Meeting, Order, OrderKind, OrderState, ZoomAccount
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer.meeting_claim import LEASE
from kurslink.services.wake_orders import wake_orders
from tests.chaos.workers import Stable, Worker
from tests.course_office import NOW, Span, make_course
from tests.simulator_process import HeldRequest, RunningSimulator

AFTER_A_DEATH = LEASE + LIST_LAG + timedelta(seconds=5)
"""So long after its last sign of life nothing a worker sent can still be on its way."""

PATIENCE = 30.0  # seconds of real time for what takes a second


@dataclass
class Stage:
    """Everything plays at `now`, which only `later` moves."""

    simulator: RunningSimulator
    stable: Stable
    account: ZoomAccount
    now: datetime = NOW
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def course(self, days: Sequence[Span]) -> Course:
        """A new course; the hosts take turns."""
        number = next(self.numbers)
        course = make_course(f"262-{number:04}", days=days)
        hosts = self.account.users.filter(is_offered=True).order_by("email")
        course.online.host = hosts[number % len(hosts)]
        course.online.save()
        return course

    def live_course(self, days: Sequence[Span]) -> Course:
        """A course that has its meeting already."""
        course = self.course(days)
        order = self.order(course)
        carry_out_order(order.pk, clock=lambda: self.now)
        return course

    def order(self, course: Course, kind: OrderKind = OrderKind.TRANSFER) -> Order:
        return place_order(Course.objects.get(pk=course.pk), actor=SHELL, now=self.now, kind=kind)

    def later(self, by: timedelta = AFTER_A_DEATH) -> None:
        """Time passes, for us and for Zoom."""
        self.now += by
        self.simulator.control.set_clock(self.now)
        settings.KURSLINK_CLOCK_OFFSET = (self.now - datetime.now(UTC)).total_seconds()

    def worker(self, concurrency: int = 4) -> Worker:
        """The next worker, long after those before it gave their last sign of life."""
        silence_workers()
        wake_orders(now=self.now)
        return self.stable.start(now=self.now, concurrency=concurrency)

    def come_to_rest(self) -> None:
        """Let one worker do all that is left, however long its pauses are."""
        for _ in range(20):
            worker = self.worker()
            wait_for(self.is_quiet)
            worker.kill()
            if not open_orders():
                return
            self.later()
        raise AssertionError(f"There is no end to: {open_orders()}")

    def is_quiet(self) -> bool:
        """Whether nothing runs and nothing is due."""
        moment = self.now + timedelta(seconds=1)
        return not any(
            order.state == OrderState.RUNNING or order.due_at <= moment for order in open_orders()
        )

    def wait_for_kill(self, hold: HeldRequest) -> bool:
        """Wait until a request stands at `hold`; False if the work ended before."""
        wait_for(lambda: hold.is_reached or self.is_quiet())
        return hold.is_reached


def silence_workers() -> None:
    """No worker has given a sign of life for a minute.

    The queue goes by the database's clock, which no test can move; so the signs are moved.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")


def open_orders() -> list[Order]:
    return list(Order.objects.filter(state__in=OPEN))


def wait_for(is_so: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"This did not come about: {is_so}; {_situation()}"
        time.sleep(0.01)


def _situation() -> object:
    rows = Order.objects.filter(state__in=OPEN).values("course", "state", "status", "due_at")
    return list(rows), list(Meeting.objects.values("course", "state", "claimed_until"))
