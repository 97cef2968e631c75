"""A developer's hour: everything once, over real HTTP, with a worker that is started again."""

import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Course, Enrolment, Role, Software
from kurslink.services.api_tokens import add_token
from kurslink.services.rights import SHELL
from kurslink.services.webhooks.endpoints import add_endpoint
from tests.api.receiver import Receiver, running_receiver
from tests.course_office import NOW, make_account
from tests.mail.post_office import PostOffice
from tests.mails import make_institution
from tests.simulator_process import RunningSimulator, plain_client
from tests.worker.processes import running_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

COURSE = {
    "title": "Englisch B1 am Abend",
    "course_days": [
        {"date": "2026-09-02", "starts_at": "18:00", "ends_at": "19:30"},
        {"date": "2026-09-09", "starts_at": "18:00", "ends_at": "19:30"},
    ],
}
ADDRESS = "/courses/262/262-4107"


def fine(answer: httpx2.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def finished(website: httpx2.Client, order: str) -> Any:
    """The order once it is over."""
    end = time.monotonic() + 30
    while (held := fine(website.get(order)))["state"] not in ("ended", "cancelled"):
        assert time.monotonic() < end, held
        time.sleep(0.2)
    return held


def events(receiver: Receiver, secret: str) -> list[str]:
    """What was told, each with its signature checked as the documentation shows."""
    told = []
    for got in receiver.received():
        moment, digest = (p.split("=")[1] for p in got["headers"]["Kurslink-Signature"].split(","))
        signed = f"{moment}.{got['body']}".encode()
        assert hmac.compare_digest(
            digest, hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        )
        told.append(json.loads(got["body"])["event"])
    return told


@pytest.fixture
def website(
    live_server: LiveServer,
    simulator: RunningSimulator,
    post_office: PostOffice,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> httpx2.Client:
    """A program with a token, before an office with a Zugang, a mail server, and a clock."""
    settings.KURSLINK_CLOCK_OFFSET = int(NOW.timestamp() - time.time())
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    settings.KURSLINK_WEBHOOK_HOSTS = ("127.0.0.1",)
    monkeypatch.setenv("KURSLINK_MAIL_URL", post_office.server)
    monkeypatch.setenv("KURSLINK_WEBHOOK_HOSTS", "127.0.0.1")
    Software.objects.get_or_create(name="Zoom")
    make_institution()
    make_account(simulator)
    _token, secret = add_token("Website", role=Role.OFFICE, actor=SHELL, now=NOW)
    return plain_client(f"{live_server.url}/api/v1", Authorization=f"Bearer {secret}")


def test_a_developers_hour(website: httpx2.Client, post_office: PostOffice, tmp_path: Path) -> None:
    with running_receiver(tmp_path) as receiver:
        wanted = ["course.created", "meeting.created", "order.done", "mail.sent"]
        hook = add_endpoint(receiver.url, wanted, actor=SHELL, now=NOW)

        assert website.put(ADDRESS, json=COURSE).status_code == 201
        assert website.put(ADDRESS, json=COURSE).status_code == 200
        person = {"last_name": "Muster", "first_name": "Mia", "email": "mia@example.org"}
        for _twice in range(2):
            fine(website.put(f"{ADDRESS}/enrolments/web-1", json=person))
        assert (Course.objects.count(), Enrolment.objects.count()) == (1, 1)

        with running_worker():
            placed = website.post(f"{ADDRESS}/transfer", headers={"Idempotency-Key": "t-1"})
            assert placed.status_code == 202
            order = placed.headers["Location"].removeprefix("/api/v1")
            done = finished(website, order)
            assert (done["status"], done["error"]) == ("transferred", None)
            again = website.post(f"{ADDRESS}/transfer", headers={"Idempotency-Key": "t-1"})
            assert again.headers["Location"].removeprefix("/api/v1") == order

        meeting = fine(website.get(f"{ADDRESS}/meeting"))
        assert meeting["zoom_state"] == "transferred"
        assert meeting["link"].startswith("http")
        assert len(meeting["occurrences"]) == 2
        assert fine(website.get(f"{ADDRESS}/meeting/at-zoom"))["differences"]["days"] == []

        assert fine(website.get(f"{ADDRESS}/access-data"))["mails"] == 1
        key = {"Idempotency-Key": "mail-1"}
        first, second = (website.post(f"{ADDRESS}/access-data", headers=key) for _ in range(2))
        assert (fine(first)["repeated"], fine(second)["repeated"]) == (False, True)
        other = website.post(f"{ADDRESS}/access-data", headers=key, json={"only_new": False})
        assert (other.status_code, other.json()["code"]) == (422, "key_used_otherwise")

        with running_worker():  # the machine was started again
            wait_until(lambda: len(post_office.taken()) == 1)
            wait_until(lambda: set(wanted) <= set(events(receiver, hook.secret)), seconds=60)
        assert post_office.count() == 1
        assert meeting["link"] in post_office.taken()[0].text
        outbox = fine(website.get(f"{ADDRESS}/outbox"))
        assert outbox["counts"] == {"sent": 1}
