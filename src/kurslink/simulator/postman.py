"""Carries events to the address the app named: signed, in order, behind the answers' backs."""

import asyncio
import hmac
import json
import secrets
from collections import deque
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlsplit

from kurslink.simulator.account import Webhook
from kurslink.simulator.operation import Json
from kurslink.simulator.world import World

PATIENCE_SECONDS = 3
PAUSE_SECONDS = 1
REMEMBERED = 1_000
LARGEST_ANSWER = 10_000


class Said(NamedTuple):
    """What came back; ``status`` is None if nothing did."""

    status: int | None
    body: bytes = b""

    @property
    def is_success(self) -> bool:
        return self.status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT)


@dataclass(frozen=True)
class Sent:
    """An event that was carried once, or twice if it had to be; the last answer's ``status``."""

    event: str
    meeting_id: int
    attempts: int
    status: int | None


class Postman:
    """Never keeps an answer of the API waiting. Without a webhook events are dropped."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent: deque[Sent] = deque(maxlen=REMEMBERED)
        self.idle = asyncio.Event()
        self.idle.set()
        self._bag: deque[Json] = deque()
        self._round: asyncio.Task[None] | None = None
        world.tell = self.post

    def post(self, event: Json) -> None:
        """Put ``event`` in the bag as often as the switch says, and set out unless under way."""
        if self.world.standing.webhook is None:
            return
        self._bag.extend([event] * self.world.switches.event_deliveries)
        if self._bag and self.idle.is_set():
            self.idle.clear()
            self._round = asyncio.get_running_loop().create_task(self._carry())

    def clear(self) -> None:
        self._bag.clear()
        self.sent.clear()

    async def validate(self, webhook: Webhook) -> Json:
        """Ask whether the other side knows the secret; whether its answer was right."""
        token = secrets.token_urlsafe(16)
        moment = int(self.world.now.timestamp() * 1000)
        question = {
            "event": "endpoint.url_validation",
            "event_ts": moment,
            "payload": {"plainToken": token},
        }
        said = await self._hand_over(webhook, question)
        expected = {"plainToken": token, "encryptedToken": signed(webhook, token.encode())}
        is_right = said.status == HTTPStatus.OK and _read(said.body) == expected
        return {"status": said.status, "is_valid": is_right}

    async def _carry(self) -> None:
        try:
            while self._bag and (webhook := self.world.standing.webhook):
                await self._deliver(webhook, self._bag.popleft())
        finally:
            self._bag.clear()
            self.idle.set()

    async def _deliver(self, webhook: Webhook, event: Json) -> None:
        """At most once more after a refusal; not to somebody who has left meanwhile."""
        attempts, said = 1, await self._hand_over(webhook, event)
        if not said.is_success:
            await asyncio.sleep(PAUSE_SECONDS)
            if self.world.standing.webhook is webhook:
                attempts, said = 2, await self._hand_over(webhook, event)
        if self.world.standing.webhook is webhook:
            number = event["payload"]["object"]["id"]
            self.sent.append(Sent(event["event"], number, attempts, said.status))

    async def _hand_over(self, webhook: Webhook, event: Json) -> Said:
        body = json.dumps(event, separators=(",", ":")).encode()
        timestamp = int(self.world.now.timestamp())
        return await asyncio.to_thread(_send, webhook, body, timestamp)


def signed(webhook: Webhook, message: bytes) -> str:
    return hmac.digest(webhook.secret.encode(), message, "sha256").hex()


def _send(webhook: Webhook, body: bytes, timestamp: int) -> Said:
    address = urlsplit(webhook.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE_SECONDS)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Zoom Marketplace/1.0a",
        "x-zm-request-timestamp": str(timestamp),
        "x-zm-signature": f"v0={signed(webhook, b'v0:%d:%b' % (timestamp, body))}",
    }
    try:
        connection.request("POST", address.path or "/", body, headers)
        answer = connection.getresponse()
        return Said(answer.status, answer.read(LARGEST_ANSWER))
    except (OSError, HTTPException):
        return Said(None)
    finally:
        connection.close()


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None
