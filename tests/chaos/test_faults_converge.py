"""Whatever goes wrong at Zoom, whenever and at which call: it ends right, or with a sentence."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import httpx2
import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from kurslink.models import Course, Order, OrderKind
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from kurslink.services.transfer.markers import agenda_with
from kurslink.simulator.faults import Failure, Moment
from kurslink.zoom import wire
from tests.chaos.promises import require_promises
from tests.course_office import NOW, Span, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

FOR_GOOD = 10_000
MOST_ATTEMPTS = 8  # what waits for a limit goes on waiting: limits use up no attempt


def uneven() -> list[Span]:
    """Five weeks of which one falls out, with a later beginning on the last day."""
    days = weekly(date(2026, 11, 3), 5)
    return [*days[:2], days[3], (days[4][0], time(19), time(20, 30))]


def new_course(_simulator: RunningSimulator) -> Course:
    return make_course(days=uneven())


def course_whose_creation_was_lost(simulator: RunningSimulator) -> Course:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    return make_course(days=uneven())


def changed_course(_simulator: RunningSimulator) -> Course:
    course = make_course(days=uneven())
    transfer(course)
    Course.objects.update(title="Englisch B2 am Abend")
    first = course.days.earliest("date")
    course.days.filter(pk=first.pk).update(date=first.date + timedelta(days=1))
    return course


def live_course(_simulator: RunningSimulator) -> Course:
    course = make_course(days=uneven())
    transfer(course)
    return course


Scene = Callable[[RunningSimulator], Course]
PLACES: list[tuple[Scene, str, OrderKind]] = [
    (new_course, "token", OrderKind.TRANSFER),
    (new_course, "get_user_settings", OrderKind.TRANSFER),
    (new_course, "create_meeting", OrderKind.TRANSFER),
    (new_course, "update_meeting", OrderKind.TRANSFER),
    (new_course, "delete_meeting", OrderKind.TRANSFER),
    (new_course, "get_meeting", OrderKind.TRANSFER),
    (course_whose_creation_was_lost, "list_meetings", OrderKind.TRANSFER),
    (changed_course, "get_meeting", OrderKind.TRANSFER),
    (changed_course, "update_meeting", OrderKind.TRANSFER),
    (live_course, "delete_meeting", OrderKind.WITHDRAW),
]

# Who is refused is refused before the effect: at Zoom nothing has happened then.
REFUSALS = (
    Failure.UNAUTHORISED_401,
    Failure.RATE_SECOND,
    Failure.RATE_DAY,
    Failure.RATE_HOST,
)
ONCE = [
    (failure, when, 1)
    for failure in Failure
    for when in Moment
    if when == Moment.BEFORE or failure not in REFUSALS
]
# One of each kind: what breaks, what cannot be read, what is refused.
LASTING = [
    (Failure.DROP, Moment.BEFORE, FOR_GOOD),
    (Failure.DROP, Moment.AFTER, FOR_GOOD),
    (Failure.HTML_200, Moment.AFTER, FOR_GOOD),
    *((failure, Moment.BEFORE, FOR_GOOD) for failure in REFUSALS),
]


Case = tuple[tuple[Scene, str, OrderKind], tuple[Failure, Moment, int]]
IN_TURNS = {"get_meeting": 0, "update_meeting": 1}


def cases() -> list[Case]:
    """Each fault at each operation; where two scenes have the same one, they take turns."""
    return [
        (place_of_fault, fault)
        for place_of_fault in PLACES
        for number, fault in enumerate(ONCE + LASTING)
        if has_its_turn(place_of_fault, number)
    ]


def has_its_turn(place_of_fault: tuple[Scene, str, OrderKind], number: int) -> bool:
    scene, operation, _kind = place_of_fault
    if operation not in IN_TURNS:
        return True
    return (number + IN_TURNS[operation]) % 2 == (scene is changed_course)


def name_of(case: Case) -> str:
    (scene, operation, _kind), (failure, when, count) = case
    return f"{scene.__name__}-{operation}-{failure}-{when}{str(count)[1:]}"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Pauses between repeats take no time, and a silent Zoom is given up soon."""
    settings.KURSLINK_CLOCK_OFFSET = (NOW - datetime.now(UTC)).total_seconds()
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(wire, "TIMEOUT", httpx2.Timeout(0.3))


@pytest.mark.parametrize("case", cases(), ids=name_of)
def test_it_ends_right_or_with_a_sentence_and_right_when_asked_again(
    simulator: RunningSimulator, case: Case
) -> None:
    (scene, operation, kind), (failure, when, count) = case
    make_account(simulator)
    course = scene(simulator)
    simulator.control.drop_tokens()
    simulator.control.fail_next(failure, when=when, operation=operation, count=count)
    order, at = through_time(simulator, place(course, kind, NOW))
    require_end_or_sentence(order)
    require_at_most_one(simulator, course)
    if order.status in ("transferred", "unchanged", "withdrawn"):
        require_promises(simulator)
    simulator.control.drop_faults()
    if kind == OrderKind.TRANSFER or course.current_meeting() is not None:
        through_time(simulator, place(course, kind, at + timedelta(days=1)))
    require_promises(simulator)


def place(course: Course, kind: OrderKind, at: datetime) -> Order:
    return place_order(Course.objects.get(pk=course.pk), actor=SHELL, now=at, kind=kind)


def through_time(simulator: RunningSimulator, order: Order) -> tuple[Order, datetime]:
    """Carry the order out whenever it is due, until it ends or only a limit keeps it waiting."""
    at = order.due_at
    for _ in range(MOST_ATTEMPTS):
        simulator.control.set_clock(at)
        django_settings.KURSLINK_CLOCK_OFFSET = (at - datetime.now(UTC)).total_seconds()
        carry_out_order(order.pk, clock=lambda at=at: at)  # type: ignore[misc]
        order.refresh_from_db()
        if not order.is_open:
            break
        at = max(order.due_at, at)
    return order, at


def require_end_or_sentence(order: Order) -> None:
    if order.status in ("transferred", "unchanged", "withdrawn"):
        return
    error = order.result["error"]
    assert error["message"], "it says what happened"
    assert error["hint"], "it says what to do, and who"


def require_at_most_one(simulator: RunningSimulator, course: Course) -> None:
    markers = tuple(agenda_with(each.marker) for each in course.meetings.all())
    meetings = simulator.control.meetings()
    assert len(meetings) <= 1
    assert all(each["agenda"].startswith(markers) for each in meetings)
