"""Settings: what an operator may write, and what is said about everything else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kurslink.config.environment import read
from kurslink.config.errors import SettingsRefused
from tests.database import bare_environment

FILE = "KURSLINK_SETTINGS_FILE"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "KURSLINK_DATABASE_URL",
        "KURSLINK_DATA_DIR",
        "KURSLINK_TIME_ZONE",
        "KURSLINK_MAIL_URL",
    ):
        monkeypatch.delenv(name, raising=False)


def problems() -> dict[str, str]:
    with pytest.raises(SettingsRefused) as caught:
        read()
    return dict(caught.value.problems)


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "")
    monkeypatch.setenv("KURSLINK_CA_FILE", "")
    monkeypatch.setenv("KURSLINK_CLOCK_OFFSET", "")
    settings = read()
    assert (settings.database_url, settings.ca_file, settings.clock_offset) == (None, None, 0)


def test_settings_are_read_from_the_file_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kurslink.env"
    file.write_text('KURSLINK_TIME_ZONE="Europe/Vienna"\n', encoding="utf-8")
    monkeypatch.setenv(FILE, str(file))
    assert read().time_zone == "Europe/Vienna"


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kurslink.env"
    file.write_text("KURSLINK_TIME_ZONE=Europe/Vienna\n", encoding="utf-8")
    monkeypatch.setenv(FILE, str(file))
    monkeypatch.setenv("KURSLINK_TIME_ZONE", "Europe/Zurich")
    assert read().time_zone == "Europe/Zurich"


def test_a_settings_file_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kurslink.env"
    monkeypatch.setenv(FILE, str(file))
    assert problems() == {FILE: f"there is no file {file}"}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TIME_ZONE", "Mars/Olympus", "not a time zone; an example: Europe/Berlin"),
        ("TIME_ZONE", "../../etc/passwd", "not a time zone; an example: Europe/Berlin"),
        (
            "CLOCK_OFFSET",
            "soon",
            "Input should be a valid integer, unable to parse string as an integer",
        ),
        ("OIDC_ISSUER", "http://login.example", "not an address like https://login.example.org"),
        (
            "OIDC_ISSUER",
            "https://u:p@login.example",
            "not an address like https://login.example.org",
        ),
        ("OIDC_ISSUER", "login.example", "not an address like https://login.example.org"),
        ("ACTIVATION_KEY", "abc", "An Ed25519 public key is 32 bytes long"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"KURSLINK_{name}", value)
    assert problems() == {f"KURSLINK_{name}": reason}


def test_an_openid_provider_needs_to_know_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURSLINK_OIDC_ISSUER", "http://127.0.0.1:9/")
    assert problems() == {"KURSLINK_OIDC_CLIENT_ID": "needed with KURSLINK_OIDC_ISSUER"}
    monkeypatch.setenv("KURSLINK_OIDC_CLIENT_ID", "kurslink")
    monkeypatch.setenv("KURSLINK_OIDC_CLIENT_SECRET", "geheim")
    provider = read().openid_provider()
    assert provider is not None
    assert (provider.issuer, provider.client_secret) == ("http://127.0.0.1:9", "geheim")
    assert "geheim" not in repr(provider)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://kurs:geheim@db.example/kurslink",
        "db.example geheim",
        "postgresql://kurs:geheim%zz@db.example/kurslink",
        "postgresql://kurs:geheim@[db.example/kurslink",
        "postgresql://kurs:geheim@db.example/kurslink?geheim",
    ],
)
def test_the_password_of_a_wrong_database_address_is_never_told(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("KURSLINK_DATABASE_URL", address)
    with pytest.raises(SettingsRefused) as caught:
        read()
    assert str(caught.value) == (
        "KURSLINK_DATABASE_URL: not an address like postgresql://user:password@host/name"
    )
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            "smtp://kurs:geheim@mail.example",
            "smtp:// would send the password unencrypted; use smtp+starttls://",
        ),
        (
            "smtps://kurs:geh#eim@mail.example",
            "not an address like smtps://user:password@host:465. "
            "Write special characters of user and password percent-encoded, e.g. %40 for @",
        ),
    ],
)
def test_the_password_of_a_wrong_mail_server_is_never_told(
    monkeypatch: pytest.MonkeyPatch, address: str, reason: str
) -> None:
    monkeypatch.setenv("KURSLINK_MAIL_URL", address)
    with pytest.raises(SettingsRefused) as caught:
        read()
    assert str(caught.value) == f"KURSLINK_MAIL_URL: {reason}"
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_mail_server_is_read_with_the_certificates_of_the_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read().mail_server() is None
    monkeypatch.setenv("KURSLINK_MAIL_URL", "smtps://kurs:geheim@mail.example")
    monkeypatch.setenv("KURSLINK_CA_FILE", "/etc/ssl/vhs.pem")
    server = read().mail_server()
    assert server is not None
    assert (str(server), server.user, server.ca_file) == (
        "mail.example:465",
        "kurs",
        Path("/etc/ssl/vhs.pem"),
    )
    assert "geheim" not in repr(read())


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KURSLINK_TIME_ZONE", "Berlin")
    monkeypatch.setenv("KURSLINK_CLOCK_OFFSET", "soon")
    assert list(problems()) == ["KURSLINK_TIME_ZONE", "KURSLINK_CLOCK_OFFSET"]


def test_the_shell_says_which_setting_cannot_be_meant(tmp_path: Path) -> None:
    environment = bare_environment(tmp_path) | {"KURSLINK_DATABASE_URL": "mysql://secret@host/db"}
    command = [sys.executable, "-m", "kurslink.cli", "courses", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "settings_refused"
    assert "KURSLINK_DATABASE_URL" in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_reading_a_kept_key_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KURSLINK_DATA_DIR", str(tmp_path))
    environment = read()
    keys = environment.encryption_key_values()
    before = tmp_path.stat().st_mtime_ns
    assert environment.encryption_key_values() == keys
    assert tmp_path.stat().st_mtime_ns == before
