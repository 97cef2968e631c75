"""A real mail server as a process of its own, which can fail, hang up and wait at every step.

One request a line comes in on stdin, one answer a line goes out on stdout, both JSON.
"""

import asyncio
import base64
import json
import ssl
import sys
import threading
import warnings
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.mail.post_office import Action, Phase

LARGEST = 5_000_000


@dataclass
class Fault:
    """What happens at the next `count` passages of a phase that `match` names, after `skip`."""

    phase: Phase
    action: Action
    reply: str = ""
    match: str = ""
    count: int = 1
    skip: int = 0
    is_reached: threading.Event = field(default_factory=threading.Event)
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def happens(self, phase: Phase, about: str) -> bool:
        if self.phase != phase or self.match not in about or self.count == 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.count -= 1
        return True


@dataclass
class Office:
    """Everything taken, in order; `seen` counts passages of each phase."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def passage(self, phase: Phase, about: str) -> Fault | None:
        self.seen[phase] = self.seen.get(phase, 0) + 1
        return next((each for each in self.faults if each.happens(phase, about)), None)


class Counter(SMTP):
    """One connection."""

    office: Office

    async def _handle_client(self) -> None:
        if not await self._passed(Phase.CONNECT, ""):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802  # named by the library
        if not await self._passed(Phase.EHLO, hostname):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if not await self._passed(Phase.STARTTLS, ""):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._passed(Phase.AUTH, ""):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        if not await self._passed(Phase.MAIL, arg):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        if not await self._passed(Phase.RCPT, arg):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._passed(Phase.DATA, self._recipient()):
            await super().smtp_DATA(arg)

    async def push(self, status: Any) -> None:
        await super().push(status)
        if str(status).startswith("354"):
            await self._passed(Phase.BODY, self._recipient())

    def _recipient(self) -> str:
        return self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else ""

    async def _passed(self, phase: Phase, about: str) -> bool:
        """Whether the phase has been answered otherwise; a hold goes on as usual afterwards."""
        reply = await self.happening(phase, about)
        if reply is not None:
            await self.push(reply)
        return reply is not None

    async def happening(self, phase: Phase, about: str) -> str | None:
        """Do what a fault wants here; the answer to give instead of the usual one."""
        fault = self.office.passage(phase, about)
        if fault is None:
            return None
        fault.is_reached.set()
        match fault.action:
            case Action.REPLY:
                return fault.reply
            case Action.HOLD:
                await fault.may_go_on.wait()
                return None
            case Action.DROP:
                self.transport.abort()  # type: ignore[union-attr]
        await asyncio.sleep(3600)  # silent; cancelled when the connection ends
        return None


class Desk:
    """What the library asks of us."""

    def __init__(self, office: Office, user: str, password: str) -> None:
        self.office = office
        self.login = (user.encode(), password.encode())

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and (data.login, data.password) == self.login
        return AuthResult(success=is_right, handled=False)

    async def handle_DATA(  # noqa: N802  # named by the library
        self, server: Counter, session: Session, envelope: Envelope
    ) -> str:
        about = envelope.rcpt_tos[0]
        reply = await server.happening(Phase.END, about)
        if reply is not None:
            return reply
        content = bytes(envelope.original_content or b"")
        self.office.taken.append(
            {
                "sender": envelope.mail_from,
                "recipients": list(envelope.rcpt_tos),
                "content": base64.b64encode(content).decode(),
                "greeting": session.host_name,
                "is_encrypted": session.ssl is not None,
            }
        )
        return await server.happening(Phase.TAKEN, about) or "250 2.0.0 Ok: queued as 4711"


class Building:
    """The servers, in a thread of their own, and what a test may ask."""

    def __init__(self) -> None:
        self.office = Office()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def open(self, security: str, certificate: str, user: str, password: str, cloak: bool) -> int:
        """A further door; its port. `cloak`: STARTTLS is not offered."""
        context = _context(certificate) if certificate else None
        desk = Desk(self.office, user, password)

        def serve() -> Counter:
            counter = Counter(
                desk,
                hostname="post.example",
                data_size_limit=LARGEST,
                tls_context=context if security == "smtp+starttls" and not cloak else None,
                auth_required=bool(user),
                auth_require_tls=security == "smtp+starttls",
                authenticator=desk.authenticate,
                loop=self.loop,
            )
            counter.office = self.office
            return counter

        async def start() -> int:
            tls = context if security == "smtps" else None
            server = await self.loop.create_server(serve, "127.0.0.1", 0, ssl=tls)
            port: int = server.sockets[0].getsockname()[1]
            return port

        return asyncio.run_coroutine_threadsafe(start(), self.loop).result(10)

    def add_fault(self, **fault: Any) -> int:
        self.office.faults.append(Fault(**fault))
        return len(self.office.faults) - 1

    def wait(self, fault: int, seconds: float) -> bool:
        return self.office.faults[fault].is_reached.wait(seconds)

    def release(self, fault: int) -> None:
        self.loop.call_soon_threadsafe(self.office.faults[fault].may_go_on.set)

    def reset(self) -> None:
        for number in range(len(self.office.faults)):
            self.release(number)
        self.office.taken, self.office.faults, self.office.seen = [], [], {}

    def taken(self) -> list[dict[str, Any]]:
        return self.office.taken

    def count(self) -> int:
        return len(self.office.taken)

    def seen(self) -> dict[str, int]:
        return self.office.seen


def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of passwords without TLS: that is what some tests are about
    building = Building()
    for line in sys.stdin:
        wish = json.loads(line)
        answer = getattr(building, wish.pop("do"))(**wish)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
