"""A canary for a secret: it reaches Zoom, and shows nowhere else."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kurslink.zoom.calls import CallRecord
from kurslink.zoom.credentials import ServerToServer
from kurslink.zoom.errors import ZoomError
from kurslink.zoom.proxy import Proxy
from kurslink.zoom.schemas import Meeting
from tests.zoom.clients import make_client
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import (
    Reply,
    ScriptedZoom,
    drop_connection,
    json_reply,
    token_reply,
)

SECRET = "canary-secret"
TOKEN = "canary.token-0123456789abcdefghijklmnopq"
JOIN = "https://zoom.us/j/1?pwd=canary-join"
LINK = "https://zoom.us/s/1?zak=canary-start"
PASSCODE = "canary-pc"

ECHO = f"refused Bearer {TOKEN} for {LINK}"


@dataclass
class Outputs:
    """Everything a run of the client says, apart from what it sends to Zoom."""

    log: pytest.LogCaptureFixture
    said: list[str]

    def keep(self, call: Callable[[], Meeting]) -> None:
        """What the call returns, or all that its error tells."""
        try:
            self.said.append(repr(call()))
        except ZoomError as error:
            self.said += [str(error), repr(error), repr(vars(error))]
            self.said += traceback.format_exception(error)

    def all(self) -> str:
        return "\n".join([*self.said, self.log.text])


@pytest.fixture
def outputs(caplog: pytest.LogCaptureFixture) -> Outputs:
    caplog.set_level(logging.DEBUG)
    return Outputs(caplog, [])


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"code": 124, "message": ECHO}, status=401),
        json_reply({"code": 300, "message": ECHO, "errors": [{"field": "a", "message": ECHO}]}),
        json_reply({"code": 3001, "message": ECHO}, status=404),
        json_reply({"code": 429, "message": ECHO}, status=429),
        json_reply(meeting_json(start_url=LINK, password=PASSCODE, duration="canary")),
        json_reply(meeting_json(start_url=LINK, password=PASSCODE, join_url=JOIN)),
        Reply(500, ECHO.encode()),
        Reply(200, f"<html>{ECHO}</html>".encode()),
        Reply(302, b"", {"Location": LINK}),
        Reply(instead=drop_connection),
    ],
)
def test_no_answer_makes_the_client_tell_a_secret(
    zoom: ScriptedZoom, outputs: Outputs, reply: Reply
) -> None:
    zoom.script_tokens(token_reply(TOKEN))
    zoom.script(reply)
    run(zoom, outputs, api_url=zoom.url)
    assert "canary" not in outputs.all()
    assert f"Bearer {TOKEN}" in zoom.calls[0].headers["authorization"]


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"reason": f"wrong {SECRET}", "error": "invalid_client"}, status=400),
        json_reply({"reason": "no", "error": f"invalid {SECRET}"}, status=401),
        json_reply({"access_token": TOKEN, "expires_in": "canary"}),
        json_reply({"access_token": TOKEN, "api_url": "https://canary.example"}),
    ],
)
def test_no_refusal_of_a_token_makes_the_client_tell_a_secret(
    zoom: ScriptedZoom, outputs: Outputs, reply: Reply
) -> None:
    zoom.script_tokens(reply)
    run(zoom, outputs, api_url=None)
    assert "canary" not in outputs.all()


def run(zoom: ScriptedZoom, outputs: Outputs, *, api_url: str | None) -> None:
    """Create and read a meeting; keep reprs, records, errors and tracebacks."""
    credentials = ServerToServer("account-1", "client-1", SECRET)
    proxy = Proxy("127.0.0.1", 1, "user", "canary-proxy")
    records: list[CallRecord] = []
    with make_client(
        zoom, credentials=credentials, api_url=api_url, proxy=proxy, observe=records.append
    ) as client:
        outputs.said += [repr(client), repr(credentials), repr(proxy)]
        meeting = new_meeting(password=PASSCODE)
        outputs.keep(lambda: client.create_meeting("u1", meeting))
        outputs.keep(lambda: client.meeting(1))
    outputs.said.append(repr(records))
