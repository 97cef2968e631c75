"""Whatever answers: a typed error, bounded memory, and no doubt about what may have happened."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    InvalidField,
    NotZoom,
    OutcomeUnknown,
    ProxyRefused,
    Refused,
    TokenRejected,
    Unavailable,
    ZoomError,
)
from kurslink.zoom.schemas import MeetingChange
from kurslink.zoom.wire import LARGEST_BODY
from tests.zoom.clients import Clock, make_client
from tests.zoom.hurried import Hurried
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, drop_connection, json_reply

HTML = Reply(200, b"<html><body>Bitte anmelden</body></html>", {"Content-Type": "text/html"})


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    handler.wfile.flush()
    drop_connection(handler)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send for ever; the client hangs up."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b" " * 65536)
    except OSError:
        handler.close_connection = True


def zip_bomb() -> Reply:
    packed = gzip.compress(b" " * (20 * LARGEST_BODY), compresslevel=9)
    return Reply(200, packed, {"Content-Encoding": "gzip"})


UNREADABLE = {
    "html": HTML,
    "nothing": Reply(200),
    "truncated json": Reply(200, b'{"id": 1, "join'),
    "cut off": Reply(instead=cut_off),
    "endless": Reply(instead=endless),
    "gzip bomb": zip_bomb(),
    "not gzip": Reply(200, b"plain", {"Content-Encoding": "gzip"}),
    "deeply nested": Reply(200, b"[" * 100_000),
    "not utf-8": Reply(200, b'{"topic": "\xff"}'),
    "a list": json_reply([1, 2]),
    "null": json_reply(None),
    "a number": json_reply(7),
    "no join_url": json_reply({k: v for k, v in meeting_json().items() if k != "join_url"}),
    "empty join_url": json_reply(meeting_json(join_url="")),
    "negative duration": json_reply(meeting_json(duration=-5)),
    "id in words": json_reply(meeting_json(id="eins")),
    "start without zone": json_reply(meeting_json(start_time="2026-12-01T17:00:00")),
    "xml bomb": Reply(
        200,
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        b"<result><code>&b;</code></result>",
    ),
    "xml from elsewhere": Reply(200, b"<rss><code>300</code></rss>"),
    "xml in no encoding": Reply(200, b'<?xml version="1.0" encoding="UTF-99"?><result/>'),
}


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_answer_to_a_question_is_a_typed_error(
    zoom: ScriptedZoom, client: ZoomClient, reply: Reply
) -> None:
    zoom.script(reply)
    with pytest.raises((NotZoom, Unavailable)):
        client.meeting(1)


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_answer_to_a_creation_leaves_the_outcome_unknown(
    zoom: ScriptedZoom, client: ZoomClient, reply: Reply
) -> None:
    zoom.script(reply)
    with pytest.raises(OutcomeUnknown) as caught:
        client.create_meeting("u1", new_meeting())
    assert type(caught.value) is OutcomeUnknown


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize(
    "content", [b"", b"<html>Bad Gateway</html>", b'{"code": 500, "message": "oops"}']
)
def test_a_fault_of_zooms_is_unavailable_or_unknown(
    zoom: ScriptedZoom, client: ZoomClient, status: int, content: bytes
) -> None:
    zoom.script(Reply(status, content))
    with pytest.raises(Unavailable) as asked:
        client.meeting(1)
    with pytest.raises(OutcomeUnknown) as changed:
        client.change_meeting(1, MeetingChange(topic="neu"))
    assert asked.value.status == changed.value.status == status


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(302, b"", {"Location": "https://evil.de/"}), NotZoom),
        (Reply(307, b"", {"Location": "/v2/meetings/2"}), NotZoom),
        (Reply(302, b"", {"Location": "http://[::1"}), NotZoom),
        (Reply(404, b"<html>Not found</html>"), NotZoom),
        (Reply(403, b"Blocked by your administrator"), NotZoom),
        (json_reply({"message": "no code"}, status=400), NotZoom),
        (json_reply({"code": "x", "message": "no number"}, status=400), NotZoom),
        (json_reply({"code": 300, "message": None, "errors": None}, status=400), InvalidField),
        (json_reply({"code": 300, "errors": "password"}, status=400), InvalidField),
        (json_reply({"code": "300", "message": None}, status=400), InvalidField),
        (json_reply({"code": 4004}, status=418), Refused),
        (Reply(401), TokenRejected),
        (Reply(407), ProxyRefused),
    ],
)
def test_a_refusal_in_odd_words_is_surely_no_change(
    zoom: ScriptedZoom, client: ZoomClient, reply: Reply, kind: type[ZoomError]
) -> None:
    zoom.script(reply)
    with pytest.raises(ZoomError) as caught:
        client.create_meeting("u1", new_meeting())
    assert type(caught.value) is kind


def test_a_redirect_is_not_followed(zoom: ScriptedZoom, client: ZoomClient) -> None:
    with ScriptedZoom() as elsewhere:
        zoom.script(Reply(302, b"", {"Location": elsewhere.url + "/v2/meetings/1"}))
        with pytest.raises(NotZoom):
            client.meeting(1)
        assert elsewhere.received == []


def test_a_success_with_code_zero_is_a_success(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(json_reply(meeting_json(code=0, message="ok")))
    assert client.meeting(1).id == 85746065432


def test_a_packed_answer_is_unpacked(zoom: ScriptedZoom, client: ZoomClient) -> None:
    reply = json_reply(meeting_json(topic="Gepackt"))
    headers = {"Content-Encoding": "gzip"}
    zoom.script(Reply(200, gzip.compress(reply.content), headers))
    assert client.meeting(1).topic == "Gepackt"


def test_the_largest_answer_is_still_read(zoom: ScriptedZoom, client: ZoomClient) -> None:
    reply = json_reply(meeting_json())
    padding = b" " * (LARGEST_BODY - len(reply.content))
    zoom.script(Reply(200, reply.content + padding))
    assert client.meeting(1).id == 85746065432
    zoom.script(Reply(200, reply.content + padding + b" "))
    with pytest.raises(NotZoom):
        client.meeting(1)


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and say nothing for a while."""
    time.sleep(0.4)
    drop_connection(handler)


def test_silence_is_unavailable_or_unknown(zoom: ScriptedZoom) -> None:
    zoom.script(Reply(instead=silence))
    with make_client(zoom, transport=Hurried(0.1)) as client:
        with pytest.raises(Unavailable):
            client.meeting(1)
        with pytest.raises(OutcomeUnknown):
            client.create_meeting("u1", new_meeting())


def test_an_answer_that_drips_is_given_up(zoom: ScriptedZoom, clock: Clock) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(8):
            clock.sleep(10)
            handler.wfile.write(b" ")
            time.sleep(0.01)
        handler.close_connection = True

    zoom.script(Reply(instead=drip))
    with make_client(zoom, clock=clock) as client, pytest.raises(OutcomeUnknown) as caught:
        client.create_meeting("u1", new_meeting())
    assert caught.value.message == "the answer takes too long"
