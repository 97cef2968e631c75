"""A connection to a mail server: opened, encrypted, logged in; then commands and answers."""

import base64
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum

import truststore

from kurslink.mail.errors import LoginRefused, MailError, NotNow, TlsFailed, Unreachable
from kurslink.mail.server import Security, Server

_OPENING = 20.0  # seconds for connection, encryption and login together


@dataclass(frozen=True)
class Patience:
    """Seconds for each step, for the answer to the end of a mail, and for all together."""

    step: float = 10.0
    end: float = 60.0  # longer than a step: no answer here becomes a question to a person
    total: float | None = None
    began: float = field(default_factory=time.monotonic)

    def left(self, seconds: float) -> float:
        """`seconds`, or less if all together end before. Raises Unreachable when they have."""
        if self.total is None:
            return seconds
        left = self.total - (time.monotonic() - self.began)
        if left <= 0:
            raise Unreachable("no answer in time")
        return min(seconds, left)


class Kind(Enum):
    """What a server means: yes, go on, later, no."""

    YES = 2
    MORE = 3
    LATER = 4
    NO = 5


_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True)
class Reply:
    """Three digits, -1 for an answer without, and the server's words."""

    status: int
    text: str

    @property
    def kind(self) -> Kind | None:
        """What the first digit says; None for an answer that makes no sense."""
        return _KINDS.get(self.status // 100)


class Connection:
    """Commands and answers; `was_used` once a mail was begun on it, `patience` may be changed."""

    def __init__(self, smtp: smtplib.SMTP, patience: Patience) -> None:
        self._smtp = smtp
        self.patience = patience
        self.was_used = False

    def ask(self, command: str, *, lost: type[MailError]) -> Reply:
        """One command and its answer; `lost` is what an end of the connection means here."""
        with self._waiting(self._step(), lost):
            return _reply(*self._smtp.docmd(command))

    def send(self, content: bytes, *, lost: type[MailError]) -> None:
        """Bytes as they are; no answer is awaited."""
        with self._waiting(self._step(), lost):
            self._smtp.send(content)

    def end(self, last: bytes, *, lost: type[MailError]) -> Reply:
        """The end of a mail and the answer to it, for which a server may need time."""
        with self._waiting(self.patience.end, lost):
            self._smtp.send(last)
            return _reply(*self._smtp.getreply())

    def greet(self) -> None:
        """Tell our name and hear what the server can do. Raises ServerTrouble."""
        try:
            with self._waiting(self._step(), Unreachable):
                self._smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPResponseException as error:
            raise _not_now(error) from error

    def encrypt(self, context: ssl.SSLContext) -> None:
        """STARTTLS; a server that does not offer it gets nothing. Raises TlsFailed."""
        try:
            with self._waiting(self._step(), TlsFailed):
                self._smtp.starttls(context=context)
        except smtplib.SMTPResponseException as error:
            reply = _reply(error.smtp_code, error.smtp_error)
            raise TlsFailed(reply.text, status=reply.status) from error

    def log_in(self, user: str, password: str) -> None:
        """PLAIN or LOGIN; written out because the library knows ASCII only. Raises ServerTrouble.

        Only called on an encrypted connection (mail/server.py).
        """
        reply = self._authenticated(user.encode(), password.encode())
        if reply.kind is not Kind.YES:
            kind, text = NotNow if reply.kind is Kind.LATER else LoginRefused, reply.text
            for said in _passwords_said(user.encode(), password.encode()):
                text = text.replace(said, "…")
            raise kind(text, status=reply.status)

    def _authenticated(self, user: bytes, password: bytes) -> Reply:
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            return self.ask(f"AUTH PLAIN {_token(user, password)}", lost=NotNow)
        if "LOGIN" not in offered:
            raise LoginRefused("the server offers neither AUTH PLAIN nor AUTH LOGIN")
        reply = self.ask("AUTH LOGIN", lost=NotNow)
        for answer in (user, password):
            if reply.kind is Kind.MORE:
                reply = self.ask(_base64(answer), lost=NotNow)
        return reply

    def say_goodbye(self) -> None:
        """QUIT, if there is anybody to say it to, and close."""
        with suppress(MailError):
            self.ask("QUIT", lost=NotNow)
        self.drop()

    def drop(self) -> None:
        """Close without a word: within a mail a QUIT would become its text."""
        self._smtp.close()

    def _step(self) -> float:
        return self.patience.left(self.patience.step)

    @contextmanager
    def _waiting(self, seconds: float, lost: type[MailError]) -> Iterator[None]:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)
        try:
            yield
        except ssl.SSLError as error:
            raise lost(_tls_text(error)) from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_error == "Line too long.":  # the library's own 500, not the server's
                raise lost("an endless answer") from error
            raise
        except (smtplib.SMTPException, OSError) as error:
            raise lost(str(error)) from error


def open_connection(server: Server, *, own_name: str, patience: Patience) -> Connection:
    """A connection on which mails can be sent. Raises ServerTrouble.

    `own_name` is what we call ourselves to the server: a host name or "[127.0.0.1]".
    """
    total = _OPENING if patience.total is None else patience.left(_OPENING)
    hurried = replace(patience, total=total, began=time.monotonic())
    smtp = _connected(server, own_name, hurried)
    if smtp.sock is not None:  # or the end of each mail would wait for an acknowledgement
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = Connection(smtp, hurried)
    try:
        connection.greet()
        if server.security is Security.STARTTLS:
            connection.encrypt(_trusted(server))
            connection.greet()
        if server.user:
            connection.log_in(server.user, server.password)
    except BaseException:
        connection.drop()
        raise
    connection.patience = patience
    return connection


def _connected(server: Server, own_name: str, patience: Patience) -> smtplib.SMTP:
    where, timeout = (server.host, server.port, own_name), patience.left(patience.step)
    try:
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(*where, timeout=timeout, context=_trusted(server))
        return smtplib.SMTP(*where, timeout=timeout)
    except smtplib.SMTPResponseException as error:
        raise _not_now(error) from error
    except ssl.SSLError as error:
        raise TlsFailed(_tls_text(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(str(error)) from error


def _trusted(server: Server) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if server.ca_file is not None:
        try:
            context.load_verify_locations(cafile=str(server.ca_file))
        except OSError as error:  # also what the library raises for a file without certificates
            message = f"the file of certificates cannot be read: {error}"
            raise TlsFailed(message) from error
    return context


def _not_now(error: smtplib.SMTPResponseException) -> NotNow:
    reply = _reply(error.smtp_code, error.smtp_error)
    return NotNow(reply.text, status=reply.status)


def _reply(status: int, text: bytes | str) -> Reply:
    return Reply(status, text.decode("utf-8", "replace") if isinstance(text, bytes) else text)


def _tls_text(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or error.reason or error)


def _token(user: bytes, password: bytes) -> str:
    return _base64(b"\0" + user + b"\0" + password)


def _passwords_said(user: bytes, password: bytes) -> tuple[str, ...]:
    """Every way the password went to the server: some quote a command they do not understand."""
    return _token(user, password), _base64(password), password.decode()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
