"""Taking a meeting out of Zoom: nothing is left there, its history stays here."""

from datetime import date, timedelta

import pytest

from kurslink.models import Course, MeetingState, TransferStep
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.withdraw_course import withdraw_course
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import IsWebinar, MeetingGone, MeetingInProgress
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import Json, RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    made = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(made)
    return made


def the_meeting(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def withdraw(course: Course) -> None:
    withdraw_course(Course.objects.get(pk=course.pk), actor=SHELL, clock=clock)


def access_data(course: Course) -> tuple[str, str, str]:
    course.online.refresh_from_db()
    return course.online.link, course.online.meeting_number, course.online.passcode


def test_withdrawing_clears_link_id_and_passcode_and_keeps_the_rest(
    simulator: RunningSimulator, course: Course
) -> None:
    withdraw(course)
    assert simulator.control.meetings() == []
    assert access_data(course) == ("", "", "")
    details = course.online
    assert (details.is_online, details.uses_zoom) == (True, True)
    assert (details.account is None, details.host is None) == (False, False)


def test_the_row_of_a_withdrawn_meeting_keeps_link_id_and_passcode(
    simulator: RunningSimulator, course: Course
) -> None:
    held = the_meeting(simulator)
    withdraw(course)
    row = course.meetings.get()
    assert (row.state, row.zoom_meeting_id) == (MeetingState.DELETED, held["id"])
    assert (row.join_url, row.passcode) == (held["join_url"], held["password"])
    assert (row.claim, row.claimed_until) == (None, None)


def test_a_course_transferred_again_gets_the_next_generation_and_another_link(
    simulator: RunningSimulator, course: Course
) -> None:
    first = the_meeting(simulator)["join_url"]
    withdraw(course)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert list(course.meetings.order_by("generation").values_list("generation", "state")) == [
        (1, MeetingState.DELETED),
        (2, MeetingState.LIVE),
    ]
    assert the_meeting(simulator)["join_url"] != first
    assert len({each.marker for each in course.meetings.all()}) == 2


def test_a_withdrawal_is_written_down_like_every_step(course: Course) -> None:
    withdraw(course)
    done = TransferStep.objects.filter(meeting__course=course).values_list("action", "outcome")
    assert list(done)[-1] == ("delete", "done")


def test_a_second_withdrawal_is_refused(simulator: RunningSimulator, course: Course) -> None:
    withdraw(course)
    with pytest.raises(Refusal, match="no_meeting"):
        withdraw(course)
    assert simulator.control.counters().calls["delete_meeting"] == 1


def test_a_meeting_deleted_in_the_portal_is_noticed_and_said(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.delete_meeting(the_meeting(simulator)["id"])
    first, second = transfer(course), transfer(course)
    assert (first.status, type(first.error)) == (TransferStatus.FAILED, MeetingGone)
    assert course.meetings.get().state == MeetingState.GONE
    assert isinstance(second.error, Refusal)
    assert second.error.code == RefusalCode.MEETING_GONE
    assert explain(second.error).message == (
        "Das Meeting dieses Kurses gibt es in Zoom nicht mehr."
    )


@pytest.mark.parametrize("is_noticed", [True, False], ids=["noticed", "not noticed"])
def test_withdrawing_a_meeting_deleted_in_the_portal_is_fine_and_makes_room_for_a_new_one(
    simulator: RunningSimulator, course: Course, *, is_noticed: bool
) -> None:
    simulator.control.delete_meeting(the_meeting(simulator)["id"])
    if is_noticed:
        transfer(course)
    withdraw(course)
    assert access_data(course) == ("", "", "")
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert len(simulator.control.meetings()) == 1


def test_a_meeting_made_a_webinar_is_said_and_can_be_withdrawn_after_its_deletion_in_the_portal(
    simulator: RunningSimulator, course: Course
) -> None:
    meeting_id = the_meeting(simulator)["id"]
    simulator.control.change_meeting(meeting_id, is_webinar=True)
    assert isinstance(transfer(course).error, IsWebinar)
    with pytest.raises(IsWebinar) as refused:
        withdraw(course)
    assert explain(refused.value).hint == (
        "Wandeln Sie es im Zoom-Portal zurück. Oder wählen Sie auf der 3. Seite „Neu anlegen“: "
        "Link, Meeting-ID und Passwort des Kurses werden dann neu vergeben, der alte Link führt "
        "weiter in das Webinar. „Nur lösen“ lässt den Kurs ohne Meeting."
    )
    simulator.control.delete_meeting(meeting_id)
    withdraw(course)
    assert course.meetings.get().state == MeetingState.DELETED


def test_a_meeting_made_a_webinar_can_be_detached_and_the_course_gets_a_new_one(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.change_meeting(the_meeting(simulator)["id"], is_webinar=True)
    transfer(course)
    detach_meeting(Course.objects.get(pk=course.pk), actor=SHELL, clock=clock)
    assert access_data(course) == ("", "", "")
    assert transfer(course).status == TransferStatus.TRANSFERRED


def test_a_running_meeting_stays_until_it_has_ended(
    simulator: RunningSimulator, course: Course
) -> None:
    meeting_id = the_meeting(simulator)["id"]
    simulator.control.change_meeting(meeting_id, status="started")
    with pytest.raises(MeetingInProgress):
        withdraw(course)
    assert course.meetings.get().state == MeetingState.LIVE
    simulator.control.change_meeting(meeting_id, status="waiting")
    withdraw(course)
    assert simulator.control.meetings() == []


def test_a_withdrawal_whose_answer_was_lost_is_repeated_without_harm(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("drop", when="after", operation="delete_meeting")
    withdraw(course)
    assert simulator.control.meetings() == []
    assert course.meetings.get().state == MeetingState.DELETED


def test_a_failed_creation_can_be_withdrawn_without_asking_zoom(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    simulator.control.fail_next("rate_host", operation="create_meeting")
    transfer(course)
    withdraw(course)
    assert course.meetings.get().state == MeetingState.DELETED
    assert simulator.control.counters().calls.get("list_meetings", 0) == 0


def test_a_lost_meeting_is_found_before_it_is_withdrawn(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    transfer(course)
    later = NOW + LIST_LAG + timedelta(seconds=1)
    simulator.control.set_clock(later)
    withdraw_course(course, actor=SHELL, clock=lambda: later)
    assert simulator.control.meetings() == []
