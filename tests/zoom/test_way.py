"""The way to Zoom walked once: each part fails with its own error, and nobody signs in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    NameUnknown,
    NotAProxy,
    ProxyLoginMissing,
    ProxyLoginRefused,
    ProxyRefused,
    ProxyUnreachable,
    TlsFailed,
    Unreachable,
    ZoomError,
)
from kurslink.zoom.proxy import Proxy
from kurslink.zoom.session import Clocks
from tests.zoom.certificates import Authority, make_authority
from tests.zoom.clients import CREDENTIALS, NOON, Clock, make_client
from tests.zoom.connect_proxy import ConnectProxy
from tests.zoom.scripted_zoom import Reply, ScriptedZoom

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def tls_zoom(authority: Authority) -> Iterator[ScriptedZoom]:
    with ScriptedZoom(tls=authority.server_context("zoom.us", "api.zoom.us")) as server:
        yield server


def reach(proxy: Proxy | None, ca_file: Path | None) -> Clocks | None:
    """Towards Zoom's true address; only a proxy of ours leads anywhere from here."""
    clock = Clock()
    with ZoomClient(
        CREDENTIALS, clock=clock, sleep=clock.sleep, proxy=proxy, ca_file=ca_file
    ) as client:
        return client.reach()


def failure(proxy: Proxy | None, ca_file: Path | None = None) -> type[ZoomError]:
    with pytest.raises(ZoomError) as caught:
        reach(proxy, ca_file)
    return type(caught.value)


@pytest.mark.parametrize("login", ["", "vhs\\büro:pä@ss:wö/rt%41"])
def test_an_open_way_shows_zooms_clock_and_sends_no_credentials(
    tls_zoom: ScriptedZoom, authority: Authority, login: str
) -> None:
    user, _, password = login.partition(":")
    with ConnectProxy(tls_zoom.port, login=login) as proxy:
        clocks = reach(Proxy(HERE, proxy.port, user, password), authority.ca_file)
    assert clocks is not None
    assert clocks.here == NOON
    assert abs(clocks.zoom - datetime.now(UTC)) < timedelta(seconds=5)
    assert clocks.ahead == NOON - clocks.zoom
    assert proxy.asked_for == ["zoom.us:443", "zoom.us:443"]
    (asked,) = tls_zoom.received
    assert (asked.method, asked.path, asked.content) == ("GET", "/oauth/token", b"")
    assert "authorization" not in asked.headers


@pytest.mark.parametrize(
    ("user", "password", "kind"),
    [("", "", ProxyLoginMissing), ("u", "", ProxyLoginRefused), ("u", "no", ProxyLoginRefused)],
)
def test_a_missing_login_is_told_from_a_wrong_one(
    tls_zoom: ScriptedZoom, user: str, password: str, kind: type[ZoomError]
) -> None:
    with ConnectProxy(tls_zoom.port, login="u:right") as proxy:
        assert failure(Proxy(HERE, proxy.port, user, password)) is kind
    assert tls_zoom.received == []


@pytest.mark.parametrize("status", [403, 502])
def test_a_proxy_that_does_not_connect_says_so(tls_zoom: ScriptedZoom, status: int) -> None:
    with ConnectProxy(tls_zoom.port, answer=(status, b"<html>")) as proxy:
        assert failure(Proxy(HERE, proxy.port)) is ProxyRefused


def test_a_page_instead_of_a_tunnel_is_no_proxy(tls_zoom: ScriptedZoom) -> None:
    with ConnectProxy(tls_zoom.port, answer=(200, b"<html>Anmelden</html>")) as proxy:
        assert failure(Proxy(HERE, proxy.port)) is NotAProxy


def test_a_server_that_speaks_something_else_is_no_proxy(tls_zoom: ScriptedZoom) -> None:
    assert failure(Proxy(HERE, tls_zoom.port)) is NotAProxy


def test_a_proxy_that_is_not_there_is_named(tls_zoom: ScriptedZoom) -> None:
    with ConnectProxy(tls_zoom.port) as proxy:
        pass
    assert failure(Proxy(HERE, proxy.port)) is ProxyUnreachable


def test_a_proxys_unknown_name_is_the_proxys(tls_zoom: ScriptedZoom) -> None:
    assert failure(Proxy("proxy.invalid", tls_zoom.port)) is ProxyUnreachable


def test_a_certificate_nobody_vouches_for_ends_the_way(tls_zoom: ScriptedZoom) -> None:
    with ConnectProxy(tls_zoom.port) as proxy:
        assert failure(Proxy(HERE, proxy.port)) is TlsFailed


def test_an_unknown_name_is_told_from_a_closed_door() -> None:
    clock = Clock()
    with (
        ZoomClient(
            CREDENTIALS,
            clock=clock,
            sleep=clock.sleep,
            oauth_url="https://nowhere.invalid/token",
            zoom_hosts=["invalid"],
        ) as client,
        pytest.raises(Unreachable) as caught,
    ):
        client.reach()
    assert type(caught.value) is NameUnknown


def test_a_failure_on_the_way_is_not_repeated() -> None:
    clock = Clock()
    with ScriptedZoom() as closed:
        pass
    with make_client(closed, clock=clock) as client, pytest.raises(Unreachable):
        client.reach()
    assert clock.slept == []


def test_any_answer_shows_that_the_way_is_open(zoom: ScriptedZoom) -> None:
    zoom.script_tokens(Reply(405, b"<html>no</html>"))
    with make_client(zoom) as client:
        clocks = client.reach()
    assert clocks is not None


@pytest.mark.parametrize(
    "told", [b"", b"Date: gestern\r\n", b"Date: Mon, 01 Jan " + b"9" * 20 + b" 00:00:00 GMT\r\n"]
)
def test_a_clock_that_cannot_be_read_is_untold(zoom: ScriptedZoom, told: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + told + b"\r\n")

    zoom.script_tokens(Reply(instead=answer))
    with make_client(zoom) as client:
        assert client.reach() is None


def test_a_clock_without_a_zone_is_utc(zoom: ScriptedZoom) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        date = b"Date: Sat, 21 Nov 2026 11:59:00 -0000\r\n"
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + date + b"\r\n")

    zoom.script_tokens(Reply(instead=answer))
    with make_client(zoom) as client:
        assert client.reach() == Clocks(NOON - timedelta(minutes=1), NOON)


def test_practice_passes_the_proxy_by(zoom: ScriptedZoom) -> None:
    with (
        ConnectProxy(zoom.port) as proxy,
        make_client(zoom, proxy=Proxy(HERE, proxy.port)) as client,
    ):
        client.reach()
    assert proxy.asked_for == []
