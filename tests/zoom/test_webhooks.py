"""Events: only Zoom's own are read, over the bytes as they came, and only for the meeting's id."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.webhooks import (
    Challenge,
    Delivery,
    Distrust,
    MeetingEvent,
    NotFromZoom,
    answer_to,
    read_delivery,
)
from tests.zoom.deliveries import SECRET, SIGNED_AT, event_json, signed

# Body and signature: ZoomNet, WebhookSignatureValidationTests.cs; the answer: openssl dgst -hmac.
BODY = (
    b'{"payload":{"plainToken":"xys8n8PGS7mAU0m5-YJjRA"},'
    b'"event_ts":1720705455858,"event":"endpoint.url_validation"}'
)
SIGNATURE = "v0=93a1a675965ceb9c5a50c5dfb31f20e50f763be37a54ef74cd2d16a1a8e5c0d6"
GENUINE = Delivery(BODY, SIGNATURE, "1720705455")


def read(delivery: Delivery, *, secret: str = SECRET, late: int = 0) -> Any:
    return read_delivery(delivery, secret=secret, now=SIGNED_AT + timedelta(seconds=late))


def distrust(delivery: Delivery, *, secret: str = SECRET, late: int = 0) -> Distrust:
    with pytest.raises(NotFromZoom) as caught:
        read(delivery, secret=secret, late=late)
    return caught.value.reason


def test_a_recorded_challenge_is_believed_and_answered() -> None:
    challenge = read(GENUINE)
    assert challenge == Challenge("xys8n8PGS7mAU0m5-YJjRA")
    assert answer_to(challenge, secret=SECRET) == {
        "plainToken": "xys8n8PGS7mAU0m5-YJjRA",
        "encryptedToken": "2fffc6a967dde4f68024025a5bd991c5ae1e5313b4e6365be4883e3e81d479b3",
    }


@pytest.mark.parametrize(
    "delivery",
    [
        replace(GENUINE, signature=""),
        replace(GENUINE, timestamp=""),
        replace(GENUINE, timestamp="heute"),
        replace(GENUINE, timestamp="-1720705455"),
        replace(GENUINE, timestamp="١٧٢٠٧٠٥٤٥٥"),
        replace(GENUINE, timestamp="1" * 5000),
    ],
)
def test_without_signature_or_time_nobody_has_signed(delivery: Delivery) -> None:
    assert distrust(delivery) == Distrust.UNSIGNED


@pytest.mark.parametrize(
    "delivery",
    [
        replace(GENUINE, body=BODY.replace(b"xys", b"xyz")),
        replace(GENUINE, timestamp="1720705456"),
        replace(GENUINE, signature=SIGNATURE[:-1]),
        replace(GENUINE, signature=SIGNATURE.removeprefix("v0=")),
        replace(GENUINE, signature="v0="),
        replace(GENUINE, signature="ü\ud800"),
    ],
)
def test_what_was_tampered_with_is_not_believed(delivery: Delivery) -> None:
    assert distrust(delivery) == Distrust.FORGED


@given(position=st.integers(0, len(BODY) - 1), flipped=st.integers(1, 255))
def test_no_byte_of_the_body_may_differ(position: int, flipped: int) -> None:
    changed = bytearray(BODY)
    changed[position] ^= flipped
    assert distrust(replace(GENUINE, body=bytes(changed))) == Distrust.FORGED


def test_the_old_secret_is_refused_after_a_new_one_was_made() -> None:
    assert distrust(GENUINE, secret="new-secret") == Distrust.FORGED


def test_the_same_json_written_again_is_not_what_was_signed() -> None:
    again = json.dumps(json.loads(BODY)).encode()
    assert distrust(replace(GENUINE, body=again)) == Distrust.FORGED


@pytest.mark.parametrize("late", [-300, 0, 300])
def test_five_minutes_on_either_side_are_allowed(late: int) -> None:
    assert isinstance(read(GENUINE, late=late), Challenge)


@pytest.mark.parametrize("late", [-301, 301, 90 * 60])
def test_what_was_signed_at_another_time_is_refused(late: int) -> None:
    assert distrust(GENUINE, late=late) == Distrust.STALE


def test_an_event_old_in_itself_but_signed_just_now_is_read() -> None:
    sent_again = signed(event_json(), at=SIGNED_AT + timedelta(minutes=90))
    assert isinstance(read(sent_again, late=90 * 60), MeetingEvent)


@pytest.mark.parametrize("meeting_id", [81234567890, "81234567890"])
def test_a_meetings_id_is_read_as_number_and_as_text(meeting_id: object) -> None:
    event = read(signed(event_json(meeting_id=meeting_id)))
    assert event == MeetingEvent("meeting.updated", "acc-1", 81234567890)


def test_of_duplicate_keys_the_signature_covers_all_and_one_is_read() -> None:
    body = json.dumps(event_json()).encode().replace(b'"id": 81234567890', b'"id": 1, "id": 2')
    assert read(signed(body)).meeting_id == 2


def test_a_byte_order_mark_belongs_to_what_was_signed() -> None:
    body = b"\xef\xbb\xbf" + json.dumps(event_json()).encode()
    assert read(signed(body)).meeting_id == 81234567890
    assert distrust(replace(signed(body), body=body[3:])) == Distrust.FORGED


def test_what_is_not_read_cannot_hide_the_hint() -> None:
    odd = event_json()
    odd["payload"]["operation"] = ["invented"]
    odd["payload"]["object"] |= {"occurrences": "many", "type": "new"}
    assert read(signed(odd)).meeting_id == 81234567890


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\x1f\x8b\x08\x00",
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"event": 1}',
        b'{"event": "meeting.updated"}',
        b'{"event": "endpoint.url_validation"}',
        b'{"event": "user.updated", "payload": {"account_id": "a", "object": {"id": "z8yC"}}}',
        b'{"event": "meeting.updated", "payload": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_genuine_delivery_about_no_meeting_says_nothing(body: bytes) -> None:
    assert read(signed(body)) is None


@pytest.mark.parametrize("meeting_id", [0, -1, 2**63, 10**400, "", "8 123", None, [], 1.5])
def test_what_is_no_id_of_a_meeting_is_about_no_meeting(meeting_id: object) -> None:
    assert read(signed(event_json(meeting_id=meeting_id))) is None


@pytest.mark.parametrize("token", ["", "x" * 201, "x" * 200_000, "a b", "ä", "\ud800", 7, None])
def test_a_challenge_no_zoom_would_send_is_not_answered(token: object) -> None:
    body = {"event": "endpoint.url_validation", "payload": {"plainToken": token}}
    assert read(signed(body)) is None


def test_neither_signature_nor_body_show_in_what_is_printed() -> None:
    said = f"{GENUINE!r} {read(GENUINE)!r} {distrust(GENUINE, secret='new')!r}"
    assert [part for part in (SIGNATURE, "xys8n8PGS7mAU0m5-YJjRA", SECRET) if part in said] == []
