"""„Einstellungen zu Zoom": the list of Zugänge, the box „Proxy", „Verbindung testen" for all."""

import pytest

from kurslink.models import ProxySettings
from kurslink.services.retire_account import retire_account
from kurslink.services.rights import SHELL
from tests.course_office import make_account
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser

ZOOM, PROXY = "/einstellungen/zoom/", "/einstellungen/zoom/proxy/"

# Anhang 115, 1.2.1, the dialog „Einstellungen zu Zoom".
SEED_PROXY = ["Proxy verwenden", "Server", "Port", "Benutzer", "Passwort"]


def proxy(**changes: str) -> dict[str, str]:
    return {
        "is_used": "on",
        "server": "proxy.vhs.example",
        "port": "3128",
        "user": "kurslink",
        "password": "geheim-7719",
    } | changes


def test_the_central_settings_have_the_sections_of_the_office(system: Browser) -> None:
    page = system.get("/einstellungen/")
    assert page.texts("//h2") == ["System", "Extras", "Hinterlegungen Kurse", "E-Mails"]
    assert page.texts("//ul[@class='entries']//a") == [
        "Einrichtung",
        "Benutzer & Rechte",
        "Belegung",
        "Prüfung der Installation",
        "Einstellungen zu Zoom",
        "Freischaltung",
        "Schnittstelle",
        "Software für Online-Kurse",
        "Vorlagen für E-Mails",
    ]


def test_the_page_has_the_boxes_and_labels_of_the_seed(
    system: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    page = system.get(ZOOM)
    assert page.texts("//h2") == ["Zugänge", "Proxy", "Verbindung"]
    assert page.texts("//th")[0] == "E-Mail-Adresse"
    assert page.texts("//label")[-5:] == SEED_PROXY
    assert page.buttons == ["Neu", "Speichern", "System-Proxy abfragen", "Verbindung testen"]


def test_the_list_names_state_and_licences(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    (row,) = system.get(ZOOM).rows()
    assert row[:4] == [
        f"{account.email} Übungszugang",
        "aktiv",
        f"2 von {account.users.count()} freigegeben",
        "Do 20.08.2026, 12:00",
    ]


def test_the_proxy_is_stored_and_its_password_never_shown(system: Browser) -> None:
    page = system.post(PROXY, **proxy())
    held = ProxySettings.load()
    assert page.notices == ["Die Einstellungen zum Proxy sind gespeichert."]
    assert (str(held), held.user, held.password) == (
        "proxy.vhs.example:3128",
        "kurslink",
        "geheim-7719",
    )
    assert "geheim-7719" not in page.response.content.decode()


def test_an_empty_password_keeps_the_one_there_is(system: Browser) -> None:
    system.post(PROXY, **proxy())
    system.post(PROXY, **proxy(password=""))
    assert ProxySettings.load().password == "geheim-7719"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"server": ""}, "server"),
        ({"port": ""}, "port"),
        ({"port": "70000"}, "port"),
        ({"server": "http://proxy.vhs.example"}, "server"),
    ],
)
def test_a_proxy_that_cannot_be_is_refused_at_its_field(
    system: Browser, changes: dict[str, str], field: str
) -> None:
    page = system.post(PROXY, **proxy(**changes))
    assert (page.status, ProxySettings.load().is_used) == (422, False)
    assert len(page.texts(f"//*[@id='id_{field}_error']")) == 1


def test_the_systems_proxy_is_copied_into_the_fields_and_not_stored(
    system: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://amt:geheim-7719@proxy.stadt.example:8080")
    page = system.post(PROXY, read="1")
    fields = {
        name: page.tree.xpath(f"string(//input[@name='{name}']/@value)")
        for name in ("server", "port", "user", "password")
    }
    assert fields == {
        "server": "proxy.stadt.example",
        "port": "8080",
        "user": "amt",
        "password": "",
    }
    assert page.notices == ["Noch nicht gespeichert: Prüfen Sie die Angaben."]
    assert ProxySettings.load().server == ""


def test_without_a_proxy_of_the_system_the_page_says_so(
    system: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    page = system.post(PROXY, read="1")
    assert page.notices[0].startswith("Auf diesem Server ist für das System kein Proxy")


def test_every_account_in_use_is_tested(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    page = system.post(f"{ZOOM}verbindung/")
    assert page.texts("//h3") == [account.email]
    assert len(page.texts("//*[@id='connections']//li")) == 11
    retire_account(account, actor=SHELL)
    assert system.post(f"{ZOOM}verbindung/").texts("//h3") == []
