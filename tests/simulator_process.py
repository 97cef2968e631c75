"""The simulator as a process of its own, and its control interface as typed methods."""

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
from pydantic import TypeAdapter

from kurslink.simulator.faults import Failure, Moment
from kurslink.simulator.switches import Switches

Json = dict[str, Any]
STOP_SECONDS = 5


@dataclass(frozen=True)
class Counters:
    """``calls`` by operation, ``answers`` by status, ``writes`` by host and UTC day."""

    calls: dict[str, int]
    answers: dict[str, int]
    too_many: dict[str, int]
    writes: dict[str, dict[str, int]]
    meetings: int


@dataclass(frozen=True)
class LoggedRequest:
    """``status`` is None if no answer was sent; ``code`` is Zoom's or the name of a failure."""

    number: int
    at: str
    operation: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    status: int | None
    code: int | str | None


COUNTERS = TypeAdapter(Counters)
LOG = TypeAdapter(list[LoggedRequest])
SWITCHES = TypeAdapter(Switches)


def plain_client(base_url: str, **headers: str) -> httpx2.Client:
    """A client for plain http on loopback, spared the loading of certificates."""
    no_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx2.Client(
        base_url=base_url, headers=headers, verify=no_certificates, trust_env=False, timeout=30
    )


class SimulatorControl:
    """What a test may ask of the simulator; every method is one request."""

    def __init__(self, control_url: str) -> None:
        self._client = plain_client(control_url)

    def ask(self, method: str, path: str, body: object = None, **query: str) -> Any:
        answer = self._client.request(method, path, json=body or {}, params=query)
        if answer.is_error:
            raise AssertionError(f"The simulator refused {method} {path}: {answer.text}")
        return answer.json()

    def reset(self) -> None:
        """The practice account as new: no meetings, no tokens, default switches, real clock."""
        self.ask("POST", "/reset")

    def switches(self) -> Switches:
        return SWITCHES.validate_python(self.ask("GET", "/switches"))

    def set_switch(self, **changes: object) -> None:
        """Names and values as in ``Switches``: ``set_switch(occurrence_limit=60)``."""
        self.ask("PATCH", "/switches", changes)

    def alter_app(self, **changes: object) -> Json:
        """Credentials and ``scopes`` of the app; tokens keep the scopes they were made with."""
        return dict(self.ask("PATCH", "/app", changes))

    def drop_tokens(self) -> None:
        """Every token handed out so far is refused from now on."""
        self.ask("DELETE", "/tokens")

    def users(self) -> list[Json]:
        return list(self.ask("GET", "/users"))

    def add_user(self, email: str, **fields: object) -> Json:
        return dict(self.ask("POST", "/users", {"email": email, **fields}))

    def alter_user(self, email: str, **changes: object) -> Json:
        """Fields of ``account.User``: ``type``, ``passcode_rules``, ``locked`` …"""
        return dict(self.ask("PATCH", f"/users/{quote(email)}", changes))

    def remove_user(self, email: str) -> None:
        self.ask("DELETE", f"/users/{quote(email)}")

    def grant_scheduling(self, *, of: str, to: str) -> None:
        """``of`` lets ``to`` schedule meetings for it, as in its own settings at Zoom."""
        ids = {user["email"]: user["user_id"] for user in self.users()}
        self.alter_user(of, assistants=[ids[to]])

    def meetings(self) -> list[Json]:
        """Every meeting Zoom holds, in full: the truth a test compares with."""
        return list(self.ask("GET", "/meetings"))

    def meeting(self, meeting_id: int | str) -> Json:
        return dict(self.ask("GET", f"/meetings/{meeting_id}"))

    def create_meeting(self, host: str, **body: object) -> Json:
        """A meeting somebody made by hand in Zoom's portal."""
        return dict(self.ask("POST", f"/users/{quote(host)}/meetings", body))

    def change_meeting(
        self, meeting_id: int | str, *, occurrence_id: str = "", **changes: object
    ) -> Json:
        """What a person changes in the portal; also ``status``, ``is_webinar``, ``host``."""
        query = {"occurrence_id": occurrence_id} if occurrence_id else {}
        return dict(self.ask("PATCH", f"/meetings/{meeting_id}", changes, **query))

    def delete_meeting(self, meeting_id: int | str, *, occurrence_id: str = "") -> None:
        query = {"occurrence_id": occurrence_id} if occurrence_id else {}
        self.ask("DELETE", f"/meetings/{meeting_id}", **query)

    def add_occurrence(self, meeting_id: int | str, *, start_time: str, duration: int) -> Json:
        body = {"start_time": start_time, "duration": duration}
        return dict(self.ask("POST", f"/meetings/{meeting_id}/occurrences", body))

    def set_webhook(self, url: str, secret: str) -> None:
        """From now on events are sent there, signed with ``secret``."""
        self.ask("PUT", "/webhook", {"url": url, "secret": secret})

    def drop_webhook(self) -> None:
        self.ask("DELETE", "/webhook")

    def validate_webhook(self) -> Json:
        """Ask the other side whether it knows the secret: ``status``, ``is_valid``."""
        return dict(self.ask("POST", "/webhook/validate"))

    def sent_events(self) -> list[Json]:
        """Every event so far with its last status, once all of them were carried."""
        state = self.ask("GET", "/webhook", wait_seconds="15")
        if not state["is_idle"]:
            raise AssertionError("Events are still under way.")
        return list(state["sent"])

    def fail_next(
        self,
        failure: Failure | str,
        *,
        when: Moment | str = Moment.BEFORE,
        count: int = 1,
        skip: int = 0,
        **match: str,
    ) -> None:
        """The next ``count`` requests fail; ``match``: ``operation``, ``method``, ``path``.

        ``skip`` lets that many matching requests through first.
        """
        body = {"failure": failure, "when": when, "count": count, "skip": skip, "match": match}
        self.ask("POST", "/faults", body)

    def waiting_faults(self) -> list[Json]:
        return list(self.ask("GET", "/faults"))

    def drop_faults(self) -> None:
        self.ask("DELETE", "/faults")

    def hold(
        self, *, when: Moment | str = Moment.BEFORE, skip: int = 0, **match: str
    ) -> "HeldRequest":
        """Stop one request of that ``operation``, ``method``, ``path``: the next after ``skip``."""
        body = {"when": when, "skip": skip, "match": match}
        return HeldRequest(self, self.ask("POST", "/holds", body)["hold"])

    def set_clock_offset(self, offset: timedelta) -> None:
        self.ask("PUT", "/clock", {"offset_seconds": offset.total_seconds()})

    def set_clock(self, moment: datetime) -> None:
        """``moment`` is aware; from now on the simulator's time goes on from there."""
        self.set_clock_offset(moment - datetime.now(UTC))

    def counters(self) -> Counters:
        return COUNTERS.validate_python(self.ask("GET", "/counters"))

    def log(self) -> list[LoggedRequest]:
        """The latest requests, oldest first; secrets are masked."""
        return LOG.validate_python(self.ask("GET", "/log"))


@dataclass(frozen=True)
class HeldRequest:
    """A place where one request stops until the test lets it go."""

    control: SimulatorControl
    number: int

    def wait_until_reached(self, seconds: float = 10) -> None:
        state = self.control.ask("GET", f"/holds/{self.number}", wait_seconds=str(seconds))
        if not state["reached"]:
            raise AssertionError(f"No request reached the hold within {seconds} s.")

    @property
    def is_reached(self) -> bool:
        return bool(self.control.ask("GET", f"/holds/{self.number}")["reached"])

    def release(self, *, perform: bool = True) -> None:
        """Let the request go on; ``perform=False`` loses it before it has an effect."""
        self.control.ask("POST", f"/holds/{self.number}/release", {"perform": perform})


class RunningSimulator:
    """A started simulator; attributes are those of its JSON document."""

    def __init__(self, process: "subprocess.Popen[str]", document: Mapping[str, Any]) -> None:
        self.process = process
        self.document = dict(document)
        self.api_url: str = document["api_url"]
        self.oauth_url: str = document["oauth_url"]
        self.control_url: str = document["control_url"]
        self.account_id: str = document["account_id"]
        self.client_id: str = document["client_id"]
        self.client_secret: str = document["client_secret"]
        self.users: list[Json] = document["users"]
        self.control = SimulatorControl(self.control_url)

    @property
    def hosts(self) -> list[str]:
        """E-mails of the users who may host without limits."""
        return [u["email"] for u in self.users if (u["type"], u["status"]) == (2, "active")]

    def stop(self) -> int:
        """Stop it as an administrator would; the exit code."""
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(STOP_SECONDS)


def start_simulator(*, state: Path | None = None, port: int | None = None) -> RunningSimulator:
    """Start a process and wait until it listens; the caller stops it."""
    options = ["--state", str(state)] if state else []
    options += ["--port", str(port)] if port else []
    process = subprocess.Popen(
        [sys.executable, "-m", "kurslink.simulator", *options], stdout=subprocess.PIPE, text=True
    )
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise AssertionError(f"The simulator did not start: exit code {process.wait()}.")
    return RunningSimulator(process, json.loads(line))


@contextmanager
def running_simulator(
    *, state: Path | None = None, port: int | None = None
) -> Iterator[RunningSimulator]:
    """A simulator for the length of a ``with`` block."""
    simulator = start_simulator(state=state, port=port)
    try:
        yield simulator
    finally:
        if simulator.process.poll() is None:
            simulator.stop()
