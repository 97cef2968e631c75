"""The heart of it: a whole semester in one go, larger than a day of Zoom's allows."""

import re
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from kurslink.models import Course, Meeting, Order, OrderState, Plan, ZoomAccount
from kurslink.services import clock
from kurslink.services.limits.write_budget import for_batches
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown
from tests.web.test_batch_pages import plan_fields
from tests.work_off import work_off

COUNT, HOSTS = 300, 4
TOMORROW = datetime(2026, 8, 21, 0, 1, tzinfo=UTC)
PLAN = "/uebertragungen/neu/?all=1&semester=262"
SLOTS = ("08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00")


@pytest.fixture
def account(simulator: RunningSimulator, db: None) -> ZoomAccount:  # noqa: ARG001  # asks for the database
    simulator.control.set_switch(plan="business")
    account = make_account(simulator, offer=HOSTS, plan=Plan.PRO)
    ZoomAccount.objects.update(plan=Plan.BUSINESS)
    return account


def make_semester_of(count: int) -> None:
    """Weekly courses all over the week; every third one is shorter on its last day: two writes."""
    for number in range(count):
        first = date(2026, 9, 1) + timedelta(days=number % 42)
        begin = SLOTS[number // 42 % len(SLOTS)]
        days = weekly(first, 3, begin, f"{int(begin[:2]) + 1:02}:30")
        if number % 3 == 0:
            on, start, end = days[-1]
            days[-1] = (on, start, end.replace(minute=15))
        make_course(f"262-{number:04}", days=days)


def start(browser: Browser, plan: Shown) -> Shown:
    """Press „Übertragung starten" on a plan as it is."""
    return browser.post(PLAN, do="start", **plan_fields(plan))


def statuses() -> dict[str, int]:
    found = list(Order.objects.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


@pytest.mark.usefixtures("account")
def test_a_bulk_of_300_courses_runs_into_the_daily_budget_and_goes_on_after_midnight(
    office: Browser, simulator: RunningSimulator, settings: Settings
) -> None:
    make_semester_of(COUNT)
    plan = office.get(PLAN)
    (sentence,) = plan.notices
    said = re.fullmatch(
        r"Heute (\d+) von 300 Kursen, der Rest ab Fr 21\.08\.2026, 02:01 Uhr\. "
        r"Voraussichtlich fertig: Fr 21\.08\.2026, 02:0\d Uhr\.",
        sentence,
    )
    assert said is not None, sentence
    today = int(said[1])
    assert today < COUNT

    batch = start(office, plan)
    work_off(clock.now())
    assert statuses() == {"transferred": today, "scheduled": COUNT - today}
    page = office.get(batch.address)
    assert f"{today} von 300 Kursen fertig" in page.texts("//section")[0]
    assert "der Rest ab Fr 21.08.2026, 02:01 Uhr" in page.texts("//section")[0]

    simulator.control.set_clock(TOMORROW)
    settings.KURSLINK_CLOCK_OFFSET = int((TOMORROW - datetime.now(UTC)).total_seconds())
    work_off(clock.now())
    assert statuses() == {"transferred": COUNT}
    assert "300 von 300 Kursen fertig" in office.get(batch.address).texts("//section")[0]
    counters = simulator.control.counters()
    assert counters.too_many.get("host", 0) == 0
    days = [writes for host in counters.writes.values() for writes in host.values()]
    assert (sum(days), max(days) <= for_batches()) == (COUNT * 4 // 3, True)
    assert len(simulator.control.meetings()) == Meeting.objects.count() == COUNT
    assert office.get(PLAN).notices[0].startswith("Es gibt nichts zu tun")


@pytest.mark.usefixtures("account")
def test_three_hundred_courses_are_planned_in_seconds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_semester_of(COUNT)
    began = time.monotonic()
    with django_assert_num_queries(15):
        plan = plan_batch(Course.objects.all(), actor=SHELL, now=NOW)
    assert len(plan.chosen) == COUNT
    assert time.monotonic() - began < 15  # about 1 s on the machine it was made on
    assert not Order.objects.filter(state=OrderState.WAITING).exists()
