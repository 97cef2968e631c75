"""Events of Zoom: hints that a meeting is to be looked at, and nothing more."""

from datetime import datetime, timedelta

import pytest

from kurslink.models import Meeting, MeetingState, ZoomAccount
from kurslink.services.receive_event import find_listener, receive_event
from kurslink.services.retire_account import delete_account, retire_account
from kurslink.services.rights import SHELL
from kurslink.zoom.webhooks import EVENTS, NotFromZoom
from tests.course_office import NOW
from tests.listeners import MEETING_ID, make_listener, make_meeting
from tests.zoom.deliveries import event_json, signed

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def receive(account: ZoomAccount, body: object, *, at: datetime = NOW) -> dict[str, str] | None:
    return receive_event(signed(body, at=at), account=account, now=at)


def due(meeting: Meeting) -> datetime | None:
    return Meeting.objects.get(pk=meeting.pk).check_due_at


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("meeting_id", [MEETING_ID, str(MEETING_ID)])
def test_an_event_about_a_meeting_we_hold_makes_it_due(name: str, meeting_id: object) -> None:
    account = make_listener()
    meeting = make_meeting(account)
    assert receive(account, event_json(name, meeting_id=meeting_id)) is None
    assert due(meeting) == NOW


def test_nothing_else_of_an_event_is_believed() -> None:
    account = make_listener()
    meeting = make_meeting(account, topic="Englisch B1", passcode="123456")
    told = event_json("meeting.deleted")
    told["payload"]["object"] |= {"topic": "Von Fremden", "password": "0"}
    receive(account, told)
    held = Meeting.objects.get(pk=meeting.pk)
    assert (held.topic, held.passcode, held.state) == ("Englisch B1", "123456", MeetingState.LIVE)


def test_the_same_event_again_or_late_leads_to_the_same_state() -> None:
    account = make_listener()
    meeting = make_meeting(account)
    receive(account, event_json())
    receive(account, event_json(), at=LATER + timedelta(minutes=30))
    receive(account, event_json("meeting.deleted"), at=LATER)
    assert due(meeting) == LATER


def test_an_event_while_a_meeting_is_looked_at_makes_it_due_anew() -> None:
    """The look may have begun before the change; it forgets only what was due when it began."""
    account = make_listener()
    meeting = make_meeting(account, check_due_at=NOW)
    receive(account, event_json(), at=LATER)
    assert due(meeting) == LATER


def test_what_was_to_be_checked_later_is_checked_now() -> None:
    account = make_listener()
    meeting = make_meeting(account, check_due_at=LATER)
    receive(account, event_json())
    assert due(meeting) == NOW


def test_a_meeting_gone_at_zoom_may_come_back() -> None:
    account = make_listener()
    meeting = make_meeting(account, state=MeetingState.GONE)
    receive(account, event_json("meeting.recovered"))
    assert due(meeting) == NOW


@pytest.mark.parametrize("state", [MeetingState.DELETED, MeetingState.DETACHED])
def test_a_meeting_of_the_past_stays_as_it_is(state: MeetingState) -> None:
    account = make_listener()
    meeting = make_meeting(account, state=state)
    receive(account, event_json("meeting.deleted"))
    assert due(meeting) is None


@pytest.mark.parametrize(
    "body",
    [
        event_json(meeting_id=1),
        event_json(meeting_id="z8yC"),
        event_json("meeting.participant_joined"),
        event_json("meeting.created"),
        event_json("invented.tomorrow"),
        b"no JSON",
    ],
)
def test_what_is_not_about_a_change_of_a_meeting_of_ours_is_quietly_fine(body: object) -> None:
    account = make_listener()
    meeting = make_meeting(account)
    assert (receive(account, body), due(meeting)) == (None, None)


def test_one_zugang_says_nothing_about_the_meetings_of_another() -> None:
    ours, other = make_listener(1), make_listener(2)
    meeting = make_meeting(ours)
    receive(other, event_json())
    assert due(meeting) is None


def test_an_event_of_another_zoom_account_is_not_ours() -> None:
    account = make_listener(account_id="acc-9")
    meeting = make_meeting(account)
    receive(account, event_json())
    assert due(meeting) is None


def test_a_zugang_of_the_older_kind_knows_no_account_id() -> None:
    account = make_listener(kind="jwt", account_id="")
    meeting = make_meeting(account)
    receive(account, event_json())
    assert due(meeting) == NOW


def test_a_stranger_makes_nothing_due() -> None:
    account = make_listener()
    meeting = make_meeting(account)
    with pytest.raises(NotFromZoom):
        receive_event(signed(event_json(), at=NOW, secret="guess"), account=account, now=NOW)
    assert due(meeting) is None


def test_zooms_question_for_the_secret_is_answered_only_if_signed() -> None:
    account = make_listener()
    asked = {"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}}
    assert set(receive(account, asked) or {}) == {"plainToken", "encryptedToken"}
    with pytest.raises(NotFromZoom):
        receive_event(signed(asked, at=NOW, secret="guess"), account=account, now=NOW)


def test_only_a_zugang_with_a_secret_listens() -> None:
    listening, silent = make_listener(1), make_listener(2, webhook_secret="")
    assert find_listener(listening.pk) == listening
    assert (find_listener(silent.pk), find_listener(0), find_listener(10**30)) == (None, None, None)


def test_a_retired_zugang_listens_on_and_a_deleted_one_forgets_its_secret() -> None:
    account = make_listener()
    retire_account(account, actor=SHELL)
    assert find_listener(account.pk) == account
    delete_account(account, actor=SHELL, now=NOW)
    assert (find_listener(account.pk), account.webhook_secret) == (None, "")
