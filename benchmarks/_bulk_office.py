"""An office with many courses for the simulator; call only once the database is open."""

from datetime import datetime, timedelta

from _semester import semester
from tests.course_office import Span, make_account, make_course
from tests.simulator_process import RunningSimulator

from kurslink.models import Batch, Course, Order, OrderState, Plan, ZoomAccount
from kurslink.planning.days import Day
from kurslink.services.place_batch import place_batch
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL

COURSES_PER_HOST = 30  # each costs about two writes, and a batch may use 85 a day


def open_office(simulator: RunningSimulator, *, courses: int) -> ZoomAccount:
    """A Zugang on the plan Pro with so many hosts that no host's daily limit binds."""
    for number in range(courses // COURSES_PER_HOST + 1):
        simulator.control.add_user(f"host{number:02}@vhs-musterstadt.example", type=2)
    account = make_account(simulator)
    account.plan = Plan.PRO
    account.save()
    simulator.control.set_switch(plan="pro")
    account.users.exclude(email__startswith="host").update(is_offered=False)
    account.users.filter(email__startswith="host").update(is_offered=True)
    return account


def add_courses(account: ZoomAccount, *, prefix: str, count: int, seed: int) -> list[Course]:
    """A generated semester; the hosts take turns."""
    hosts = list(account.users.filter(is_offered=True).order_by("email"))
    made = []
    for number, days in enumerate(semester(count, seed=seed)):
        course = make_course(f"{prefix}{number:04}", days=[_span(day) for day in days])
        course.online.host = hosts[number % len(hosts)]
        course.online.save()
        made.append(course)
    return made


def _span(day: Day) -> Span:
    end = day.start + timedelta(minutes=day.duration)
    return day.start.date(), day.start.time(), end.time()


def send_all(courses: list[Course], *, now: datetime) -> Batch:
    """„Sammelübertragung" of all of them, also where their hosts are busy."""
    chosen = Course.objects.filter(pk__in=[course.pk for course in courses])
    plan = plan_batch(chosen, actor=SHELL, now=now, ticks=lambda _row: True)
    return place_batch(plan, actor=SHELL, now=now)


def unfinished(batch: Batch) -> int:
    """Orders still to be done."""
    return batch.orders.exclude(state=OrderState.ENDED).count()


def outcomes(batch: Batch) -> dict[str, int]:
    """How many orders ended how."""
    counted: dict[str, int] = {}
    for status in Order.objects.filter(batch=batch).values_list("status", flat=True):
        counted[status] = counted.get(status, 0) + 1
    return counted
