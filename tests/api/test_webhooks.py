"""Programs hear what happened: each event once it is in the journal, signed, until they say so."""

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from kurslink.models import DeliveryState, Event, JournalEntry, WebhookDelivery, WebhookEndpoint
from kurslink.services.errors import Refusal
from kurslink.services.journal.record import record
from kurslink.services.journal.seal import seal_entries
from kurslink.services.rights import SHELL
from kurslink.services.webhooks.address_rule import ForbiddenAddress, target_of
from kurslink.services.webhooks.collect import collect_deliveries
from kurslink.services.webhooks.deliver import deliver_due, send_ping
from kurslink.services.webhooks.endpoints import add_endpoint, revive_endpoint
from tests.api.receiver import Receiver, running_receiver
from tests.course_office import NOW, clock, make_course
from tests.enrolments import enrol, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(tmp_path: Path, settings: Settings) -> Iterator[Receiver]:
    settings.KURSLINK_WEBHOOK_HOSTS = ("127.0.0.1",)
    with running_receiver(tmp_path) as running:
        yield running


def listen(receiver: Receiver, *events: str) -> WebhookEndpoint:
    return add_endpoint(receiver.url, events or ("course.changed",), actor=SHELL, now=NOW)


def happen(event: Event = Event.COURSE_CHANGED) -> None:
    record(SHELL, event, make_course())
    seal_entries()
    collect_deliveries(now=NOW)


def states() -> list[str]:
    return [each.state for each in WebhookDelivery.objects.order_by("pk")]


def test_what_happened_is_told_once_and_signed(receiver: Receiver) -> None:
    endpoint = listen(receiver)
    happen()
    collect_deliveries(now=NOW)
    assert deliver_due(clock=clock) == 1
    assert deliver_due(clock=clock) == 0
    (got,) = receiver.received()
    parts = got["headers"]["Kurslink-Signature"].split(",")
    moment, digest = (part.split("=")[1] for part in parts)
    signed = f"{moment}.{got['body']}".encode()
    wanted = hmac.new(endpoint.secret.encode(), signed, hashlib.sha256).hexdigest()
    assert digest == wanted
    assert int(moment) == int(NOW.timestamp())
    body = json.loads(got["body"])
    assert body["id"] == got["headers"]["Kurslink-Delivery"]
    assert body["event"] == "course.changed"
    assert body["course"]["number"] == "262-4107"


def test_what_nobody_asked_for_or_was_before_is_not_told(receiver: Receiver) -> None:
    record(SHELL, Event.COURSE_CHANGED, make_course("262-1"))
    listen(receiver)
    happen(Event.COURSE_DELETED)
    assert not WebhookDelivery.objects.exists()


def test_people_are_numbers(receiver: Receiver) -> None:
    listen(receiver, "enrolment.created")
    person = make_participant("Geheimnisvoll", email="g@example.org")
    enrolment = enrol(make_course(), person)
    record(SHELL, Event.ENROLMENT_CREATED, enrolment, status="enrolled")
    seal_entries()
    collect_deliveries(now=NOW)
    deliver_due(clock=clock)
    (got,) = receiver.received()
    assert "eheimnis" not in got["body"]
    assert "example.org" not in got["body"]
    subject = {"kind": "participant", "id": enrolment.participant_id}
    assert json.loads(got["body"])["subject"] == subject


@pytest.mark.parametrize("status", [500, 302, 404])
def test_what_was_not_heard_is_told_again_later_under_the_same_id(
    receiver: Receiver, status: int
) -> None:
    listen(receiver)
    happen()
    receiver.answers(status)
    deliver_due(clock=clock)
    assert states() == ["waiting"]
    assert deliver_due(clock=clock) == 0
    receiver.answers(204)
    deliver_due(clock=lambda: NOW + timedelta(minutes=1))
    assert states() == ["delivered"]
    first, second = receiver.received()
    assert first["headers"]["Kurslink-Delivery"] == second["headers"]["Kurslink-Delivery"]
    assert WebhookEndpoint.objects.get().failing_since is None


def test_who_does_not_answer_for_a_day_is_switched_off_and_misses_nothing(
    receiver: Receiver,
) -> None:
    endpoint = listen(receiver)
    happen()
    receiver.answers(500)
    at = NOW
    while WebhookEndpoint.objects.get().disabled_at is None:
        at = WebhookDelivery.objects.get().due_at
        deliver_due(clock=lambda at=at: at)  # type: ignore[misc]  # the moment of this round
    assert timedelta(hours=24) < at - NOW < timedelta(hours=34)
    assert states() == ["given_up"]
    assert JournalEntry.objects.filter(event=Event.WEBHOOK_CHANGED).exists()
    receiver.answers(200)
    revive_endpoint(WebhookEndpoint.objects.get(pk=endpoint.pk), actor=SHELL, now=at)
    deliver_due(clock=lambda: at)
    assert states() == ["delivered"]


def test_a_test_tells_at_once_what_came_back(receiver: Receiver) -> None:
    endpoint = listen(receiver)
    assert send_ping(endpoint, actor=SHELL, now=NOW).outcome == "204"
    receiver.answers(418)
    sent = send_ping(endpoint, actor=SHELL, now=NOW)
    assert (sent.outcome, sent.state) == ("418", DeliveryState.GIVEN_UP)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://10.0.0.7/hook",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/hook",
        "https://user@example.org/hook",
        "https://example.org/hook#teil",
        "ftp://example.org/",
        "https:///hook",
        "https://example.org:port/",
        "https://exämple.org/",
    ],
)
def test_addresses_that_lead_into_our_own_network_are_refused(url: str) -> None:
    with pytest.raises(Refusal, match="webhook_address"):
        add_endpoint(url, ["course.changed"], actor=SHELL, now=NOW)


def test_a_name_that_leads_into_our_own_network_is_never_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint = add_endpoint("https://example.org/", ["course.changed"], actor=SHELL, now=NOW)
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: inside)
    with pytest.raises(ForbiddenAddress):
        target_of("https://example.org/").resolve()
    assert send_ping(endpoint, actor=SHELL, now=NOW).outcome == "address_refused"


def test_events_nobody_offers_are_refused() -> None:
    with pytest.raises(Refusal, match="webhook_events"):
        add_endpoint("https://example.org/", ["session.started"], actor=SHELL, now=NOW)


def test_the_secret_is_encrypted_and_a_rotation_finds_it() -> None:
    from kurslink.services.stored_secrets import stored_secrets

    endpoint = add_endpoint("https://example.org/", ["course.changed"], actor=SHELL, now=NOW)
    (stored,) = stored_secrets()
    assert endpoint.secret.startswith("whsec_")
    assert endpoint.secret not in stored.ciphertext
