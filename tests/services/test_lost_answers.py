"""Never twice, never lost: whatever becomes of a request or its answer, one meeting at Zoom."""

from datetime import date, timedelta

import pytest

from kurslink.models import Course, MeetingState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.withdraw_course import withdraw_course
from kurslink.zoom.errors import NotZoom, OutcomeUnknown, Unreachable
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

SOON, AFTER_THE_LAG = NOW + timedelta(seconds=20), NOW + LIST_LAG + timedelta(seconds=1)
ANSWER_LOST = ("drop", "html_500", "html_200", "truncated_json", "unavailable_503", "xml_502")


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 3))


def meetings_at_zoom(simulator: RunningSimulator) -> int:
    return simulator.control.counters().meetings


def refusal_of(result: Transfer) -> RefusalCode:
    assert isinstance(result.error, Refusal)
    return result.error.code


@pytest.mark.parametrize("failure", ANSWER_LOST)
def test_a_meeting_whose_answer_was_lost_is_found_by_its_marker(
    simulator: RunningSimulator, course: Course, failure: str
) -> None:
    simulator.control.fail_next(failure, when="after", operation="create_meeting")
    result = transfer(course)
    assert (result.status, result.error) == (TransferStatus.TRANSFERRED, None)
    assert (meetings_at_zoom(simulator), result.calls.create) == (1, 1)
    (meeting,) = simulator.control.meetings()
    course.online.refresh_from_db()
    assert course.online.link == meeting["join_url"]
    assert course.online.passcode == meeting["password"]


@pytest.mark.parametrize("failure", ["drop", "html_500"])
def test_a_request_lost_before_its_effect_is_sent_again_only_after_the_lag(
    simulator: RunningSimulator, course: Course, failure: str
) -> None:
    simulator.control.fail_next(failure, when="before", operation="create_meeting")
    first = transfer(course)
    assert (first.status, type(first.error)) == (TransferStatus.UNKNOWN, OutcomeUnknown)
    second = transfer(course, at=SOON)
    assert (second.status, refusal_of(second)) == (
        TransferStatus.UNKNOWN,
        RefusalCode.OUTCOME_UNKNOWN,
    )
    assert meetings_at_zoom(simulator) == 0
    assert transfer(course, at=AFTER_THE_LAG).status == TransferStatus.TRANSFERRED
    assert meetings_at_zoom(simulator) == 1


def test_a_meeting_the_list_shows_late_is_adopted_by_the_next_attempt(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    assert transfer(course).status == TransferStatus.UNKNOWN
    assert refusal_of(transfer(course, at=SOON)) == RefusalCode.OUTCOME_UNKNOWN
    simulator.control.set_clock(AFTER_THE_LAG)
    result = transfer(course, at=AFTER_THE_LAG)
    assert (result.status, result.calls.create) == (TransferStatus.TRANSFERRED, 0)
    assert meetings_at_zoom(simulator) == 1
    assert result.meeting is not None
    assert result.meeting.state == MeetingState.LIVE


def test_a_list_that_cannot_be_read_proves_nothing(
    simulator: RunningSimulator, course: Course
) -> None:
    """The answer is lost, and so is the question whether the meeting exists."""
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    simulator.control.fail_next("html_200", operation="list_meetings")
    assert transfer(course).status == TransferStatus.UNKNOWN
    assert transfer(course, at=AFTER_THE_LAG).status == TransferStatus.TRANSFERRED
    assert meetings_at_zoom(simulator) == 1


def test_a_later_look_that_fails_leaves_the_outcome_open(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    transfer(course)
    simulator.control.set_clock(AFTER_THE_LAG)
    simulator.control.fail_next("html_200", operation="list_meetings")
    second = transfer(course, at=AFTER_THE_LAG)
    assert (second.status, type(second.error)) == (TransferStatus.FAILED, NotZoom)
    assert course.meetings.get().state == MeetingState.UNKNOWN
    assert transfer(course, at=AFTER_THE_LAG).status == TransferStatus.TRANSFERRED
    assert meetings_at_zoom(simulator) == 1


def test_a_found_meeting_that_cannot_be_read_is_remembered(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    simulator.control.fail_next("html_200", operation="get_meeting")
    transfer(course)
    (meeting,) = simulator.control.meetings()
    assert course.meetings.get().zoom_meeting_id == meeting["id"]
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert meetings_at_zoom(simulator) == 1


def test_what_zoom_refused_is_tried_again_at_once(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("rate_day", operation="create_meeting")
    assert transfer(course).status == TransferStatus.SCHEDULED
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert meetings_at_zoom(simulator) == 1


def test_nothing_is_remembered_of_a_transfer_that_never_asked_zoom_for_a_meeting(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("html_200", operation="get_user_settings")
    assert transfer(course).status == TransferStatus.FAILED
    assert course.meetings.count() == 0


def test_while_the_outcome_is_open_a_meeting_cannot_be_withdrawn(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    transfer(course)
    with pytest.raises(Refusal, match="outcome_unknown"):
        withdraw_course(course, actor=SHELL, clock=clock)
    simulator.control.set_clock(AFTER_THE_LAG)
    withdraw_course(course, actor=SHELL, clock=lambda: AFTER_THE_LAG)
    assert meetings_at_zoom(simulator) == 0


def test_an_unreachable_zoom_is_a_failure_that_leaves_nothing_behind(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    account.oauth_url = "http://127.0.0.1:9/token"
    account.save()
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    result = transfer(course)
    assert (result.status, type(result.error)) == (TransferStatus.FAILED, Unreachable)
    assert course.meetings.count() == 0


@pytest.mark.parametrize("operation", ["update_meeting", "delete_meeting"])
def test_a_change_whose_answer_was_lost_ends_in_the_course_days(
    simulator: RunningSimulator, course: Course, operation: str
) -> None:
    transfer(course)
    first, second, _ = course.days.all()
    course.days.filter(pk=first.pk).update(date=date(2026, 9, 3))
    course.days.filter(pk=second.pk).update(is_cancelled=True)
    simulator.control.fail_next("drop", when="after", operation=operation)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert transfer(course).status == TransferStatus.UNCHANGED
