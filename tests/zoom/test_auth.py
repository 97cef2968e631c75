"""Signing in: the token is fetched, carried, replaced once when refused, and never wasted."""

from base64 import b64decode
from dataclasses import replace
from datetime import timedelta

import pytest

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    AddressRefused,
    CredentialFault,
    CredentialsRefused,
    NotZoom,
    RateLimited,
    TokenRejected,
    Unavailable,
    ZoomError,
)
from kurslink.zoom.tokens import MemoryTokenStore
from tests.zoom.clients import CREDENTIALS, NOON, Clock, make_client
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import (
    Reply,
    ScriptedZoom,
    drop_connection,
    json_reply,
    token_reply,
)
from tests.zoom.test_limits import PER_SECOND

OK = json_reply(meeting_json())
EXPIRED = json_reply({"code": 124, "message": "Access token is expired."}, status=401)


def refusal(reason: str, error: str = "invalid_request", *, status: int = 400) -> Reply:
    return json_reply({"reason": reason, "error": error}, status=status)


def authorizations(zoom: ScriptedZoom) -> list[str]:
    return [call.headers["authorization"] for call in zoom.calls]


def test_the_token_is_asked_for_as_zoom_wants_it(zoom: ScriptedZoom, client: ZoomClient) -> None:
    client.token()
    (asked,) = zoom.received
    assert (asked.method, asked.path, asked.query) == ("POST", "/oauth/token", {})
    assert asked.form == {"grant_type": "account_credentials", "account_id": "account-1"}
    scheme, _, pair = asked.headers["authorization"].partition(" ")
    assert (scheme, b64decode(pair)) == ("Basic", b"client-1:secret-1")
    assert asked.headers["accept"] == "application/json"


def test_the_token_carries_what_zoom_says_of_it(zoom: ScriptedZoom) -> None:
    zoom.script_tokens(token_reply(scope="user:read:admin meeting:write:admin", api_url=zoom.url))
    with make_client(zoom, api_url=None) as client:
        token = client.token()
    assert token.value == "token-1"
    assert token.expires_at == NOON + timedelta(hours=1)
    assert token.scopes == {"user:read:admin", "meeting:write:admin"}
    assert token.api_url == zoom.url


def test_one_token_serves_many_calls(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(OK)
    for _ in range(3):
        client.meeting(1)
    assert len(zoom.token_calls) == 1
    assert authorizations(zoom) == ["Bearer token-1"] * 3


@pytest.mark.parametrize(
    "rejection",
    [EXPIRED, json_reply({"code": 124, "message": "Invalid access token."}, status=400)],
)
def test_a_rejected_token_is_replaced_once(
    zoom: ScriptedZoom, client: ZoomClient, rejection: Reply
) -> None:
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    zoom.script(rejection, OK)
    assert client.create_meeting("u1", new_meeting()).id == 85746065432
    assert authorizations(zoom) == ["Bearer old", "Bearer new"]
    assert zoom.calls[0].content == zoom.calls[1].content


def test_a_second_rejection_is_the_callers_to_know(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(EXPIRED)
    with pytest.raises(TokenRejected):
        client.meeting(1)
    assert len(zoom.calls) == 2
    assert len(zoom.token_calls) == 2


def test_the_next_call_after_a_replacement_uses_the_new_token(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    zoom.script(EXPIRED, OK)
    client.meeting(1)
    client.meeting(1)
    assert authorizations(zoom) == ["Bearer old", "Bearer new", "Bearer new"]


def test_an_expired_token_is_not_sent(zoom: ScriptedZoom, client: ZoomClient, clock: Clock) -> None:
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    zoom.script(OK)
    client.meeting(1)
    clock.now += timedelta(hours=1)
    client.meeting(1)
    assert authorizations(zoom) == ["Bearer old", "Bearer new"]


def test_a_connection_test_can_force_a_new_token(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    values = [client.token().value, client.token(fresh=True).value, client.token().value]
    assert values == ["old", "new", "new"]


def test_a_changed_secret_never_uses_an_old_token(zoom: ScriptedZoom) -> None:
    zoom.script_tokens(token_reply("old"), token_reply("new"))
    store = MemoryTokenStore()
    with make_client(zoom, tokens=store) as client:
        client.token()
    changed = replace(CREDENTIALS, client_secret="secret-2")
    with make_client(zoom, tokens=store, credentials=changed) as client:
        assert client.token().value == "new"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refusal("Invalid client_id or client_secret", "invalid_client"), CredentialFault.CLIENT),
        (
            refusal("Invalid client_id or client_secret", "invalid_client", status=401),
            CredentialFault.CLIENT,
        ),
        (refusal("unsupported grant type", "unsupported_grant_type"), CredentialFault.APP_KIND),
        (refusal("Account does not exist"), CredentialFault.ACCOUNT),
        (refusal("Invalid Account Id"), CredentialFault.ACCOUNT),
        (refusal("Account does not enabled the OAuth app type"), CredentialFault.APP_KIND),
        (refusal("The app is not activated"), CredentialFault.APP_INACTIVE),
        (refusal("The app has been disabled"), CredentialFault.APP_INACTIVE),
        (refusal("Bad Request"), CredentialFault.OTHER),
        (json_reply({"error": "invalid_client"}, status=400), CredentialFault.CLIENT),
    ],
)
def test_refused_credentials_say_which_value_is_wrong(
    zoom: ScriptedZoom, client: ZoomClient, reply: Reply, reason: CredentialFault
) -> None:
    zoom.script_tokens(reply)
    with pytest.raises(CredentialsRefused) as caught:
        client.meeting(1)
    assert caught.value.reason is reason
    assert caught.value.operation == "token"
    assert zoom.calls == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(500), Unavailable),
        (Reply(instead=drop_connection), Unavailable),
        (Reply(200, b"<html>portal</html>"), NotZoom),
        (json_reply({}), NotZoom),
        (json_reply({"access_token": ""}), NotZoom),
        (json_reply({"access_token": "line\nbreak"}), NotZoom),
        (json_reply({"access_token": "schlüssel"}), NotZoom),
        (json_reply({"access_token": "t", "expires_in": 0}), NotZoom),
        (Reply(302, b"", {"Location": "https://evil.de"}), NotZoom),
        (json_reply({"code": 429, "message": PER_SECOND}, status=429), RateLimited),
    ],
)
def test_without_a_token_no_meeting_is_created_and_none_in_doubt(
    zoom: ScriptedZoom, client: ZoomClient, reply: Reply, kind: type[ZoomError]
) -> None:
    zoom.script_tokens(reply)
    with pytest.raises(ZoomError) as caught:
        client.create_meeting("u1", new_meeting())
    assert type(caught.value) is kind
    assert zoom.calls == []


def test_an_endpoint_that_refuses_is_not_hammered(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script_tokens(refusal("Invalid client_id or client_secret", "invalid_client"))
    for _ in range(20):
        with pytest.raises(CredentialsRefused):
            client.meeting(1)
    assert len(zoom.token_calls) == 1


def test_a_passing_fault_of_the_token_endpoint_is_survived(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    zoom.script_tokens(Reply(503), token_reply())
    zoom.script(OK)
    assert client.create_meeting("u1", new_meeting()).id == 85746065432
    assert len(zoom.calls) == 1


@pytest.mark.parametrize(
    "address",
    ["https://evil.de", "http://api.zoom.us", "https://api.zoom.us@evil.de", "https://10.0.0.1"],
)
def test_no_token_is_sent_to_a_foreign_address_the_answer_names(
    zoom: ScriptedZoom, address: str
) -> None:
    zoom.script_tokens(token_reply(api_url=address))
    with make_client(zoom, api_url=None) as client, pytest.raises(AddressRefused):
        client.meeting(1)
    assert zoom.calls == []


def test_calls_go_to_the_address_named_with_the_token(zoom: ScriptedZoom) -> None:
    with ScriptedZoom() as regional, make_client(zoom, api_url=None) as client:
        zoom.script_tokens(token_reply(api_url=regional.url))
        regional.script(OK)
        client.meeting(1)
        assert [call.path for call in regional.calls] == ["/v2/meetings/1"]
    assert zoom.calls == []


def test_an_explicit_address_wins_over_the_one_named_with_the_token(zoom: ScriptedZoom) -> None:
    zoom.script_tokens(token_reply(api_url="https://evil.de"))
    zoom.script(OK)
    with make_client(zoom) as client:
        client.meeting(1)
    assert [call.path for call in zoom.calls] == ["/v2/meetings/1"]


def test_a_client_of_a_foreign_address_cannot_be_made(zoom: ScriptedZoom) -> None:
    with pytest.raises(AddressRefused):
        make_client(zoom, api_url="https://evil.de")
    with pytest.raises(AddressRefused):
        make_client(zoom, oauth_url="https://evil.de")


def test_loopback_is_refused_outside_practice(zoom: ScriptedZoom) -> None:
    with pytest.raises(AddressRefused):
        make_client(zoom, practice=False)
