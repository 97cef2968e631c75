"""`kurslink activation`, as processes on an installation of its own: from the key to the lock."""

import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.config import embedded_postgres
from kurslink.config.environment import Environment
from tests.database import bare_environment

COMMAND = [sys.executable, "-m", "kurslink.cli"]
FIELD = {"institution", "installation", "until", "state", "open"}


class Installation:
    """Runs commands in one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.environment = bare_environment(data_dir)

    def run(self, *words: str, text: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*COMMAND, *words],
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )

    def document(self, *words: str, text: str = "") -> dict[str, Any]:
        return dict(json.loads(self.run(*words, "--json", text=text).stdout))


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    directory = tmp_path_factory.mktemp("installation")
    yield Installation(directory)
    embedded_postgres.stop(directory / "postgres")


def test_an_operator_locks_an_installation_and_opens_it_with_a_code(
    installation: Installation, tmp_path: Path
) -> None:
    free = installation.document("activation", "show")
    assert (free["state"], free["open"], free["until"]) == ("free", True, None)

    key = tmp_path / "operator.pem"
    made = installation.run("activation", "new-key", str(key))
    assert re.fullmatch(r"KURSLINK_ACTIVATION_KEY=[\w-]{43}\n", made.stdout)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    variable, _, public = made.stdout.strip().partition("=")
    installation.environment[variable] = public

    locked = installation.run("transfer", "262-4107", "--json")
    assert (locked.returncode, json.loads(locked.stdout)["error"]["code"]) == (1, "locked")

    words = ["--institution", free["institution"], "--installation", free["installation"]]
    issued = installation.run(
        "activation", "issue", "--key", str(key), *words, "--until", "2099-12-31"
    )
    opened = installation.document("activation", "set", "-", text=issued.stdout)
    assert opened == {**free, "state": "active", "until": "2099-12-31"}
    assert set(opened) == FIELD
    shown = installation.run("activation", "show")
    assert shown.stdout.splitlines() == [
        "Freigeschaltet für Volkshochschule bis Do 31.12.2099.",
        "Einrichtung: Volkshochschule",
        f"Kennung der Installation: {free['installation']}",
    ]


def operator(*words: str) -> Result:
    """The commands of operators need no database and no process."""
    return CliRunner().invoke(application(["activation"]), ["activation", *words])


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    key = tmp_path / "operator.pem"
    key.write_text("mine")
    refused = operator("new-key", str(key), "--json")
    code = json.loads(refused.stdout)["error"]["code"]
    assert (refused.exit_code, code, key.read_text()) == (1, "key_file_exists", "mine")


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    refused = operator("new-key", str(tmp_path / "nirgends" / "operator.pem"), "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "key_file_unwritable"


UNUSABLE = {
    "no key": "kein Schlüssel ohne Kennwort",
    "missing": "die Datei ist nicht lesbar",
    "another kind": "ein Schlüssel anderer Art",
}


@pytest.mark.parametrize(("content", "problem"), UNUSABLE.items(), ids=UNUSABLE)
def test_a_file_without_a_usable_key_issues_nothing(
    tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "operator.pem"
    if content == "another kind":
        pem = X25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        file.write_bytes(pem)
    elif content != "missing":
        file.write_text(content)
    words = ["--institution", "VHS", "--installation", str(UUID(int=7)), "--until", "2099-12-31"]
    refused = operator("issue", "--key", str(file), *words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"In {file} ist kein Schlüssel für Freischaltcodes zu lesen: {problem}. Die Datei angeben, "
        "die „kurslink activation new-key“ angelegt hat.\n"
    )


def test_a_setting_that_is_no_key_stops_the_start() -> None:
    with pytest.raises(ValidationError):
        Environment(activation_key="kurz")
