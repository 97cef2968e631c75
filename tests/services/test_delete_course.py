"""Deleting a course: its meeting is decided first, its history goes with it."""

from datetime import date, timedelta

import pytest

from kurslink.models import (
    Course,
    CourseDay,
    Meeting,
    MeetingState,
    Order,
    OrderKind,
    OrderState,
    TransferStep,
    ZoomAccount,
)
from kurslink.services.delete_course import delete_course
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.switch_off import Release
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.withdraw_course import withdraw_course
from kurslink.zoom.errors import MeetingInProgress
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:  # noqa: ARG001  # a Zugang exists
    made = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(made)
    return made


def delete(course: Course, release: Release | None = None, actor: Actor = SHELL) -> None:
    delete_course(Course.objects.get(pk=course.pk), actor=actor, clock=clock, release=release)


def order(course: Course, state: OrderState) -> Order:
    return Order.objects.create(
        course=course,
        kind=OrderKind.TRANSFER,
        state=state,
        is_urgent=True,
        placed_by="M",
        placed_at=NOW,
        due_at=NOW,
    )


def test_a_course_without_a_meeting_goes_with_its_days() -> None:
    delete(make_course(days=weekly(date(2026, 9, 2), 3)))
    assert (Course.objects.count(), CourseDay.objects.count()) == (0, 0)


def test_a_meeting_must_be_decided_first(simulator: RunningSimulator, course: Course) -> None:
    with pytest.raises(Refusal) as refused:
        delete(course)
    assert refused.value.code == RefusalCode.MEETING_UNDECIDED
    assert (Course.objects.count(), len(simulator.control.meetings())) == (1, 1)


def test_deleting_the_meeting_leaves_nothing_at_zoom(
    simulator: RunningSimulator, course: Course
) -> None:
    delete(course, Release.DELETE)
    assert simulator.control.meetings() == []
    assert (Course.objects.count(), Meeting.objects.count()) == (0, 0)
    assert TransferStep.objects.count() == 0


def test_detaching_leaves_the_meeting_at_zoom_as_a_foreign_one(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    delete(course, Release.DETACH)
    assert (Course.objects.count(), len(simulator.control.meetings())) == (0, 1)
    assert look_at_account(account, actor=SHELL, now=NOW + timedelta(hours=1)).foreign == 1


def test_an_outcome_that_is_unknown_must_be_decided_too(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    for release, code in (
        (None, RefusalCode.MEETING_UNDECIDED),
        (Release.DETACH, RefusalCode.OUTCOME_UNKNOWN),
    ):
        with pytest.raises(Refusal) as refused:
            delete(course, release)
        assert refused.value.code == code
    assert account.users.count() > 0


@pytest.mark.parametrize("state", [MeetingState.GONE, MeetingState.FAILED])
def test_a_meeting_zoom_does_not_hold_needs_no_decision(
    course: Course, state: MeetingState
) -> None:
    changes = {"zoom_meeting_id": None} if state == MeetingState.FAILED else {}
    Meeting.objects.update(state=state, **changes)
    delete(course)
    assert Meeting.objects.count() == 0


def test_history_goes_with_the_course(course: Course) -> None:
    withdraw_course(course, actor=SHELL, clock=clock)
    order(course, OrderState.ENDED)
    delete(course)
    assert (Meeting.objects.count(), Order.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [OrderState.WAITING, OrderState.RUNNING])
def test_a_course_with_an_open_order_stays_with_its_meeting(
    simulator: RunningSimulator, course: Course, state: OrderState
) -> None:
    order(course, state)
    with pytest.raises(Refusal, match="order_open"):
        delete(course, Release.DELETE)
    assert (Course.objects.count(), len(simulator.control.meetings())) == (1, 1)


def test_a_course_that_is_being_transferred_stays(course: Course) -> None:
    Meeting.objects.update(state=MeetingState.GONE)
    with claimed(current(course), clock=clock), pytest.raises(Busy):
        delete(course)
    assert Course.objects.count() == 1


def test_a_course_whose_meeting_zoom_will_not_delete_stays(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.change_meeting(current(course).zoom_meeting_id or 0, status="started")
    with pytest.raises(MeetingInProgress):
        delete(course, Release.DELETE)
    assert Course.objects.count() == 1


def test_the_meeting_needs_the_right_to_transfer_the_course_that_to_edit(course: Course) -> None:
    for right, release in ((Right.VIEW, None), (Right.EDIT, Release.DETACH)):
        with pytest.raises(Refusal, match="not_allowed"):
            delete(course, release, Actor("L", frozenset({right})))
    assert Course.objects.count() == 1
