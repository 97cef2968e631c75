"""The way to the OpenID provider: by our proxy, with our certificates, and nowhere else."""

from collections.abc import Iterator

import pytest
import requests
from pytest_django import Settings

from kurslink.models import ProxySettings
from kurslink.services.connection.identity_session import PATIENCE, identity_session
from tests.zoom.certificates import Authority, make_authority
from tests.zoom.connect_proxy import ConnectProxy
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, json_reply

pytestmark = pytest.mark.django_db

HOST = "login.example.org"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def provider(authority: Authority, settings: Settings) -> Iterator[ScriptedZoom]:
    settings.KURSLINK_CA_FILE = authority.ca_file
    with ScriptedZoom(tls=authority.server_context(HOST)) as server:
        server.script(json_reply({"issuer": "x"}))
        yield server


def through(proxy: ConnectProxy, **login: str) -> None:
    ProxySettings.load()
    held = ProxySettings(pk=1, is_used=True, server="127.0.0.1", port=proxy.port, **login)
    held.save()


def ask() -> requests.Response:
    with identity_session() as session:
        return session.get(f"https://{HOST}/configuration")


def test_it_goes_by_the_proxy_and_trusts_our_authority(provider: ScriptedZoom) -> None:
    with ConnectProxy(provider.port, login="müller:p@ss:wort") as proxy:
        through(proxy, user="müller", password="p@ss:wort")
        assert ask().json() == {"issuer": "x"}
    assert proxy.asked_for == [f"{HOST}:443"]


def test_a_certificate_nobody_vouches_for_is_refused(
    provider: ScriptedZoom, settings: Settings
) -> None:
    settings.KURSLINK_CA_FILE = None
    with ConnectProxy(provider.port) as proxy:
        through(proxy)
        with pytest.raises(requests.exceptions.SSLError):
            ask()


def test_no_redirect_is_followed(provider: ScriptedZoom) -> None:
    provider.script(Reply(302, headers={"Location": "https://evil.example/"}))
    with ConnectProxy(provider.port) as proxy:
        through(proxy)
        assert ask().status_code == 302
    assert proxy.asked_for == [f"{HOST}:443"]


def test_the_environment_names_no_proxy(
    provider: ScriptedZoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ConnectProxy(provider.port) as stranger, ConnectProxy(provider.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{stranger.port}")
        through(proxy)
        assert ask().ok
    assert (stranger.asked_for, len(proxy.asked_for)) == ([], 1)


def test_nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[object] = []

    def note(*_request: object, **how: object) -> requests.Response:
        waits.append(how["timeout"])
        return requests.Response()

    monkeypatch.setattr(requests.Session, "request", note)
    ask()
    assert waits == [PATIENCE]
