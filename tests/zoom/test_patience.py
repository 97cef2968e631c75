"""What is repeated at once, after what pause, how often; and what never is."""

from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from time import monotonic, sleep
from typing import Any

import pytest

from kurslink.zoom.calls import Call, Effect
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    Circumstances,
    DailyLimit,
    HostDailyLimit,
    MeetingGone,
    NotZoom,
    OutcomeUnknown,
    RateLimited,
    TlsFailed,
    Unavailable,
    Unreachable,
    ZoomError,
)
from kurslink.zoom.patience import pause_before_repeat
from kurslink.zoom.schemas import MeetingChange
from tests.zoom.clients import CREDENTIALS, NOON, Clock, make_client
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, drop_connection, json_reply
from tests.zoom.test_limits import PER_DAY, PER_HOST, PER_SECOND

AT = Circumstances("meeting")
GET = Call("meeting", "GET", "meetings/1", Effect.NONE)
PATCH = Call("change_meeting", "PATCH", "meetings/1", Effect.REPEATABLE)
POST = Call("create_meeting", "POST", "users/1/meetings", Effect.ONCE)
OK = json_reply(meeting_json())


def too_fast(**headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return json_reply({"code": 429, "message": PER_SECOND}, status=429, headers=named)


def rate_limited(retry_after: float | None) -> RateLimited:
    return RateLimited(PER_SECOND, AT, retry_after=retry_after)


@pytest.mark.parametrize(
    ("wish", "pause"),
    [(None, 1), (0, 1), (0.2, 1), (3, 3), (10, 5), (14.9, 5), (15, None), (60, None)],
)
def test_a_wish_is_granted_between_one_and_five_seconds(
    wish: float | None, pause: float | None
) -> None:
    assert pause_before_repeat(rate_limited(wish), GET, repeats=0) == pause


def test_without_a_wish_the_pauses_grow_until_five_repeats_are_made() -> None:
    pauses = [pause_before_repeat(rate_limited(None), GET, repeats=n) for n in range(6)]
    assert pauses == [1, 2, 3, 4, 5, None]


@pytest.mark.parametrize(
    "error", [Unreachable("", AT), Unavailable("", AT), OutcomeUnknown("", AT)]
)
@pytest.mark.parametrize("call", [GET, PATCH])
def test_after_a_fault_two_repeats_are_made(error: ZoomError, call: Call) -> None:
    assert [pause_before_repeat(error, call, repeats=n) for n in range(3)] == [1, 2, None]


@pytest.mark.parametrize(
    "error",
    [
        DailyLimit("", AT, resume_at=NOON),
        HostDailyLimit("", AT, resume_at=NOON),
        MeetingGone("", AT),
        NotZoom("", AT),
        TlsFailed("", AT),
    ],
)
def test_what_would_fail_again_is_not_repeated(error: ZoomError) -> None:
    assert pause_before_repeat(error, GET, repeats=0) is None


@pytest.mark.parametrize(
    "error", [Unreachable("", AT), OutcomeUnknown("", AT), Unavailable("", AT)]
)
def test_creating_is_never_repeated_after_a_fault(error: ZoomError) -> None:
    assert pause_before_repeat(error, POST, repeats=0) is None


def test_creating_waits_at_the_limit_per_second_which_surely_changed_nothing() -> None:
    assert pause_before_repeat(rate_limited(1), POST, repeats=0) == 1


@pytest.mark.parametrize("header", ["Retry-After", "retry-after", "RETRY-AFTER"])
def test_three_refusals_and_a_success_are_four_calls(
    zoom: ScriptedZoom, client: ZoomClient, clock: Clock, header: str
) -> None:
    refused = json_reply({"code": 429, "message": PER_SECOND}, status=429, headers={header: "1"})
    zoom.script(refused, refused, refused, OK)
    assert client.meeting(1).id == 85746065432
    assert len(zoom.calls) == 4
    assert clock.slept == [1, 1, 1]


def test_refusals_without_a_header_are_waited_for_too(
    zoom: ScriptedZoom, client: ZoomClient, clock: Clock
) -> None:
    zoom.script(too_fast(), too_fast(), too_fast(), OK)
    assert client.meeting(1).id == 85746065432
    assert clock.slept == [1, 2, 3]


def test_after_five_repeats_zooms_own_words_are_kept(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script(too_fast())
    with pytest.raises(RateLimited) as caught:
        client.meeting(1)
    assert caught.value.message == PER_SECOND
    assert len(zoom.calls) == 6


@pytest.mark.parametrize("message", [PER_DAY, PER_HOST])
def test_a_daily_limit_is_not_waited_for(
    zoom: ScriptedZoom, client: ZoomClient, message: str
) -> None:
    zoom.script(json_reply({"code": 429, "message": message}, status=429))
    with pytest.raises(DailyLimit):
        client.change_meeting(1, MeetingChange(topic="neu"))
    assert len(zoom.calls) == 1


@pytest.mark.parametrize("fault", [Reply(503), Reply(instead=drop_connection)])
def test_reading_and_changing_survive_a_passing_fault(
    zoom: ScriptedZoom, client: ZoomClient, fault: Reply
) -> None:
    zoom.script(fault, OK)
    assert client.meeting(1).id == 85746065432
    zoom.script(fault, Reply(204))
    client.change_meeting(1, MeetingChange(topic="neu"))
    assert [call.method for call in zoom.calls] == ["GET", "GET", "PATCH", "PATCH"]


@pytest.mark.parametrize("fault", [Reply(503), Reply(instead=drop_connection)])
def test_a_meeting_is_created_by_one_request_or_not_at_all(
    zoom: ScriptedZoom, client: ZoomClient, clock: Clock, fault: Reply
) -> None:
    zoom.script(fault, OK)
    with pytest.raises(ZoomError):
        client.create_meeting("u1", new_meeting())
    assert len(zoom.calls) == 1
    assert clock.slept == []


def test_a_creation_refused_for_its_haste_is_sent_again(
    zoom: ScriptedZoom, client: ZoomClient, clock: Clock
) -> None:
    zoom.script(too_fast(), OK)
    assert client.create_meeting("u1", new_meeting()).id == 85746065432
    assert clock.slept == [1]


def test_a_repeated_deletion_that_finds_nothing_has_succeeded(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    gone = json_reply({"code": 3001, "message": "Meeting does not exist: 1."}, status=404)
    zoom.replies = deque([Reply(502), gone])
    client.delete_meeting(1)
    assert len(zoom.calls) == 2


def test_who_waits_a_few_seconds_gets_fewer_repeats(zoom: ScriptedZoom, clock: Clock) -> None:
    zoom.script(Reply(503))
    with (
        make_client(zoom, clock=clock, budget=2.5) as client,
        pytest.raises(Unavailable),
    ):
        client.meeting(1)
    assert clock.slept == [1]
    assert len(zoom.calls) == 2


def test_time_used_by_one_call_is_missing_from_the_next(zoom: ScriptedZoom, clock: Clock) -> None:
    with make_client(zoom, clock=clock, budget=8) as client:
        zoom.script(OK)
        client.meeting(1)
        clock.sleep(7.5)
        zoom.script(Reply(503))
        with pytest.raises(Unavailable):
            client.meeting(1)
    assert clock.slept == [7.5]


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Let the client wait for an answer that does not come."""
    handler.close_connection = True
    sleep(1.5)


def test_an_answer_that_does_not_come_is_awaited_no_longer_than_the_budget(
    zoom: ScriptedZoom,
) -> None:
    zoom.script(Reply(instead=silence))
    began = monotonic()
    options: dict[str, Any] = {"api_url": zoom.url, "oauth_url": zoom.oauth_url, "practice": True}
    with (
        ZoomClient(
            CREDENTIALS, clock=lambda: datetime.now(UTC), sleep=sleep, budget=0.5, **options
        ) as client,
        pytest.raises(Unavailable),
    ):
        client.meeting(1)
    assert monotonic() - began < 1.2
    assert len(zoom.calls) == 1
