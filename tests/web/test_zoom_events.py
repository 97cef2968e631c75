"""The address Zoom reports to: who is let in, and that nothing a stranger sends breaks it."""

import logging
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from kurslink.models import Meeting
from kurslink.zoom.webhooks import LARGEST_BODY, Delivery
from tests.course_office import NOW
from tests.listeners import make_listener, make_meeting
from tests.zoom.deliveries import SECRET, event_json, signed

pytestmark = pytest.mark.django_db

CHALLENGE = {"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}}


def send(account_id: int, delivery: Delivery, **headers: Any) -> HttpResponse:
    """Send as Zoom does: no cookie, no form token."""
    named = {
        "x-zm-signature": delivery.signature,
        "x-zm-request-timestamp": delivery.timestamp,
    } | headers
    client = Client(enforce_csrf_checks=True)
    return client.post(  # type: ignore[return-value]  # the answer with the test client's extras
        f"/zoom/ereignisse/{account_id}/",
        delivery.body,
        content_type="application/json",
        headers={name: value for name, value in named.items() if value is not None},
    )


def test_a_genuine_event_is_taken() -> None:
    account = make_listener()
    meeting = make_meeting(account)
    answer = send(account.pk, signed(event_json(), at=NOW))
    assert (answer.status_code, answer.content) == (204, b"")
    assert Meeting.objects.get(pk=meeting.pk).check_due_at is not None


def test_zooms_question_for_the_secret_is_answered() -> None:
    answer = send(make_listener().pk, signed(CHALLENGE, at=NOW))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert b'"plainToken": "abc"' in answer.content


@pytest.mark.parametrize(
    "headers",
    [
        {"x-zm-signature": None},
        {"x-zm-request-timestamp": None},
        {"x-zm-signature": None, "x-zm-request-timestamp": None},
        {"x-zm-signature": ""},
        {"x-zm-signature": "v0="},
        {"x-zm-signature": "v0=abc"},
        {"x-zm-signature": "v0=" + "0" * 64},
        {"x-zm-signature": "ü" * 5000},
        {"x-zm-request-timestamp": "0"},
        {"x-zm-request-timestamp": "9" * 5000},
        {"x-zm-request-timestamp": "heute"},
    ],
)
def test_whoever_cannot_sign_is_turned_away(headers: dict[str, str | None]) -> None:
    account = make_listener()
    for body in (event_json(), CHALLENGE):
        assert send(account.pk, signed(body, at=NOW), **headers).status_code == 401


def test_what_was_signed_an_hour_ago_is_turned_away() -> None:
    assert send(make_listener().pk, signed(event_json())).status_code == 401


@pytest.mark.parametrize("body", [b"", b"\x00", b"\x1f\x8b\x08", b"[" * 200_000, b"\xef\xbb\xbf{}"])
def test_signed_nonsense_does_no_harm(body: bytes) -> None:
    assert send(make_listener().pk, signed(body, at=NOW)).status_code == 204


def test_a_body_without_bound_is_not_read() -> None:
    account = make_listener()
    question = {"event": "endpoint.url_validation", "payload": {"plainToken": "x" * 1_000_000}}
    assert send(account.pk, signed(question, at=NOW)).status_code == 413
    longest = b" " * LARGEST_BODY
    assert send(account.pk, signed(longest, at=NOW)).status_code == 204
    assert send(account.pk, signed(longest + b" ", at=NOW)).status_code == 413


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_post_is_understood(method: str) -> None:
    path = f"/zoom/ereignisse/{make_listener().pk}/"
    assert getattr(Client(), method)(path).status_code == 405


def test_where_nobody_listens_there_is_nothing() -> None:
    silent = make_listener(webhook_secret="")
    for account_id in (silent.pk, silent.pk + 1, 10**30):
        assert send(account_id, signed(event_json(), at=NOW)).status_code == 404


def test_an_empty_secret_opens_nothing() -> None:
    silent = make_listener(webhook_secret="")
    assert send(silent.pk, signed(event_json(), at=NOW, secret="")).status_code == 404


def test_while_the_key_is_missing_zoom_is_asked_to_come_again(settings: Settings) -> None:
    account = make_listener()
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [Fernet.generate_key()]
    assert send(account.pk, signed(event_json(), at=NOW)).status_code == 503


def test_another_secret_that_cannot_be_opened_is_no_obstacle(settings: Settings) -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [old]
    account = make_listener(client_secret="s")
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: [new]
    account.webhook_secret = SECRET
    account.save(update_fields=["webhook_secret"])
    assert send(account.pk, signed(event_json(), at=NOW)).status_code == 204


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account = make_listener()
    genuine, forged = signed(CHALLENGE, at=NOW), signed(CHALLENGE, at=NOW, secret="other")
    send(account.pk, genuine)
    send(account.pk, forged)
    secrets = (SECRET, genuine.signature, forged.signature, "plainToken")
    assert [each for each in secrets if each in caplog.text] == []
    assert f"An event for Zugang {account.pk} is not Zoom's" in caplog.text
