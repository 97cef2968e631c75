"""Adopting a meeting that exists: link, ID and passcode stay, and Zoom is only read."""

from datetime import date

import pytest

from kurslink.models import (
    Course,
    ForeignMeeting,
    MeetingKind,
    MeetingState,
    Order,
    OrderKind,
    ZoomAccount,
)
from kurslink.services.adopt_meeting import adopt_meeting
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.foreign.meeting_number import read_meeting_number
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.transfer.markers import has_marker
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:  # noqa: ARG001  # a Zugang exists
    return make_course(days=weekly(date(2026, 9, 2), 1))


def adopt(course: Course, meeting: str | int) -> None:
    adopt_meeting(Course.objects.get(pk=course.pk), meeting=meeting, actor=SHELL, clock=clock)


def refusal(course: Course, meeting: str | int) -> RefusalCode:
    with pytest.raises(Refusal) as refused:
        adopt(course, meeting)
    assert Course.objects.get(pk=course.pk).online.link == course.online.link
    return refused.value.code


@pytest.mark.parametrize(
    "text",
    [
        "830 1964 2761",
        "83019642761",
        " 830-1964-2761 ",
        "830\u00a01964\u00a02761",
        "https://us02web.zoom.us/j/83019642761?pwd=aB.1",
        "https://zoom.us/j/83019642761",
        "https://vhs.zoom-x.de/j/83019642761#success",
    ],
)
def test_a_meeting_is_named_by_number_or_link(text: str) -> None:
    assert read_meeting_number(text) == 83019642761


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Englisch",
        "12345",
        "1234567890123",
        "https://zoom.us/my/vhs",
        "٨٣٠١٩٦٤٢٧٦١",
        "8301964276x",
    ],
)
def test_anything_else_is_refused_with_the_field(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_meeting_number(text)
    assert refused.value.code == RefusalCode.MEETING_NUMBER_UNREADABLE
    assert refused.value.data["attribute"] == "meeting"


def test_link_number_passcode_and_host_come_from_zoom_and_zoom_is_told_nothing(
    simulator: RunningSimulator, course: Course
) -> None:
    number = made_by_hand(simulator, host=1, settings={"waiting_room": True})
    before = simulator.control.meeting(number)
    adopt(course, before["join_url"])
    details = Course.objects.get(pk=course.pk).online
    assert details.host is not None
    assert (details.link, details.meeting_number, details.passcode, details.host.email) == (
        before["join_url"],
        str(number),
        "246810",
        simulator.hosts[1],
    )
    row = current(course)
    assert (row.generation, row.state, row.kind) == (1, MeetingState.DIFFERENCE, MeetingKind.SINGLE)
    assert (row.join_url, row.passcode, row.topic) == (before["join_url"], "246810", "Teamrunde")
    assert (row.settings["waiting_room"], row.checked_at, row.transferred_at) == (True, NOW, None)
    assert row.occurrences.get().duration == 90
    counted = simulator.control.counters()
    assert (counted.calls["get_meeting"], counted.writes) == (1, {})
    assert {each.method for each in simulator.control.log() if "/meetings" in each.path} == {"GET"}


def test_the_next_update_brings_it_in_line_and_marks_it_with_the_link_kept(
    simulator: RunningSimulator, course: Course
) -> None:
    number = made_by_hand(simulator, topic="Alt", agenda="Bitte Buch mitbringen")
    adopt(course, number)
    link = current(course).join_url
    result = transfer(course)
    assert (result.status, result.calls.create) == (TransferStatus.TRANSFERRED, 0)
    held = simulator.control.meeting(number)
    assert (held["topic"], held["join_url"], held["password"]) == (course.title, link, "246810")
    assert has_marker(held["agenda"], current(course).marker)
    assert "Bitte Buch mitbringen" in held["agenda"]
    assert len(simulator.control.meetings()) == 1


def test_a_course_that_is_not_online_yet_becomes_one(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    course = make_course(software=None)
    adopt(course, made_by_hand(simulator))
    details = Course.objects.get(pk=course.pk).online
    assert (details.is_online, details.uses_zoom, details.account) == (True, True, account)


def test_alternatives_known_here_are_kept_for_a_course_without_its_own(
    simulator: RunningSimulator, course: Course
) -> None:
    number = made_by_hand(simulator, settings={"alternative_hosts": simulator.hosts[1]})
    adopt(course, number)
    assert [user.email for user in course.online.alternatives.all()] == [simulator.hosts[1]]
    assert current(course).alternatives == [simulator.hosts[1]]


def test_a_detached_meeting_comes_back_as_the_next_generation(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    (meeting,) = simulator.control.meetings()
    detach_meeting(course, actor=SHELL, clock=clock)
    look_at_account(account, actor=SHELL, now=NOW)
    adopt(course, meeting["id"])
    assert (current(course).generation, current(course).join_url) == (2, meeting["join_url"])
    assert ForeignMeeting.objects.count() == 0
    assert transfer(course).status == TransferStatus.TRANSFERRED


def test_an_adopted_meeting_can_be_deleted_like_any_other(
    simulator: RunningSimulator, course: Course
) -> None:
    adopt(course, made_by_hand(simulator))
    withdraw_course(course, actor=SHELL, clock=clock)
    assert simulator.control.meetings() == []


def test_a_meeting_of_another_course_is_refused_and_that_course_is_named(
    simulator: RunningSimulator, course: Course
) -> None:
    other = make_course("262-9", title="Yoga", days=weekly(date(2026, 9, 2), 1))
    transfer(other)
    with pytest.raises(Refusal) as refused:
        adopt(course, simulator.control.meetings()[0]["id"])
    assert refused.value.code == RefusalCode.MEETING_HELD
    assert (refused.value.data["number"], refused.value.data["title"]) == ("262-9", "Yoga")


def test_what_no_course_can_have_is_refused(simulator: RunningSimulator, course: Course) -> None:
    webinar = made_by_hand(simulator)
    simulator.control.change_meeting(webinar, is_webinar=True)
    assert refusal(course, webinar) == RefusalCode.MEETING_IS_WEBINAR
    assert refusal(course, 99999999999) == RefusalCode.MEETING_NOT_FOUND
    room = made_by_hand(simulator, settings={"use_pmi": True})
    assert refusal(course, room) == RefusalCode.PERSONAL_ROOM
    instant = made_by_hand(simulator, type=1)
    assert refusal(course, instant) == RefusalCode.INSTANT_MEETING


def test_a_host_nobody_read_is_refused_until_the_users_are_read(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    number = made_by_hand(simulator, host=1)
    account.users.filter(email=simulator.hosts[1]).delete()
    assert refusal(course, number) == RefusalCode.MEETING_HOST_UNKNOWN


def test_a_course_needs_room_for_a_meeting(simulator: RunningSimulator, course: Course) -> None:
    number = made_by_hand(simulator)
    order = Order.objects.create(
        course=course,
        kind=OrderKind.TRANSFER,
        is_urgent=True,
        placed_by="M",
        placed_at=NOW,
        due_at=NOW,
    )
    assert refusal(course, number) == RefusalCode.ORDER_OPEN
    order.delete()
    assert refusal(make_course("262-2", software="edudip"), number) == RefusalCode.OTHER_SOFTWARE
    cancelled = make_course("262-3", status="cancelled")
    assert refusal(cancelled, number) == RefusalCode.COURSE_CANCELLED
    adopt(course, number)
    course.online.refresh_from_db()
    assert refusal(course, made_by_hand(simulator)) == RefusalCode.COURSE_HAS_MEETING


def test_a_retired_account_gives_no_meetings(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    ZoomAccount.objects.update(is_active=False)
    account.refresh_from_db()
    with pytest.raises(Refusal, match="account_inactive"):
        adopt_meeting(
            course, meeting=made_by_hand(simulator), account=account, actor=SHELL, clock=clock
        )


def test_adopting_needs_the_right_to_transfer(course: Course) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        adopt_meeting(
            course, meeting=83019642761, actor=Actor("L", frozenset({Right.VIEW})), clock=clock
        )
