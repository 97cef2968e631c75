"""A meeting that cannot be had any more is let go, so that a new one can be made."""

from datetime import date, timedelta

import pytest

from kurslink.models import Course, Meeting, MeetingState, OnlineDetails
from kurslink.services.check_meeting import check_meeting
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.renew_meeting import is_lost, renew_meeting
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import TransferStatus
from kurslink.zoom.errors import Unavailable
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    transfer(course)
    return Course.objects.get(pk=course.pk)


def renew(course: Course) -> Meeting | None:
    return renew_meeting(Course.objects.get(pk=course.pk), actor=SHELL, clock=lambda: LATER)


def test_a_gone_meeting_becomes_history_and_a_new_one_is_made(
    simulator: RunningSimulator, course: Course
) -> None:
    old = course.meetings.get()
    simulator.control.delete_meeting(str(old.zoom_meeting_id))
    released = renew(course)
    assert released is not None
    assert (released.state, released.join_url) == (MeetingState.DELETED, old.join_url)
    online = OnlineDetails.objects.get(course=course)
    assert (online.link, online.meeting_number, online.passcode) == ("", "", "")
    assert renew(course) is None
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert len(simulator.control.meetings()) == 1
    new = course.meetings.get(state=MeetingState.LIVE)
    assert (new.generation, new.join_url == old.join_url) == (2, False)


def test_a_webinar_stays_at_zoom_and_its_row_says_so(
    simulator: RunningSimulator, course: Course
) -> None:
    old = course.meetings.get()
    simulator.control.change_meeting(str(old.zoom_meeting_id), is_webinar=True)
    released = renew(course)
    assert released is not None
    assert released.state == MeetingState.DETACHED
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert [each["is_webinar"] for each in simulator.control.meetings()] == [True, False]


def test_a_meeting_that_is_there_after_all_is_connected_again(course: Course) -> None:
    Meeting.objects.update(state=MeetingState.GONE)
    with pytest.raises(Refusal) as refused:
        renew(course)
    assert refused.value.code is RefusalCode.MEETING_BACK
    assert course.meetings.get().state == MeetingState.LIVE


def test_zoom_out_of_reach_lets_nothing_go(simulator: RunningSimulator, course: Course) -> None:
    Meeting.objects.update(state=MeetingState.GONE)
    simulator.control.fail_next("unavailable_503", operation="get_meeting", count=3)
    with pytest.raises(Unavailable):
        renew_meeting(course, actor=SHELL, clock=clock, budget=0.5)
    assert course.meetings.get().state == MeetingState.GONE


def test_only_letting_go_needs_no_zoom(simulator: RunningSimulator, course: Course) -> None:
    simulator.control.delete_meeting(str(course.meetings.get().zoom_meeting_id))
    check_meeting(course.meetings.get(), actor=SHELL, now=LATER)
    assert is_lost(course.meetings.get())
    calls = sum(simulator.control.counters().calls.values())
    released = detach_meeting(course, actor=SHELL, clock=clock)
    assert released.state == MeetingState.DELETED
    assert sum(simulator.control.counters().calls.values()) == calls
