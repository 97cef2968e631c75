"""The older kind of app: it signs its tokens itself, and Zoom has switched it off."""

import base64
import hmac
import json
from datetime import timedelta

import pytest

from kurslink.zoom.credentials import JwtApp
from kurslink.zoom.errors import JwtRejected
from kurslink.zoom.jwt import sign_token
from kurslink.zoom.scopes import missing_scopes
from tests.zoom.clients import NOON, make_client
from tests.zoom.meetings import meeting_json
from tests.zoom.scripted_zoom import ScriptedZoom, json_reply

DAY = timedelta(days=1)
APP = JwtApp("key-1", "canary-secret", DAY)


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@pytest.mark.parametrize("lasts", [timedelta(hours=1), DAY, timedelta(weeks=1)])
def test_a_token_names_the_app_and_its_end_and_is_signed_with_the_secret(lasts: timedelta) -> None:
    token = sign_token(JwtApp("key-1", "canary-secret", lasts), now=NOON)
    header, claims, signature = token.value.split(".")
    assert json.loads(decoded(header)) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(decoded(claims)) == {
        "iss": "key-1",
        "exp": int((NOON + lasts).timestamp()),
    }
    signed = f"{header}.{claims}".encode()
    assert decoded(signature) == hmac.digest(b"canary-secret", signed, "sha256")
    assert token.expires_at == NOON + lasts


def test_such_an_app_lacks_no_scope() -> None:
    assert missing_scopes(sign_token(APP, now=NOON).scopes) == ()


def test_calls_carry_the_token_and_nobody_is_asked_for_it(zoom: ScriptedZoom) -> None:
    zoom.script(json_reply(meeting_json()))
    with make_client(zoom, credentials=APP) as client:
        client.meeting(7)
    assert zoom.token_calls == []
    assert zoom.calls[0].headers["authorization"] == f"Bearer {sign_token(APP, now=NOON).value}"


def test_a_token_refused_twice_is_the_switched_off_kind(zoom: ScriptedZoom) -> None:
    zoom.script(json_reply({"code": 124, "message": "Invalid access token."}, status=401))
    with make_client(zoom, credentials=APP) as client, pytest.raises(JwtRejected) as caught:
        client.meeting(7)
    assert (caught.value.status, caught.value.code) == (401, 124)
    assert len(zoom.calls) == 2


def test_the_secret_is_not_shown() -> None:
    assert "canary" not in repr(APP)


def test_another_secret_or_validity_never_uses_an_old_token() -> None:
    prints = {
        JwtApp(key, secret, lasts).fingerprint("https://api.zoom.us")
        for key in ("key-1", "key-2")
        for secret in ("a", "b")
        for lasts in (DAY, timedelta(hours=1))
    }
    assert len(prints) == 8
