"""Zugänge, proxy and keys at the shell; what is secret is said nowhere."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings
from typer.testing import CliRunner

from kurslink.cli.main import application
from kurslink.config import environment
from kurslink.models import ZoomAccount
from tests.simulator_process import RunningSimulator
from tests.zoom.connect_proxy import ConnectProxy

pytestmark = pytest.mark.django_db

MAIL = "zoomzugang01@vhs-musterstadt.example"
STEPS = [
    "address",
    "proxy",
    "tls",
    "clock",
    "token",
    "scopes",
    "user",
    "users",
    "licences",
    "passcode_rule",
    "login_demanded",
]


@dataclass
class Shell:
    """Commands in this process, on the test's database; and everything they have said so far."""

    patch: pytest.MonkeyPatch
    said: list[str] = field(default_factory=list)

    def run(self, *words: str, text: str = "", **variables: str) -> tuple[int, str, str]:
        with self.patch.context() as within:
            for name, value in variables.items():
                within.setenv(name, value)
            environment.load.cache_clear()
            done = CliRunner().invoke(application([words[0]]), list(words), input=text)
        self.said += [done.stdout, done.stderr, repr(done.exception)]
        return done.exit_code, done.stdout, done.stderr

    def json(self, *words: str, code: int = 0, text: str = "", **variables: str) -> Any:
        exit_code, out, err = self.run(*words, "--json", text=text, **variables)
        assert exit_code == code, err
        return json.loads(out)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Shell]:
    """An installation whose keys lie in `tmp_path`; the database is there already."""
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "postgresql://is.open.already/")
    monkeypatch.setenv("KURSLINK_DATA_DIR", str(tmp_path))
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: environment.load().encryption_key_values()
    yield Shell(monkeypatch)
    environment.load.cache_clear()


def practice(simulator: RunningSimulator) -> list[str]:
    return [
        "account",
        "add",
        MAIL,
        "--practice",
        "--api-url",
        simulator.api_url,
        "--oauth-url",
        simulator.oauth_url,
    ]


def jwt(simulator: RunningSimulator, *options: str) -> list[str]:
    key = simulator.control.alter_app()["api_key"]
    return [*practice(simulator), "--jwt", "--api-key", key, "--api-secret", "-", *options]


def test_a_jwt_app_is_added_tested_and_deleted(shell: Shell, simulator: RunningSimulator) -> None:
    secret = simulator.control.alter_app()["api_secret"]
    made = shell.json(*jwt(simulator, "--token-valid", "1h"), text=f"{secret}\n")
    assert (made["accounts"][0]["email"], made["accounts"][0]["kind"]) == (MAIL, "jwt")

    simulator.control.set_switch(jwt="accepted")
    checks = shell.json("account", "test", MAIL)["checks"]
    assert [each["name"] for each in checks] == STEPS
    assert {each["ok"] for each in checks} == {True}
    assert {frozenset(each) for each in checks} == {frozenset({"name", "ok", "message", "repair"})}

    simulator.control.set_switch(jwt="refused")
    refused = shell.json("account", "test", MAIL, code=1)["checks"]
    assert [each["ok"] for each in refused] == [True] * 4 + [False] * 7
    assert [each["message"] for each in refused[4:6]] == [
        "Zoom nimmt das JWT nicht an: Diese Art von Apps hat Zoom am 08.09.2023 abgeschaltet.",
        "nicht geprüft",
    ]
    assert shell.json("account", "delete", MAIL) == {"email": MAIL, "deleted": True}
    assert shell.json("account", "list") == {"accounts": []}
    assert secret not in "".join(shell.said)


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ([], "--account-id, --client-id, --client-secret"),
        (["--account-id", "a", "--client-id", "c"], "--client-secret"),
        (["--jwt", "--account-id", "a"], "--api-key, --api-secret"),
    ],
)
def test_options_left_out_are_wrong_usage(shell: Shell, options: list[str], missing: str) -> None:
    code, out, err = shell.run("account", "add", MAIL, *options)
    assert (code, out) == (2, "")
    assert missing in err


def test_secret_of_events_and_plan_are_entered_too(
    shell: Shell, simulator: RunningSimulator
) -> None:
    oauth = ["--account-id", "a", "--client-id", "c", "--client-secret", "-"]
    words = [*practice(simulator), *oauth, "--webhook-secret", "-", "--plan", "business"]
    made = shell.json(*words, text="secret-1\nsecret-2\n")
    account = ZoomAccount.objects.get()
    assert (account.client_secret, account.webhook_secret) == ("secret-1", "secret-2")
    assert (made["accounts"][0]["plan"], account.plan) == ("business", "business")
    assert "secret-2" not in "".join(shell.said)


def test_the_secret_of_events_may_stand_in_the_environment(
    shell: Shell, simulator: RunningSimulator
) -> None:
    oauth = ["--account-id", "a", "--client-id", "c"]
    variables = {"KURSLINK_CLIENT_SECRET": "secret-1", "KURSLINK_WEBHOOK_SECRET": "secret-2"}
    shell.run(*practice(simulator), *oauth, **variables)
    account = ZoomAccount.objects.get()
    assert (account.webhook_secret, account.plan) == ("secret-2", "pro")


def test_no_command_says_a_secret(
    shell: Shell, simulator: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "canary-0123456789"
    oauth = ["--account-id", "a", "--client-id", "c", "--client-secret", "-"]
    shell.run(*practice(simulator), *oauth, text=f"{canary}\n")
    shell.run(*practice(simulator), *oauth, text=f"{canary}\n")  # it is there already
    shell.run("account", "list", "--json")
    shell.run("account", "test", MAIL)
    shell.run("account", "users", MAIL)
    shell.run("proxy", "set", "127.0.0.1", "1", "--user", "vhs", text=f"{canary}\n")
    shell.run("proxy", "set", "http://bad", "1", "--user", "vhs", text=f"{canary}\n")
    shell.run("proxy", "show", "--json")
    shell.run("check")
    shell.run("account", "retire", MAIL)
    shell.run("account", "test", MAIL, KURSLINK_ENCRYPTION_KEYS=canary)
    shell.run("account", "list", KURSLINK_ENCRYPTION_KEYS=Fernet.generate_key().decode())
    shell.run("account", "delete", MAIL)
    shell.run("proxy", "off")
    said = "".join(shell.said)
    assert canary not in said + caplog.text
    assert set(shell.said[2::3]) <= {"None", "SystemExit(1)"}


def test_the_proxy_is_set_shown_and_switched_off(shell: Shell) -> None:
    with ConnectProxy(1) as proxy:
        port = str(proxy.port)
        words = ["proxy", "set", "127.0.0.1", port, "--user", "vhs"]
        stored = shell.json(*words, text="geheim\n")
    expected = {"used": True, "server": "127.0.0.1", "port": int(port), "user": "vhs"}
    assert stored == expected | {"password": True}
    assert shell.json("proxy", "show") == stored
    assert shell.json("proxy", "off") == stored | {"used": False}


def test_the_systems_proxy_is_taken_over_once(shell: Shell) -> None:
    system = "http://vhs:p%40ss@proxy.vhs.de:3128"
    stored = shell.json("proxy", "set", "system", HTTPS_PROXY=system, https_proxy=system)
    assert (stored["server"], stored["port"], stored["user"]) == ("proxy.vhs.de", 3128, "vhs")
    shell.run("proxy", "off", HTTPS_PROXY="http://other:1")
    assert shell.json("proxy", "show")["server"] == "proxy.vhs.de"


def test_keys_are_replaced_and_a_missing_one_is_a_sentence(
    shell: Shell, simulator: RunningSimulator, tmp_path: Path
) -> None:
    secret = simulator.client_secret
    oauth = ["--account-id", simulator.account_id, "--client-id", simulator.client_id]
    shell.run(*practice(simulator), *oauth, "--client-secret", "-", text=f"{secret}\n")
    keys = tmp_path / "encryption_keys"
    before = keys.read_text().split()

    shell.run("keys", "new")
    assert keys.read_text().split()[1:] == before
    assert keys.stat().st_mode & 0o777 == 0o600
    rotated = shell.json("keys", "rotate")
    assert rotated["changed"] >= 1
    again = shell.json("keys", "rotate")
    assert again == {"changed": 0, "unchanged": rotated["changed"] + rotated["unchanged"]}

    keys.write_text(keys.read_text().split()[0])
    assert all(each["ok"] for each in shell.json("account", "test", MAIL)["checks"])
    keys.write_text(before[0])
    refused = shell.json("account", "test", MAIL, code=1)
    assert refused["error"]["code"] == "secret-unreadable"
    code, _, err = shell.run("serve", "--port", "0")
    assert (code, err.splitlines()[0].partition(": ")[0]) == (
        1,
        "Ein gespeichertes Geheimnis lässt sich nicht öffnen",
    )


def test_a_key_of_the_environment_is_handed_over_not_stored(shell: Shell, tmp_path: Path) -> None:
    held = Fernet.generate_key().decode()
    code, out, _ = shell.run("keys", "new", KURSLINK_ENCRYPTION_KEYS=held)
    assert code == 0
    fresh = out.split()[-1]
    assert Fernet(fresh)
    assert list(tmp_path.iterdir()) == []
