"""Each call as it goes over the wire, and what becomes of its answer."""

from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from kurslink.zoom.calls import CallRecord
from kurslink.zoom.client import PAGE_SIZE, ZoomClient
from kurslink.zoom.errors import (
    IsWebinar,
    MeetingGone,
    NotLicensed,
    NotZoom,
    OccurrenceGone,
    Unreachable,
    UserUnknown,
)
from kurslink.zoom.schemas import (
    MeetingChange,
    MeetingSecurity,
    OccurrenceChange,
    PasscodeRule,
)
from tests.zoom.clients import NOON, Clock, make_client
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, drop_connection, json_reply, token_reply

GONE = json_reply({"code": 3001, "message": "Meeting does not exist: 7."}, status=404)
NO_OCCURRENCE = json_reply(
    {"code": 300, "message": "Invalid parameter: occurrence_id."}, status=400
)
WEBINAR = json_reply({"code": 3000, "message": "Cannot access webinar info."}, status=400)


def sent(zoom: ScriptedZoom) -> list[tuple[str, str, dict[str, str]]]:
    return [(call.method, call.path, call.query) for call in zoom.calls]


def page(key: str, rows: list[dict[str, Any]], token: str = "") -> Reply:
    return json_reply({key: rows, "next_page_token": token, "page_size": len(rows)})


def test_users_are_read_page_by_page(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(
        page("users", [{"id": "u1", "email": "a@vhs.example", "type": 2}], "next/1+"),
        page("users", [{"id": "u2", "email": "b@vhs.example", "type": 1}]),
    )
    assert [user.id for user in client.users()] == ["u1", "u2"]
    first = {"status": "active", "page_size": str(PAGE_SIZE)}
    assert sent(zoom) == [
        ("GET", "/v2/users", first),
        ("GET", "/v2/users", first | {"next_page_token": "next/1+"}),
    ]


def test_pending_users_are_asked_for_by_status(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(page("users", [{"email": "new@vhs.example", "status": "pending"}]))
    assert [user.email for user in client.users("pending")] == ["new@vhs.example"]
    assert zoom.calls[0].query["status"] == "pending"


def test_an_account_without_users_of_a_kind_is_an_empty_list(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script(page("users", []))
    assert list(client.users("inactive")) == []


def test_a_list_that_goes_round_in_circles_ends(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(page("users", [{"id": "u1"}], "again"))
    with pytest.raises(NotZoom):
        list(client.users())
    assert len(zoom.calls) == 2


def test_a_user_is_read_by_mail_address(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(json_reply({"id": "u1", "email": "A@vhs.example", "type": 2, "role_id": 0}))
    user = client.user("ä b+c@vhs.example")
    assert (user.email, user.role_id, user.is_licensed) == ("A@vhs.example", "0", True)
    assert zoom.calls[0].path == "/v2/users/%C3%A4%20b%2Bc%40vhs.example"


@pytest.mark.parametrize("user_id", ["", ".", "..", "a/b@vhs.example", "../meetings/1", "/"])
def test_a_name_that_would_lead_elsewhere_is_no_user(
    zoom: ScriptedZoom, client: ZoomClient, user_id: str
) -> None:
    with pytest.raises(UserUnknown):
        client.user(user_id)
    with pytest.raises(UserUnknown):
        client.create_meeting(user_id, new_meeting())
    assert zoom.received == []


def test_the_passcode_rule_is_the_users_own(zoom: ScriptedZoom, client: ZoomClient) -> None:
    rule = {"length": 8, "have_number": True}
    zoom.script(json_reply({"meeting_security": {"meeting_password_requirement": rule}}))
    security = client.meeting_security("u1")
    assert security.meeting_password_requirement == PasscodeRule(length=8, have_number=True)
    assert sent(zoom) == [("GET", "/v2/users/u1/settings", {"option": "meeting_security"})]


@pytest.mark.parametrize("status", [200, 400])
def test_an_unpaid_account_has_the_default_rule(
    zoom: ScriptedZoom, client: ZoomClient, status: int
) -> None:
    body = {"code": 200, "message": "Only available for Paid account"}
    zoom.script(json_reply(body, status=status))
    assert client.meeting_security("u1") == MeetingSecurity()


def test_a_meeting_is_created_for_its_host(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(json_reply(meeting_json(), status=201))
    meeting = client.create_meeting("host@vhs.example", new_meeting())
    assert (meeting.id, meeting.password) == (85746065432, "123456")
    assert sent(zoom) == [("POST", "/v2/users/host%40vhs.example/meetings", {})]
    assert zoom.calls[0].json == new_meeting().body()
    assert zoom.calls[0].headers["content-type"] == "application/json"


def test_a_user_without_a_licence_cannot_host(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(json_reply({"code": 3161, "message": "not allowed"}, status=400))
    with pytest.raises(NotLicensed):
        client.create_meeting("u1", new_meeting())


@pytest.mark.parametrize("with_past", [True, False])
def test_a_meeting_is_read_with_or_without_its_past(
    zoom: ScriptedZoom, client: ZoomClient, with_past: bool
) -> None:
    zoom.script(json_reply(meeting_json()))
    client.meeting(7, with_past=with_past)
    query = {"show_previous_occurrences": str(with_past).lower()}
    assert sent(zoom) == [("GET", "/v2/meetings/7", query)]


def test_a_change_goes_to_the_series(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(Reply(204))
    client.change_meeting(7, MeetingChange(topic="Neu"))
    assert sent(zoom) == [("PATCH", "/v2/meetings/7", {})]
    assert zoom.calls[0].json == {"topic": "Neu"}


def test_a_change_of_one_date_goes_to_its_occurrence(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script(Reply(204))
    client.change_occurrence(7, "1648194360000", OccurrenceChange(start_time=NOON, duration=60))
    assert sent(zoom) == [("PATCH", "/v2/meetings/7", {"occurrence_id": "1648194360000"})]
    assert zoom.calls[0].json == {"start_time": "2026-11-21T12:00:00Z", "duration": 60}


def test_a_change_of_a_date_that_is_gone_is_refused(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(NO_OCCURRENCE)
    with pytest.raises(OccurrenceGone):
        client.change_occurrence(7, "1", OccurrenceChange(duration=60))


QUIETLY = {"schedule_for_reminder": "false", "cancel_meeting_reminder": "false"}


@pytest.mark.parametrize("answer", [Reply(204), NO_OCCURRENCE])
def test_a_removed_date_is_gone_afterwards_and_nobody_is_mailed(
    zoom: ScriptedZoom, client: ZoomClient, answer: Reply
) -> None:
    zoom.script(answer)
    client.remove_occurrence(7, "1")
    assert sent(zoom) == [("DELETE", "/v2/meetings/7", QUIETLY | {"occurrence_id": "1"})]


def test_removing_a_date_of_a_missing_meeting_is_worth_knowing(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script(GONE)
    with pytest.raises(MeetingGone):
        client.remove_occurrence(7, "1")


@pytest.mark.parametrize("answer", [Reply(204), GONE])
def test_a_deleted_meeting_is_gone_afterwards_and_nobody_is_mailed(
    zoom: ScriptedZoom, client: ZoomClient, answer: Reply
) -> None:
    zoom.script(answer)
    client.delete_meeting(7)
    assert sent(zoom) == [("DELETE", "/v2/meetings/7", QUIETLY)]


def test_a_meeting_that_became_a_webinar_is_not_deleted(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script(WEBINAR)
    with pytest.raises(IsWebinar):
        client.delete_meeting(7)


def test_a_hosts_meetings_are_read_page_by_page(zoom: ScriptedZoom, client: ZoomClient) -> None:
    row = {"id": 1, "topic": "Yoga", "type": 8, "agenda": "Ref. KL-1"}
    zoom.script(page("meetings", [row], "t"), page("meetings", [row | {"id": "2"}]))
    assert [(m.id, m.agenda) for m in client.meetings("u1")] == [(1, "Ref. KL-1"), (2, "Ref. KL-1")]
    query = {"type": "scheduled", "page_size": str(PAGE_SIZE)}
    assert sent(zoom)[0] == ("GET", "/v2/users/u1/meetings", query)


def test_every_request_is_recorded_also_failed_and_repeated_ones(
    zoom: ScriptedZoom, clock: Clock
) -> None:
    records: list[CallRecord] = []
    tracked = json_reply(meeting_json(), headers={"x-zm-trackingid": "v=2"})
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    zoom.script(Reply(401), Reply(503), Reply(instead=drop_connection), Reply(204), tracked)
    with make_client(zoom, clock=clock, observe=records.append) as client:
        client.change_meeting(7, MeetingChange(topic="Neu"))
        client.meeting(7)
    told = [(r.operation, r.method, r.status, r.is_write) for r in records]
    assert told == [
        ("token", "POST", 200, False),
        ("change_meeting", "PATCH", 401, True),
        ("token", "POST", 200, False),
        ("change_meeting", "PATCH", 503, True),
        ("change_meeting", "PATCH", None, True),
        ("change_meeting", "PATCH", 204, True),
        ("meeting", "GET", 200, False),
    ]
    assert [r.tracking_id for r in records] == [None] * 6 + ["v=2"]


def test_a_record_says_how_long_the_request_took(zoom: ScriptedZoom, clock: Clock) -> None:
    def answer_after_two_seconds(handler: BaseHTTPRequestHandler) -> None:
        clock.sleep(2)
        handler.send_response(204)
        handler.end_headers()

    records: list[CallRecord] = []
    zoom.script(Reply(instead=answer_after_two_seconds))
    with make_client(zoom, clock=clock, observe=records.append) as client:
        client.change_meeting(7, MeetingChange(topic="Neu"))
    assert [record.duration for record in records] == [timedelta(0), timedelta(seconds=2)]


def test_a_cookie_is_never_sent_back(zoom: ScriptedZoom, client: ZoomClient) -> None:
    cookie = {"Set-Cookie": "_zm_ssid=somebody; Path=/"}
    zoom.script_tokens(replace(token_reply(), headers=cookie))
    zoom.script(json_reply(meeting_json(), headers=cookie))
    client.meeting(1)
    client.meeting(1)
    assert [request.headers.get("cookie") for request in zoom.received] == [None, None, None]


def test_a_server_that_is_not_there_is_unreachable(clock: Clock) -> None:
    with ScriptedZoom() as gone:
        pass
    with make_client(gone, clock=clock) as client, pytest.raises(Unreachable):
        client.create_meeting("u1", new_meeting())
    assert clock.slept == [1, 2]


def test_environment_proxies_are_ignored(
    zoom: ScriptedZoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedZoom() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        with make_client(zoom) as client:
            client.token()
        assert proxy.received == []
