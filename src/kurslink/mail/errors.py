"""What can become of a mail at the server; a class exists where a caller decides differently.

MailError
├── ServerTrouble        no mail can be given to the server now: it is not the mail's fault
│   ├── Unreachable      no connection: name, port, network, or no answer
│   ├── TlsFailed        no encryption as demanded; never done without
│   ├── LoginRefused     user and password, or a login is wanted and we have none
│   ├── SenderRefused    the sender's address may not send here
│   ├── RelayRefused     the server forwards nothing of ours to others
│   └── NotNow           busy, closing, or an answer that makes no sense
├── Lost                 the connection ended within this mail, before its end: nothing was taken
├── PutOff               the server wants this mail later
├── Rejected             the server will never take this mail
│   └── Unaddressable    nor could it be offered: the recipient's address is none
└── Uncertain            its end was on the way and no answer came: taken or not, nobody knows
"""

from typing import ClassVar

from kurslink.mail.wording import cleaned


class MailError(Exception):
    """A mail that was not accepted, as far as we know.

    `status` is the server's three digits where there was an answer, `server_text` its words,
    cleaned. Sentences for people are made from `key`, which never changes.
    """

    key: ClassVar[str] = "mail"

    def __init__(self, text: str, *, status: int | None = None) -> None:
        self.server_text = cleaned(text)
        self.status = status
        super().__init__(self.server_text)

    def __str__(self) -> str:
        number = "" if self.status is None else f" {self.status}"
        return f"{self.key}{number}: {self.server_text}"


class ServerTrouble(MailError):
    """No mail can be given to the server now."""

    key = "mail-trouble"


class Unreachable(ServerTrouble):
    """No connection to the server."""

    key = "mail-unreachable"


class TlsFailed(ServerTrouble):
    """The connection could not be encrypted as demanded."""

    key = "mail-tls"


class LoginRefused(ServerTrouble):
    """The server does not accept our login, or wants one."""

    key = "mail-login"


class SenderRefused(ServerTrouble):
    """The server does not accept the sender's address."""

    key = "mail-sender"


class RelayRefused(ServerTrouble):
    """The server forwards nothing of ours."""

    key = "mail-relay"


class NotNow(ServerTrouble):
    """The server is busy or closing."""

    key = "mail-not-now"


class Lost(MailError):
    """The connection ended within the mail, before its end."""

    key = "mail-lost"


class PutOff(MailError):
    """The server wants this mail later."""

    key = "mail-put-off"


class Rejected(MailError):
    """The server will never take this mail."""

    key = "mail-rejected"


class Unaddressable(Rejected):
    """The recipient's address is none a mail could be sent to."""

    key = "mail-unaddressable"


class Uncertain(MailError):
    """Nobody knows whether the server took the mail."""

    key = "mail-uncertain"
