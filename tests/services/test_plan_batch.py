"""The plan of many courses: what would happen to each, at which host, when, and why not."""

from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import (
    Course,
    CourseStatus,
    Meeting,
    MeetingState,
    Order,
    OrderState,
    Plan,
    WriteBudget,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.batches.plan_row import BatchPlan, PlanRow, RowState
from kurslink.services.documents import calls_document
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.place_batch import place_batch
from kurslink.services.place_order import place_order
from kurslink.services.plan_batch import plan_batch
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL, Actor
from kurslink.services.words.describe_outlook import describe_outlook
from kurslink.services.words.notices import NoticeCode
from kurslink.services.words.sentences import describe_notice
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator
from tests.work_off import work_off

pytestmark = pytest.mark.django_db

FIRST = date(2026, 9, 2)
LATER = NOW + timedelta(hours=1)
TOMORROW = datetime(2026, 8, 21, 0, 1, tzinfo=UTC)


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator, offer=3, plan=Plan.PRO)


def plan(
    *,
    at: datetime = NOW,
    hosts: Mapping[int, int] | None = None,
    ticked: Set[int] | None = None,
) -> BatchPlan:
    courses = Course.objects.all()
    if ticked is None:
        return plan_batch(courses, actor=SHELL, now=at, hosts=hosts)
    return plan_batch(
        courses, actor=SHELL, now=at, hosts=hosts, ticks=lambda row: row.course.pk in ticked
    )


def only(made: BatchPlan) -> PlanRow:
    (row,) = made.rows
    return row


def hosts(made: BatchPlan) -> dict[str, str]:
    return {row.course.number: row.host.email if row.host else "" for row in made.rows}


def states(made: BatchPlan) -> list[tuple[str, RowState]]:
    return [(row.course.number, row.state) for row in made.rows]


@pytest.mark.usefixtures("account")
def test_a_new_course_costs_what_its_transfer_will() -> None:
    course = make_course(days=weekly(FIRST, 3))
    row = only(plan())
    course.online.host = row.host
    prepared = prepare_transfer(course, actor=SHELL, now=NOW)
    assert (row.state, row.steps, row.calls) == (RowState.NEW, prepared.steps, prepared.calls)


@pytest.mark.usefixtures("account")
def test_the_plan_asks_zoom_for_nothing(simulator: RunningSimulator) -> None:
    make_course("262-1", days=weekly(FIRST, 3))
    transfer(make_course("262-2", days=weekly(FIRST, 3, "09:00", "10:00")))
    before = simulator.control.counters().calls
    plan()
    assert simulator.control.counters().calls == before


def test_a_course_zoom_holds_already_is_the_same(simulator: RunningSimulator) -> None:
    make_account(simulator, plan=Plan.PRO)
    transfer(make_course(days=weekly(FIRST, 3)))
    made = plan()
    assert (only(made).state, made.chosen, calls_document(made.calls)["total"]) == (
        RowState.SAME,
        (),
        0,
    )


def test_an_edited_course_costs_what_its_update_will(simulator: RunningSimulator) -> None:
    make_account(simulator, plan=Plan.PRO)
    course = make_course(days=weekly(FIRST, 4))
    transfer(course)
    course.days.filter(date=FIRST).update(starts_at="17:00")
    Course.objects.update(title="Neuer Titel", changed_at=LATER)
    row = only(plan(at=LATER))
    prepared = prepare_transfer(Course.objects.get(), actor=SHELL, now=LATER)
    assert (row.state, row.steps, row.calls) == (RowState.CHANGED, prepared.steps, prepared.calls)
    assert row.calls.writes == 2


def test_alternatives_and_settings_zoom_holds_are_known(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2, plan=Plan.PRO)
    host, other = account.users.filter(is_offered=True)
    course = make_course(days=weekly(FIRST, 2))
    course.online.host = host
    course.online.save()
    course.online.alternatives.add(other)
    transfer(course)
    assert Meeting.objects.get().alternatives == [other.email]
    assert only(plan()).state is RowState.SAME
    course.online.alternatives.clear()
    assert only(plan()).calls.writes == 1


def test_a_difference_left_at_zoom_is_looked_at_again(simulator: RunningSimulator) -> None:
    make_account(simulator, plan=Plan.PRO)
    transfer(make_course(days=weekly(FIRST, 3)))
    Meeting.objects.update(state=MeetingState.DIFFERENCE)
    assert only(plan()).state is RowState.CHANGED


def test_a_course_changed_by_hand_at_zoom_is_left_to_a_person(simulator: RunningSimulator) -> None:
    make_account(simulator, plan=Plan.PRO)
    transfer(make_course(days=weekly(FIRST, 3)))
    Meeting.objects.update(drift={"topic": "Von Hand"})
    row = only(plan())
    assert (row.state, row.is_ticked) == (RowState.CHANGED, False)
    assert [describe_notice(notice) for notice in row.notices] == [
        "Das Meeting wurde in Zoom von Hand geändert; die Übertragung überschreibt das."
    ]
    assert only(plan(ticked={row.course.pk})).is_ticked


@pytest.mark.usefixtures("account")
def test_what_cannot_be_sent_says_why_and_stands_last() -> None:
    make_course("262-1", days=weekly(FIRST, 1), status=CourseStatus.CANCELLED)
    make_course("262-2")
    make_course("262-3", days=weekly(FIRST, 1), software="edudip")
    make_course("262-4", days=weekly(date(2026, 8, 1), 1))
    make_course("262-5", days=weekly(FIRST, 1))
    found = [(row.course.number, row.error.code if row.error else None) for row in plan().rows]
    assert found == [
        ("262-5", None),
        ("262-1", RefusalCode.COURSE_CANCELLED),
        ("262-2", RefusalCode.NO_DATE),
        ("262-3", RefusalCode.OTHER_SOFTWARE),
        ("262-4", RefusalCode.ALL_PAST),
    ]


@pytest.mark.usefixtures("account")
def test_a_course_with_an_open_order_waits_already() -> None:
    course = make_course(days=weekly(FIRST, 1))
    place_order(course, actor=SHELL, now=NOW)
    assert states(plan()) == [("262-4107", RowState.WAITING)]


def test_only_who_may_transfer_sees_a_plan() -> None:
    with pytest.raises(Refusal):
        plan_batch(Course.objects.all(), actor=Actor("Leserin", frozenset()), now=NOW)


@pytest.mark.usefixtures("account")
def test_courses_without_host_get_free_ones_least_loaded_first(simulator: RunningSimulator) -> None:
    first, second, third = simulator.hosts[:3]
    make_course("262-1", days=weekly(FIRST, 3))
    make_course("262-2", days=weekly(FIRST, 3))
    make_course("262-3", days=weekly(date(2026, 9, 3), 2))
    make_course("262-4", days=weekly(FIRST, 3, "18:30", "20:00"))
    proposed = hosts(plan())
    in_order = sorted([first, second, third])
    assert [proposed[f"262-{number}"] for number in (1, 2, 4, 3)] == [*in_order, in_order[0]]


@pytest.mark.usefixtures("account")
def test_if_nobody_is_free_the_course_stays_without_host() -> None:
    for number in range(4):
        make_course(f"262-{number}", days=weekly(FIRST, 3))
    last = plan().rows[-1]
    assert (last.state, last.host, len(last.offered)) == (RowState.IMPOSSIBLE, None, 3)
    assert last.error is not None
    assert last.error.code is RefusalCode.NO_FREE_HOST


@pytest.mark.usefixtures("account")
def test_a_business_licence_holds_two_courses_at_once() -> None:
    ZoomAccount.objects.update(plan=Plan.BUSINESS)
    for number in range(6):
        make_course(f"262-{number}", days=weekly(FIRST, 3))
    assert [row.state for row in plan().rows] == [RowState.NEW] * 6


def test_a_course_keeps_the_host_of_its_last_meeting_if_that_is_free(
    account: ZoomAccount, simulator: RunningSimulator
) -> None:
    last = account.users.get(email=sorted(simulator.hosts[:3])[2])
    course = make_course(days=weekly(FIRST, 2))
    Meeting.objects.create(
        course=course,
        generation=1,
        marker="KL-X",
        state=MeetingState.DELETED,
        host=last,
        created_at=NOW,
    )
    assert only(plan()).host == last


def test_a_host_chosen_although_it_is_busy_has_to_be_ticked(account: ZoomAccount) -> None:
    courses = [make_course(f"262-{number}", days=weekly(FIRST, 3)) for number in range(4)]
    busy = account.users.filter(is_offered=True).first()
    assert busy is not None
    last = courses[3].pk
    chosen = {each.pk: busy.pk for each in courses[:1]} | {last: busy.pk}
    row = next(row for row in plan(hosts=chosen).rows if row.course.pk == last)
    assert (row.state, row.host, row.is_ticked) == (RowState.NEW, busy, False)
    assert [describe_notice(notice) for notice in row.notices] == [
        f"{busy.email} hält am Mi 02.09.2026, 18:00 Uhr schon den Kurs 262-0 "
        "(betroffene Kurstage: 3)."
    ]


def test_a_meeting_zoom_holds_already_is_no_collision_any_more(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator, plan=Plan.PRO)
    for number in ("262-1", "262-2"):
        transfer(make_course(number, days=weekly(FIRST, 3)))
    Course.objects.update(title="Neu", changed_at=LATER)
    rows = plan(at=LATER).rows
    assert [(row.state, row.is_ticked) for row in rows] == [(RowState.CHANGED, True)] * 2


def test_the_only_licence_needs_no_choice_but_a_second_look(simulator: RunningSimulator) -> None:
    make_account(simulator, plan=Plan.PRO)
    for number in ("262-1", "262-2"):
        make_course(number, days=weekly(FIRST, 3))
    found = [
        (row.is_ticked, [notice.code for notice in row.notices], row.offered) for row in plan().rows
    ]
    assert found == [(True, [], ()), (False, [NoticeCode.HOST_BUSY], ())]


@pytest.mark.usefixtures("account")
def test_what_open_orders_have_spoken_for_is_taken() -> None:
    first = make_course("262-1", days=weekly(FIRST, 3))
    place_batch(plan(), actor=SHELL, now=NOW)
    make_course("262-2", days=weekly(FIRST, 3))
    first.online.refresh_from_db()
    assert plan().rows[0].host != first.online.host


def test_what_does_not_fit_today_is_said_beforehand_and_sent_tomorrow(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator, plan=Plan.PRO)
    host = account.users.get(is_offered=True)
    WriteBudget.objects.create(host=host, on=NOW.date(), used=83)
    for day in range(5):
        make_course(f"262-{day}", days=weekly(FIRST + timedelta(days=day), 2))
    made = plan()
    assert [row.due_at for row in made.rows] == [NOW, NOW, TOMORROW, TOMORROW, TOMORROW]
    assert describe_outlook(made.outlook) == (
        "Heute 2 von 5 Kursen, der Rest ab Fr 21.08.2026, 02:01 Uhr. "
        "Voraussichtlich fertig: Fr 21.08.2026, 02:02 Uhr."
    )
    place_batch(made, actor=SHELL, now=NOW)
    work_off(NOW)
    assert Order.objects.filter(state=OrderState.WAITING, status="scheduled").count() == 3
    simulator.control.set_clock(TOMORROW)
    work_off(TOMORROW)
    assert set(Order.objects.values_list("status", flat=True)) == {"transferred"}


def test_what_an_earlier_batch_will_write_is_counted(simulator: RunningSimulator) -> None:
    account = make_account(simulator, plan=Plan.PRO)
    host = account.users.get(is_offered=True)
    WriteBudget.objects.create(host=host, on=NOW.date(), used=84)
    make_course("262-1", days=weekly(FIRST, 2))
    place_batch(plan(), actor=SHELL, now=NOW)
    make_course("262-2", days=weekly(date(2026, 9, 3), 2))
    assert [row.due_at for row in plan().rows] == [TOMORROW, None]


@pytest.mark.usefixtures("account")
def test_the_number_of_queries_does_not_grow_with_the_courses(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def make(number: int) -> None:
        days = weekly(FIRST + timedelta(days=number), 2)
        transferred = make_course(f"262-{number}", days=days)
        transferred.online.host = ZoomUser.objects.filter(is_offered=True)[0]
        transferred.online.save()
        transfer(transferred)
        make_course(f"262-{number}0", days=weekly(FIRST + timedelta(days=number), 2, "08:00"))

    make(1)
    with django_assert_num_queries(16):
        plan()
    make(2)
    make(3)
    with django_assert_num_queries(16):
        plan()
