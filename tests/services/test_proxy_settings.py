"""The proxy of the installation: what may be stored, and what the system tells."""

import pytest

from kurslink.models import ProxySettings, ZoomAccount
from kurslink.services.connection.zoom_access import configured_proxy, connect
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.proxy_settings import (
    ProxyValues,
    read_system_proxy,
    save_proxy,
    system_proxy_label,
)
from kurslink.services.rights import SHELL, Actor
from kurslink.zoom.proxy import Proxy

pytestmark = pytest.mark.django_db

PROXY = ProxyValues(is_used=True, server="proxy.vhs.de", port=3128, user="vhs", password="geheim")
NOBODY = Actor("Leserin", frozenset())


def refusal(values: ProxyValues) -> RefusalCode:
    with pytest.raises(Refusal) as caught:
        save_proxy(values, actor=SHELL)
    return caught.value.code


def test_without_a_tick_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://from.the.environment:8080")
    assert configured_proxy() is None
    save_proxy(ProxyValues(is_used=False, server="proxy.vhs.de", port=3128), actor=SHELL)
    assert configured_proxy() is None


def test_a_stored_proxy_is_the_one_every_client_gets() -> None:
    save_proxy(PROXY, actor=SHELL)
    expected = Proxy("proxy.vhs.de", 3128, "vhs", "geheim")
    assert configured_proxy() == expected
    with connect(ZoomAccount(email="a@vhs.example"), lambda _record: None) as zoom:
        assert zoom.proxy == expected


def test_an_empty_password_keeps_the_one_there_is() -> None:
    save_proxy(PROXY, actor=SHELL)
    again = ProxyValues(is_used=True, server="proxy.vhs.de", port=3128, user="vhs")
    assert save_proxy(again, actor=SHELL).password == "geheim"


@pytest.mark.parametrize(
    ("server", "port", "user"),
    [("other.vhs.de", 3128, "vhs"), ("proxy.vhs.de", 8080, "vhs"), ("proxy.vhs.de", 3128, "it")],
)
def test_a_password_is_not_sent_where_it_was_not_entered_for(
    server: str, port: int, user: str
) -> None:
    save_proxy(PROXY, actor=SHELL)
    values = ProxyValues(is_used=True, server=server, port=port, user=user)
    assert refusal(values) == RefusalCode.PROXY_PASSWORD_AGAIN
    assert ProxySettings.load().server == "proxy.vhs.de"


def test_without_a_user_the_password_is_forgotten() -> None:
    save_proxy(PROXY, actor=SHELL)
    save_proxy(ProxyValues(is_used=True, server="proxy.vhs.de", port=3128), actor=SHELL)
    assert ProxySettings.load().password == ""


@pytest.mark.parametrize(
    ("server", "port"), [("", 3128), ("proxy.vhs.de", None), ("p", 0), ("p", 65536)]
)
def test_server_and_port_belong_together(server: str, port: int | None) -> None:
    values = ProxyValues(is_used=True, server=server, port=port)
    assert refusal(values) == RefusalCode.PROXY_INCOMPLETE


@pytest.mark.parametrize("server", ["http://proxy.vhs.de", "a b", "user@proxy", "a/b", "..", "x?"])
def test_the_server_is_a_plain_name(server: str) -> None:
    values = ProxyValues(is_used=True, server=server, port=3128)
    assert refusal(values) == RefusalCode.PROXY_SERVER


@pytest.mark.parametrize("server", ["10.0.0.1", "::1", "proxy", "büro.vhs.de"])
def test_a_name_or_number_is_taken(server: str) -> None:
    save_proxy(ProxyValues(is_used=True, server=server, port=3128), actor=SHELL)
    assert configured_proxy() == Proxy(ProxySettings.load().server, 3128)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({"https": "http://p.de:3128", "http": "http://x:1"}, ("p.de", 3128, "", "")),
        ({"http": "p.de:8080"}, ("p.de", 8080, "", "")),
        ({"all": "http://p.de"}, ("p.de", 80, "", "")),
        ({"https": "http://vhs:p%40ss%3A@p.de:1"}, ("p.de", 1, "vhs", "p@ss:")),
        ({"https": "http://[::1]:3128"}, ("::1", 3128, "", "")),
    ],
)
def test_the_systems_proxy_becomes_values_that_can_be_saved(
    system: dict[str, str], expected: tuple[str, int, str, str]
) -> None:
    values = read_system_proxy(actor=SHELL, system=lambda: system)
    assert values.is_used
    assert (values.server, values.port, values.user, values.password) == expected
    assert ProxySettings.load().server == ""
    save_proxy(values, actor=SHELL)
    assert configured_proxy() == Proxy(*expected)


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ({}, RefusalCode.SYSTEM_PROXY_MISSING),
        ({"no": "localhost"}, RefusalCode.SYSTEM_PROXY_MISSING),
        ({"all": "socks5://p.de:1080"}, RefusalCode.SYSTEM_PROXY_KIND),
        ({"https": "http://p.de:port"}, RefusalCode.SYSTEM_PROXY_UNREADABLE),
    ],
)
def test_a_system_without_a_usable_proxy_says_so(system: dict[str, str], code: RefusalCode) -> None:
    with pytest.raises(Refusal) as caught:
        read_system_proxy(actor=SHELL, system=lambda: system)
    assert caught.value.code == code


def test_the_environment_is_asked_where_there_is_no_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.vhs.de:3128")
    monkeypatch.setenv("https_proxy", "http://proxy.vhs.de:3128")
    assert read_system_proxy(actor=SHELL).server == "proxy.vhs.de"


@pytest.mark.parametrize(
    ("platform", "label"),
    [("win32", "Windows Proxy abfragen"), ("linux", "System-Proxy abfragen")],
)
def test_the_button_says_whom_it_asks(platform: str, label: str) -> None:
    assert system_proxy_label(platform) == label


def test_only_who_may_change_settings_may_see_or_set_the_proxy() -> None:
    with pytest.raises(Refusal):
        save_proxy(PROXY, actor=NOBODY)
    with pytest.raises(Refusal):
        read_system_proxy(actor=NOBODY, system=dict)
    assert ProxySettings.load().server == ""


def test_the_password_is_encrypted_and_not_shown() -> None:
    assert "geheim" not in repr(PROXY)
    save_proxy(PROXY, actor=SHELL)
    held = ProxySettings.load()
    assert "geheim" not in f"{held} {held!r}"
