"""Clients as the tests need them: on a clock and a sleep of their own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.credentials import Credentials, ServerToServer
from tests.zoom.scripted_zoom import ScriptedZoom

CREDENTIALS = ServerToServer("account-1", "client-1", "secret-1")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that moves only when told to, or when somebody sleeps by it."""

    now: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


def make_client(
    zoom: ScriptedZoom,
    *,
    clock: Clock | None = None,
    credentials: Credentials = CREDENTIALS,
    **options: Any,
) -> ZoomClient:
    """A practice client of `zoom`, or whatever `options` make of it."""
    clock = clock or Clock()
    settings: dict[str, Any] = {
        "api_url": zoom.url,
        "oauth_url": zoom.oauth_url,
        "practice": True,
    }
    return ZoomClient(credentials, clock=clock, sleep=clock.sleep, **(settings | options))
