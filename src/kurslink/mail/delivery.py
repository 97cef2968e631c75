"""Gives mails to a server: everything before the end of a mail may be repeated, its end may not.

For each mail: MAIL, RCPT, DATA, the body; then `before_end` (the caller stores that the end is on
its way), the final dot, and the server's answer.
"""

import re
from collections.abc import Callable
from types import TracebackType
from typing import NoReturn, Self

from kurslink.mail.connection import Connection, Kind, Patience, Reply, open_connection
from kurslink.mail.errors import (
    LoginRefused,
    Lost,
    MailError,
    NotNow,
    PutOff,
    Rejected,
    RelayRefused,
    SenderRefused,
    Uncertain,
)
from kurslink.mail.message import Letter, as_bytes, sender_address, wire_address
from kurslink.mail.server import Server

_END = b".\r\n"
_GO_AHEAD, _CLOSING, _LOGIN_WANTED = 354, 421, 530
_NO_RELAY = re.compile(r"\brelay", re.IGNORECASE)  # no server has a code of its own for it


class Delivery:
    """The way to one server: opened for the first mail, kept for the next ones."""

    def __init__(self, server: Server, *, own_name: str, patience: Patience | None = None) -> None:
        self._server = server
        self._own_name = own_name
        self._patience = patience or Patience()
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            self._connection.say_goodbye()

    def log_in(self) -> Connection:
        """The connection, opened, encrypted and logged in if need be. Raises ServerTrouble."""
        if self._connection is None:
            self._connection = open_connection(
                self._server, own_name=self._own_name, patience=self._patience
            )
        return self._connection

    def hand_over(self, letter: Letter, *, before_end: Callable[[], None]) -> str:
        """Give `letter` to the server; its words when it took the mail.

        `before_end` is called when nothing but the last line is missing; what it raises is passed
        on, and the server keeps nothing. Raises MailError.
        """
        content = re.sub(rb"(?m)^\.", b"..", as_bytes(letter))
        recipient = wire_address(letter.to.address)
        connection = self._begun(sender_address(letter))
        try:
            _name_recipient(connection, recipient)
            _send_body(connection, content)
            before_end()
            return _end(connection)
        except (Rejected, PutOff) as error:
            self._make_ready(connection, error)
            raise
        except BaseException:  # whatever it was: without its end the server forgets the mail
            self._drop()
            raise

    def _begun(self, sender: str) -> Connection:
        """MAIL was said; on a connection that fell asleep after its last mail, on a new one."""
        connection = self.log_in()
        try:
            self._name_sender(connection, sender)
        except NotNow:
            if not connection.was_used:
                raise
            connection = self.log_in()
            self._name_sender(connection, sender)
        connection.was_used = True
        return connection

    def _name_sender(self, connection: Connection, sender: str) -> None:
        try:
            reply = connection.ask(f"MAIL FROM:<{sender}>", lost=NotNow)
            if reply.status == _LOGIN_WANTED:
                raise LoginRefused(reply.text, status=reply.status)
            if reply.kind is not Kind.YES:
                kind = SenderRefused if reply.kind is Kind.NO else NotNow
                raise kind(reply.text, status=reply.status)
        except MailError:
            self._drop()
            raise

    def _make_ready(self, connection: Connection, error: Rejected | PutOff) -> None:
        """For the next mail, after one that was not taken."""
        if error.status == _CLOSING or not _is_reset(connection):
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.drop()
            self._connection = None


def _name_recipient(connection: Connection, recipient: str) -> None:
    reply = connection.ask(f"RCPT TO:<{recipient}>", lost=Lost)
    if reply.kind is Kind.YES:
        return
    if reply.status == _LOGIN_WANTED:
        raise LoginRefused(reply.text, status=reply.status)
    if reply.kind is Kind.NO and _NO_RELAY.search(reply.text):
        raise RelayRefused(reply.text, status=reply.status)
    _refuse(reply)


def _send_body(connection: Connection, content: bytes) -> None:
    reply = connection.ask("DATA", lost=Lost)
    if reply.status != _GO_AHEAD:
        _refuse(reply)
    connection.send(content, lost=Lost)


def _end(connection: Connection) -> str:
    reply = connection.end(_END, lost=Uncertain)
    if reply.kind is Kind.YES:
        return reply.text
    if reply.kind not in (Kind.LATER, Kind.NO):
        raise Uncertain(reply.text)
    kind = PutOff if reply.kind is Kind.LATER else Rejected
    raise kind(reply.text, status=reply.status)


def _refuse(reply: Reply) -> NoReturn:
    """What an answer before the end means that is not the one we want."""
    if reply.status == _CLOSING or reply.kind not in (Kind.LATER, Kind.NO):
        raise NotNow(reply.text, status=reply.status)
    kind = PutOff if reply.kind is Kind.LATER else Rejected
    raise kind(reply.text, status=reply.status)


def _is_reset(connection: Connection) -> bool:
    try:
        return connection.ask("RSET", lost=NotNow).kind is Kind.YES
    except NotNow:
        return False
