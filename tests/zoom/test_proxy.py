"""The way to Zoom: through a proxy, over TLS, and what each kind of failure is called.

The proxy leads api.zoom.us and zoom.us to a server of ours whose certificate an authority of ours
vouches for, so the client runs with Zoom's true addresses.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    AddressRefused,
    ProxyRefused,
    ProxyUnreachable,
    TlsFailed,
    ZoomError,
)
from kurslink.zoom.proxy import Proxy
from tests.zoom.certificates import Authority, make_authority
from tests.zoom.clients import CREDENTIALS, Clock
from tests.zoom.connect_proxy import ConnectProxy
from tests.zoom.meetings import meeting_json
from tests.zoom.scripted_zoom import ScriptedZoom, json_reply, token_reply

NAMES = ("zoom.us", "api.zoom.us")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def tls_zoom(authority: Authority) -> Iterator[ScriptedZoom]:
    with ScriptedZoom(tls=authority.server_context(*NAMES)) as server:
        server.script(json_reply(meeting_json()))
        yield server


def live_client(proxy: Proxy | None, ca_file: Path | None) -> ZoomClient:
    """A client with Zoom's own addresses; only the proxy leads it to our server."""
    clock = Clock()
    return ZoomClient(CREDENTIALS, clock=clock, sleep=clock.sleep, proxy=proxy, ca_file=ca_file)


def failure(proxy: Proxy, ca_file: Path | None) -> ZoomError:
    with live_client(proxy, ca_file) as client, pytest.raises(ZoomError) as caught:
        client.token()
    return caught.value


def test_calls_go_through_the_proxy_to_zooms_addresses(
    tls_zoom: ScriptedZoom, authority: Authority
) -> None:
    with (
        ConnectProxy(tls_zoom.port) as proxy,
        live_client(Proxy("127.0.0.1", proxy.port), authority.ca_file) as client,
    ):
        assert client.meeting(7).id == 85746065432
    assert proxy.asked_for == ["zoom.us:443", "api.zoom.us:443"]
    assert tls_zoom.calls[0].headers["host"] == "api.zoom.us"
    assert "proxy-authorization" not in tls_zoom.calls[0].headers


def test_calls_go_to_the_region_named_with_the_token(authority: Authority) -> None:
    names = (*NAMES, "eu01api.zoom.us")
    with (
        ScriptedZoom(tls=authority.server_context(*names)) as server,
        ConnectProxy(server.port) as proxy,
        live_client(Proxy("127.0.0.1", proxy.port), authority.ca_file) as client,
    ):
        server.script_tokens(token_reply(api_url="https://eu01api.zoom.us"))
        server.script(json_reply(meeting_json()))
        client.meeting(7)
    assert proxy.asked_for == ["zoom.us:443", "eu01api.zoom.us:443"]


def test_a_login_with_any_letters_reaches_the_proxy(
    tls_zoom: ScriptedZoom, authority: Authority
) -> None:
    user, password = "vhs\\büro", "pä@ss:wö/rt%41"
    with (
        ConnectProxy(tls_zoom.port, login=f"{user}:{password}") as proxy,
        live_client(
            Proxy("127.0.0.1", proxy.port, user=user, password=password), authority.ca_file
        ) as client,
    ):
        assert client.token().value == "token-1"


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_refused_login_is_the_proxys(
    tls_zoom: ScriptedZoom, authority: Authority, password: str
) -> None:
    with ConnectProxy(tls_zoom.port, login="user:right") as proxy:
        error = failure(
            Proxy("127.0.0.1", proxy.port, user="user", password=password), authority.ca_file
        )
    assert isinstance(error, ProxyRefused)
    assert error.status == 407
    assert tls_zoom.received == []


@pytest.mark.parametrize("status", [403, 502, 504])
def test_a_proxy_that_does_not_connect_is_named_with_its_status(
    tls_zoom: ScriptedZoom, status: int
) -> None:
    with ConnectProxy(tls_zoom.port, answer=(status, b"<html>")) as proxy:
        error = failure(Proxy("127.0.0.1", proxy.port), None)
    assert isinstance(error, ProxyRefused)
    assert error.status == status


def test_a_proxy_that_is_not_there_is_told_from_a_missing_zoom(tls_zoom: ScriptedZoom) -> None:
    with ConnectProxy(tls_zoom.port) as proxy:
        pass
    assert type(failure(Proxy("127.0.0.1", proxy.port), None)) is ProxyUnreachable


def test_a_portal_page_instead_of_a_tunnel_looks_like_broken_encryption(
    tls_zoom: ScriptedZoom,
) -> None:
    with ConnectProxy(tls_zoom.port, answer=(200, b"<html>Anmelden</html>")) as proxy:
        assert isinstance(failure(Proxy("127.0.0.1", proxy.port), None), TlsFailed)


def test_an_authority_of_ones_own_is_trusted_only_when_named(
    tls_zoom: ScriptedZoom,
) -> None:
    with ConnectProxy(tls_zoom.port) as proxy:
        assert isinstance(failure(Proxy("127.0.0.1", proxy.port), None), TlsFailed)
    assert tls_zoom.received == []


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_without_certificates_is_named(tmp_path: Path, content: bytes | None) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_bytes(content)
    with pytest.raises(TlsFailed) as caught:
        live_client(None, ca_file)
    assert caught.value.operation == "ca_file"


@pytest.mark.parametrize(
    ("names", "valid_for"), [(("evil.de",), timedelta(days=1)), (NAMES, timedelta(days=-1))]
)
def test_a_wrong_or_expired_certificate_is_refused(
    authority: Authority, names: tuple[str, ...], valid_for: timedelta
) -> None:
    context = authority.server_context(*names, valid_for=valid_for)
    with ScriptedZoom(tls=context) as server, ConnectProxy(server.port) as proxy:
        error = failure(Proxy("127.0.0.1", proxy.port), authority.ca_file)
    assert isinstance(error, TlsFailed)
    assert server.received == []


def test_practice_bypasses_the_proxy(zoom: ScriptedZoom) -> None:
    clock = Clock()
    with (
        ConnectProxy(zoom.port) as proxy,
        ZoomClient(
            CREDENTIALS,
            clock=clock,
            sleep=clock.sleep,
            api_url=zoom.url,
            oauth_url=zoom.oauth_url,
            practice=True,
            proxy=Proxy("127.0.0.1", proxy.port),
        ) as client,
    ):
        client.token()
    assert proxy.asked_for == []


@pytest.mark.parametrize(
    "server", ["", "bad host", "user@proxy", "[::1", "a/b", "http://proxy", "..", "a\nb"]
)
def test_a_proxy_needs_a_plain_host_name(server: str) -> None:
    with pytest.raises(AddressRefused):
        live_client(Proxy(server, 8080), None)
