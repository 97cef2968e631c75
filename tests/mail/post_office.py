"""The mail server of the tests as typed methods, and the mails it took as a person sees them."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kurslink.mail.server import Server, parse_server


class Phase(StrEnum):
    """Where on the way of a mail something may happen; the server has taken it before TAKEN."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    END = "end"
    TAKEN = "taken"


class Action(StrEnum):
    """What may happen there."""

    REPLY = "reply"
    DROP = "drop"
    HOLD = "hold"
    SILENT = "silent"


@dataclass(frozen=True)
class Taken:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    content: bytes
    greeting: str
    is_encrypted: bool

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    def header(self, name: str) -> str:
        return str(self.message[name])

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


class PostOffice:
    """A running mail server; doors are opened as a test needs them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.server = self.door()

    def door(
        self,
        security: str = "smtp",
        *,
        certificate: Path | None = None,
        user: str = "",
        password: str = "",
        cloak: bool = False,
    ) -> str:
        """The address of a further port; with `user` it wants a login."""
        port = self.ask(
            "open",
            security=security,
            certificate=str(certificate or ""),
            user=user,
            password=password,
            cloak=cloak,
        )
        login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
        host = "localhost" if certificate else "127.0.0.1"
        return f"{security}://{login}{host}:{port}"

    def as_server(self) -> Server:
        """The first door, to which everybody may come."""
        return parse_server(self.server)

    def fails(self, phase: Phase, reply: str, *, match: str = "", count: int = 1) -> None:
        """The next `count` mails whose recipient `match` is part of get this answer."""
        self._fault(phase, Action.REPLY, reply=reply, match=match, count=count)

    def drops(self, phase: Phase, *, match: str = "", count: int = 1) -> None:
        """The connection ends there without a word."""
        self._fault(phase, Action.DROP, match=match, count=count)

    def is_silent(self, phase: Phase) -> None:
        """Nothing comes there any more."""
        self._fault(phase, Action.SILENT)

    def holds(self, phase: Phase, *, skip: int = 0) -> "Held":
        """The server waits there until it is let go."""
        return Held(self, self._fault(phase, Action.HOLD, skip=skip))

    def taken(self) -> list[Taken]:
        """Every mail so far, oldest first."""
        return [
            Taken(**each | {"content": base64.b64decode(each["content"])})
            for each in self.ask("taken")
        ]

    def count(self) -> int:
        """How many mails so far."""
        return int(self.ask("count"))

    def taken_by(self) -> list[str]:
        """Whom the mails went to, oldest first."""
        return [each.recipients[0] for each in self.taken()]

    def seen(self, phase: Phase) -> int:
        """How often a client came to `phase`."""
        return int(self.ask("seen").get(phase, 0))

    def reset(self) -> None:
        self.ask("reset")

    def _fault(self, phase: Phase, action: Action, **what: object) -> int:
        return int(self.ask("add_fault", phase=phase, action=action, **what))

    def ask(self, do: str, **wish: object) -> Any:
        """One request, one answer."""
        if self._process.stdin is None or self._process.stdout is None:
            raise TypeError("the post office is spoken to by pipes")
        self._process.stdin.write(json.dumps({"do": do, **wish}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@dataclass(frozen=True)
class Held:
    """A place where one client waits for the server."""

    office: PostOffice
    fault: int

    def wait_until_reached(self, seconds: float = 15) -> None:
        if not self.office.ask("wait", fault=self.fault, seconds=seconds):
            raise AssertionError(f"Nobody came there within {seconds} s.")

    def release(self) -> None:
        self.office.ask("release", fault=self.fault)


@contextmanager
def running_post_office() -> Iterator[PostOffice]:
    """A mail server for the length of a `with` block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.mail.post_office_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield PostOffice(process)
    finally:
        process.kill()
        process.wait(10)
