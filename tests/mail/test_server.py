"""The address of a mail server: what may be written, and what is said about everything else."""

import pytest

from kurslink.mail.server import Security, Server, name_for_greeting, parse_server

FULL = "not an address like smtp+starttls://user:password@mail.example.org:587"
ENCODED = (
    "not an address like smtps://user:password@host:465. "
    "Write special characters of user and password percent-encoded, e.g. %40 for @"
)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://relay", Server("relay", 25, Security.PLAIN)),
        ("smtp://[::1]:2525", Server("::1", 2525, Security.PLAIN)),
        (
            "smtp+starttls://kurse%40vhs.example:p%40ss%2F%C3%A4@mail.vhs.example",
            Server("mail.vhs.example", 587, Security.STARTTLS, "kurse@vhs.example", "p@ss/ä"),
        ),
        (
            "smtps://a:b@müller.example/",
            Server("xn--mller-kva.example", 465, Security.TLS, "a", "b"),
        ),
        ("smtps://mail.example:4650", Server("mail.example", 4650, Security.TLS)),
    ],
)
def test_an_address_is_read(address: str, server: Server) -> None:
    assert parse_server(address) == server


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mail.example", FULL),
        ("http://mail.example", FULL),
        ("smtps:mail.example", FULL),
        ("smtps://", ENCODED),
        ("smtps://user:geh#eim@mail.example", ENCODED),
        ("smtps://user:geh/eim@mail.example", ENCODED),
        ("smtps://user:geheim@mail.example:port", ENCODED),
        ("smtps://user:geheim@mail.example:0", ENCODED),
        ("smtps://user:geheim@[mail.example", ENCODED),
        ("smtps://user:geheim@mail.example/path", ENCODED),
        ("smtps://user@mail.example", "user and password belong together"),
        (
            "smtp://user:geheim@mail.example",
            "smtp:// would send the password unencrypted; use smtp+starttls://",
        ),
    ],
)
def test_a_wrong_address_is_told_without_its_password(address: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # all of it is compared
        parse_server(address)
    assert str(caught.value) == reason
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_the_password_is_shown_nowhere() -> None:
    server = parse_server("smtps://user:geheim@mail.example")
    assert "geheim" not in f"{server} {server!r}"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("kurslink.vhs.example", "kurslink.vhs.example"),
        ("kurse.müller.example", "kurse.xn--mller-kva.example"),
        ("localhost", "[127.0.0.1]"),
        ("10.1.2.3", "[127.0.0.1]"),
        ("", "[127.0.0.1]"),
    ],
)
def test_who_has_no_name_greets_with_an_address(host: str, name: str) -> None:
    assert name_for_greeting(host) == name
