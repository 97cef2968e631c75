"""The whole way of an event: Zoom's portal, its signed report, and what becomes of our meeting."""

from datetime import date, timedelta

import pytest
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Meeting, MeetingState, ZoomAccount
from kurslink.services import clock
from kurslink.services.check_due_meetings import check_due_meetings
from kurslink.services.rights import BACKGROUND
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "secret-for-events"
CLOSE = timedelta(minutes=1)


@pytest.fixture
def account(live_server: LiveServer, simulator: RunningSimulator) -> ZoomAccount:
    """A Zugang whose Zoom account reports to a running Kurslink."""
    account = make_account(simulator)
    ZoomAccount.objects.filter(pk=account.pk).update(webhook_secret=SECRET)
    simulator.control.set_webhook(f"{live_server.url}/zoom/ereignisse/{account.pk}/", SECRET)
    return account


@pytest.fixture
def meeting(account: ZoomAccount, simulator: RunningSimulator) -> Meeting:  # noqa: ARG001  # the host's
    """A transferred meeting nobody has to look at."""
    transfer(make_course(days=weekly(date(2026, 9, 2), 3)))
    assert {each["status"] for each in simulator.control.sent_events()} == {204}
    Meeting.objects.update(check_due_at=None)
    return Meeting.objects.get()


def is_due(meeting: Meeting) -> bool:
    meeting.refresh_from_db()
    due = meeting.check_due_at
    return due is not None and abs(due - NOW) < CLOSE


def last_status(simulator: RunningSimulator) -> int | None:
    status: int | None = simulator.control.sent_events()[-1]["status"]
    return status


@pytest.mark.usefixtures("account")
def test_zoom_sees_that_we_know_the_secret(simulator: RunningSimulator) -> None:
    assert simulator.control.validate_webhook() == {"status": 200, "is_valid": True}
    ZoomAccount.objects.update(webhook_secret="another")
    assert simulator.control.validate_webhook() == {"status": 401, "is_valid": False}


def test_a_change_in_the_portal_is_to_be_looked_at(
    meeting: Meeting, simulator: RunningSimulator
) -> None:
    simulator.control.change_meeting(meeting.zoom_meeting_id or 0, password="hand-1")
    assert (last_status(simulator), is_due(meeting)) == (204, True)
    assert meeting.passcode != "hand-1"


def test_a_date_removed_and_a_meeting_deleted_are_to_be_looked_at(
    meeting: Meeting, simulator: RunningSimulator
) -> None:
    number = meeting.zoom_meeting_id or 0
    first = meeting.occurrences.all()[0].occurrence_id
    simulator.control.delete_meeting(number, occurrence_id=first)
    assert (last_status(simulator), is_due(meeting)) == (204, True)
    Meeting.objects.update(check_due_at=None)
    simulator.control.delete_meeting(number)
    assert (last_status(simulator), is_due(meeting)) == (204, True)
    assert meeting.state == MeetingState.LIVE  # only a look at Zoom may change that


def test_an_event_sent_twice_has_no_second_effect(
    meeting: Meeting, simulator: RunningSimulator
) -> None:
    simulator.control.set_switch(event_deliveries=2)
    simulator.control.change_meeting(meeting.zoom_meeting_id or 0, topic="Von Hand")
    *_, first, second = simulator.control.sent_events()
    assert (first, is_due(meeting)) == (second, True)
    assert check_due_meetings(actor=BACKGROUND, clock=clock.now) == 1
    assert check_due_meetings(actor=BACKGROUND, clock=clock.now) == 0
    assert is_due(meeting) is False


@pytest.mark.usefixtures("meeting")
def test_a_meeting_of_nobodys_course_is_none_of_our_business(simulator: RunningSimulator) -> None:
    made = simulator.control.create_meeting(simulator.hosts[0], topic="Privat", type=3)
    simulator.control.change_meeting(made["id"], topic="Sehr privat")
    assert last_status(simulator) == 204
    assert Meeting.objects.get().check_due_at is None


def test_with_another_secret_nothing_is_believed(
    meeting: Meeting, simulator: RunningSimulator
) -> None:
    ZoomAccount.objects.update(webhook_secret="another")
    simulator.control.change_meeting(meeting.zoom_meeting_id or 0, topic="Von Hand")
    assert (last_status(simulator), is_due(meeting)) == (401, False)
