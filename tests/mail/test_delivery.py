"""How a mail is given to a real server: what arrives, and what every failure on the way means."""

import base64
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kurslink.mail.connection import Patience
from kurslink.mail.delivery import Delivery
from kurslink.mail.errors import (
    LoginRefused,
    Lost,
    MailError,
    NotNow,
    PutOff,
    Rejected,
    RelayRefused,
    SenderRefused,
    TlsFailed,
    Unaddressable,
    Uncertain,
    Unreachable,
)
from kurslink.mail.server import Server, parse_server
from tests.mail.letters import make_letter
from tests.mail.post_office import Phase, PostOffice
from tests.zoom.certificates import Authority, make_authority

SHORT = Patience(step=0.5, end=0.5)
PASSWORD = "gehéim: 100 % @/#"


@pytest.fixture
def delivery(post_office: PostOffice) -> Iterator[Delivery]:
    with Delivery(post_office.as_server(), own_name="kurslink.vhs.example") as open_one:
        yield open_one


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path)


def nothing() -> None:
    pass


def send(delivery: Delivery, to: str = "anna@example.org") -> str:
    return delivery.hand_over(make_letter(to=to), before_end=nothing)


def try_once(server: Server, *, patience: Patience | None = None) -> str:
    with Delivery(server, own_name="[127.0.0.1]", patience=patience) as delivery:
        return send(delivery)


def test_the_server_says_under_which_name_it_took_the_mail(
    post_office: PostOffice, delivery: Delivery
) -> None:
    assert send(delivery) == "2.0.0 Ok: queued as 4711"
    (taken,) = post_office.taken()
    assert (taken.sender, taken.recipients, taken.greeting, taken.is_encrypted) == (
        "kurse@vhs.example",
        ["anna@example.org"],
        "kurslink.vhs.example",
        False,
    )


def test_one_connection_carries_many_mails(post_office: PostOffice, delivery: Delivery) -> None:
    for name in ("anna", "ben", "cem"):
        send(delivery, f"{name}@example.org")
    assert (len(post_office.taken()), post_office.seen(Phase.CONNECT)) == (3, 1)


def test_a_connection_that_fell_asleep_is_replaced(
    post_office: PostOffice, delivery: Delivery
) -> None:
    send(delivery)
    post_office.fails(Phase.MAIL, "421 4.4.2 timeout exceeded")
    send(delivery, "ben@example.org")
    post_office.drops(Phase.MAIL)
    send(delivery, "cem@example.org")
    assert post_office.taken_by() == ["anna@example.org", "ben@example.org", "cem@example.org"]


# --- encryption and login -------------------------------------------------------------------


@pytest.mark.parametrize("security", ["smtp+starttls", "smtps"])
def test_encrypted_and_with_a_login(
    post_office: PostOffice, authority: Authority, security: str
) -> None:
    address = post_office.door(
        security,
        certificate=authority.server_file("localhost"),
        user="kurse@vhs.example",
        password=PASSWORD,
    )
    try_once(parse_server(address, ca_file=authority.ca_file))
    assert len(post_office.taken()) == 1


def test_a_wrong_password_is_told_without_the_password(
    post_office: PostOffice, authority: Authority
) -> None:
    door = post_office.door(
        "smtp+starttls", certificate=authority.server_file("localhost"), user="a", password="right"
    )
    wrong = parse_server(door.replace("right", "wrong"), ca_file=authority.ca_file)
    post_office.fails(Phase.AUTH, "535 5.7.8 no: your password wrong is not it")
    with pytest.raises(LoginRefused) as caught:
        try_once(wrong)
    assert (caught.value.status, caught.value.server_text) == (
        535,
        "5.7.8 no: your password … is not it",
    )
    assert "password=" not in repr(wrong)
    for said in (b"\0a\0wrong", b"wrong"):
        echo = base64.b64encode(said).decode()
        post_office.fails(Phase.AUTH, f"535 unknown command {echo}")
        with pytest.raises(LoginRefused) as caught:
            try_once(wrong)
        assert caught.value.server_text == "unknown command …"
    with pytest.raises(LoginRefused):  # the server's own answer
        try_once(wrong)
    assert post_office.taken() == []


def test_without_starttls_nothing_is_sent(post_office: PostOffice, authority: Authority) -> None:
    """Somebody between us and the server has taken the offer out of its greeting."""
    door = post_office.door(
        "smtp+starttls", certificate=authority.server_file("localhost"), cloak=True
    )
    with pytest.raises(TlsFailed):
        try_once(parse_server(door, ca_file=authority.ca_file))
    assert (post_office.seen(Phase.AUTH), post_office.seen(Phase.MAIL)) == (0, 0)


@pytest.mark.parametrize("security", ["smtp+starttls", "smtps"])
@pytest.mark.parametrize("fault", ["unknown authority", "other name", "expired"])
def test_a_certificate_that_proves_nothing_is_refused(
    post_office: PostOffice, authority: Authority, security: str, fault: str
) -> None:
    name = "other.example" if fault == "other name" else "localhost"
    valid_for = timedelta(days=-1 if fault == "expired" else 1)
    door = post_office.door(security, certificate=authority.server_file(name, valid_for=valid_for))
    ca_file = None if fault == "unknown authority" else authority.ca_file
    with pytest.raises(TlsFailed):
        try_once(parse_server(door, ca_file=ca_file))
    assert post_office.taken() == []


def test_a_file_of_certificates_that_is_none_is_named(
    post_office: PostOffice, authority: Authority, tmp_path: Path
) -> None:
    door = post_office.door("smtps", certificate=authority.server_file("localhost"))
    with pytest.raises(TlsFailed, match="the file of certificates cannot be read"):
        try_once(parse_server(door, ca_file=tmp_path / "missing.pem"))


def test_a_server_that_wants_a_login_we_have_not_says_so(post_office: PostOffice) -> None:
    post_office.fails(Phase.MAIL, "530 5.7.0 Authentication required")
    with pytest.raises(LoginRefused):
        try_once(post_office.as_server())


# --- what every failure means ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "reply", "kind"),
    [
        (Phase.CONNECT, "554 no SMTP service here", NotNow),
        (Phase.MAIL, "451 4.3.0 try again", NotNow),
        (Phase.MAIL, "550 5.7.1 you may not send as kurse@vhs.example", SenderRefused),
        (Phase.MAIL, "what?", NotNow),
        (Phase.RCPT, "450 4.2.0 greylisted", PutOff),
        (Phase.RCPT, "550 5.1.1 no such user", Rejected),
        (Phase.RCPT, "554 5.7.1 <anna@example.org>: Relay access denied", RelayRefused),
        (Phase.RCPT, "530 5.7.0 Authentication required", LoginRefused),
        (Phase.RCPT, "421 4.3.2 shutting down", NotNow),
        (Phase.DATA, "451 4.3.0 later", PutOff),
        (Phase.DATA, "554 5.5.1 no valid recipients", Rejected),
        (Phase.DATA, "250 what?", NotNow),
        (Phase.END, "451 4.7.1 later", PutOff),
        (Phase.END, "421 4.3.2 shutting down", PutOff),
        (Phase.END, "552 5.2.3 too large", Rejected),
        (Phase.END, "354 what?", Uncertain),
        (Phase.END, "hello", Uncertain),
        (Phase.TAKEN, "x" * 9000, Uncertain),
    ],
)
def test_an_answer_is_told_apart(
    post_office: PostOffice,
    delivery: Delivery,
    phase: Phase,
    reply: str,
    kind: type[MailError],
) -> None:
    post_office.fails(phase, reply)
    with pytest.raises(MailError) as caught:
        send(delivery)
    assert type(caught.value) is kind
    assert send(delivery, "ben@example.org")  # the next one does not suffer from it


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        (Phase.CONNECT, Unreachable),
        (Phase.EHLO, Unreachable),
        (Phase.MAIL, NotNow),
        (Phase.RCPT, Lost),
        (Phase.DATA, Lost),
        (Phase.END, Uncertain),
        (Phase.TAKEN, Uncertain),
    ],
)
@pytest.mark.parametrize("how", [PostOffice.drops, PostOffice.is_silent])
def test_the_end_of_a_connection_means_what_it_interrupts(
    post_office: PostOffice,
    phase: Phase,
    kind: type[MailError],
    how: Callable[[PostOffice, Phase], None],
) -> None:
    how(post_office, phase)
    with pytest.raises(MailError) as caught:
        try_once(post_office.as_server(), patience=SHORT)
    assert type(caught.value) is kind


def test_a_connection_that_ends_within_the_body_loses_nothing(post_office: PostOffice) -> None:
    post_office.drops(Phase.BODY)
    with (
        Delivery(post_office.as_server(), own_name="[127.0.0.1]") as delivery,
        pytest.raises((Lost, Uncertain)),  # the end may have been written before the news came
    ):
        send(delivery)
    assert post_office.taken() == []


def test_what_forbids_the_end_leaves_nothing_at_the_server(
    post_office: PostOffice, delivery: Delivery
) -> None:
    def forbid() -> None:
        raise KeyError("the row is gone")

    with pytest.raises(KeyError):
        delivery.hand_over(make_letter(), before_end=forbid)
    send(delivery, "ben@example.org")
    assert post_office.taken_by() == ["ben@example.org"]


def test_the_end_is_announced_once_and_after_everything_else(
    post_office: PostOffice, delivery: Delivery
) -> None:
    seen: list[tuple[int, int]] = []
    delivery.hand_over(
        make_letter(),
        before_end=lambda: seen.append((post_office.seen(Phase.DATA), post_office.seen(Phase.END))),
    )
    assert seen == [(1, 0)]


def test_an_address_that_is_none_reaches_no_server(
    post_office: PostOffice, delivery: Delivery
) -> None:
    with pytest.raises(Unaddressable):
        send(delivery, "anna@example.org\r\nRCPT TO:<evil@example.org>")
    assert post_office.seen(Phase.CONNECT) == 0


def test_nobody_listens() -> None:
    with pytest.raises(Unreachable):
        try_once(parse_server("smtp://127.0.0.1:9"))


def test_all_steps_together_end_in_time(post_office: PostOffice) -> None:
    post_office.is_silent(Phase.MAIL)
    began = time.monotonic()
    with pytest.raises(MailError):
        try_once(post_office.as_server(), patience=Patience(total=0.3))
    assert time.monotonic() - began < 2
