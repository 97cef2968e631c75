"""`kurslink demo`: a filled product on this machine, made of the real commands as processes."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from kurslink.cli.language import Language
from kurslink.cli.output import refuse
from kurslink.config import embedded_postgres
from kurslink.config.environment import default_data_dir

SIMULATOR_STATE = "zoom.json"
_USUAL_PORT = 8000
_MAILS = {Language.GERMAN: "E-Mails der Demo", Language.ENGLISH: "E-mails of the demo"}


def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="Nach dem Ausgeben beenden.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Ein JSON-Dokument ausgeben.")] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="Sprache der Meldungen.")
    ] = Language.GERMAN,
) -> None:
    """Startet eine erfundene Volkshochschule mit Übungszugang und überträgt drei Kurse."""
    if os.environ.get("KURSLINK_DATABASE_URL"):
        refuse(
            "demo_with_database",
            "Die Demo benutzt nur ihre eigene Datenbank, nie eine vorhandene.",
            "KURSLINK_DATABASE_URL für diesen Aufruf entfernen.",
            as_json=as_json,
        )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what we started ends too
    place = _place()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {**os.environ, "KURSLINK_DATA_DIR": str(place)}
    with (
        _simulator(place, environment) as simulator,
        _mailbox(environment) as mailbox,
        _database_of(place),
    ):
        # Whatever the settings of this machine say: the demo sends nothing to anybody.
        environment["KURSLINK_MAIL_URL"] = mailbox["mail_url"]
        options = [f"--lang={language.value}", *(["--json"] if as_json else [])]
        filled = _kurslink(["demo-fill", *options], environment, given=simulator)
        if filled != 0:
            raise typer.Exit(filled)
        if not once:
            typer.echo(f"{_MAILS[language]}: {mailbox['page_url']}", err=as_json)
            with suppress(KeyboardInterrupt):
                _kurslink(["serve", "--port", str(_free_port()), options[0]], environment)


@contextmanager
def _database_of(place: Path) -> Iterator[None]:
    """The commands start the demo's database server; it ends with the demo."""
    try:
        yield
    finally:
        embedded_postgres.stop(place / "postgres")


def _place() -> Path:
    """A directory of the demo's own, beside that of a real installation."""
    chosen = os.environ.get("KURSLINK_DATA_DIR")
    installed = Path(chosen) if chosen else default_data_dir()
    return installed.with_name(f"{installed.name}-demo")


@contextmanager
def _simulator(place: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The practice account's server; yields its JSON document. It keeps meetings and port."""
    with _running("simulator", "--state", str(place / SIMULATOR_STATE), given=environment) as line:
        yield line


@contextmanager
def _mailbox(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Where all mails of the demo end; yields its addresses."""
    with _running("mailbox", given=environment) as line:
        yield json.loads(line)


@contextmanager
def _running(name: str, *options: str, given: Mapping[str, str]) -> Iterator[str]:
    """A server of ours; yields the document it prints when it listens."""
    process = subprocess.Popen(
        [*_command(name), "--json", *options],
        env=given,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise typer.Exit(process.wait())
        yield line
    finally:
        process.terminate()
        process.wait()


def _kurslink(arguments: list[str], environment: Mapping[str, str], *, given: str = "") -> int:
    """Run a command of ours to its end; being told to stop ends it and then us."""
    process = subprocess.Popen(
        [*_command(arguments[0]), *arguments[1:]],
        env=environment,
        stdin=subprocess.PIPE if given else None,
        text=True,
    )
    try:
        process.communicate(given or None)
    finally:
        process.terminate()
        process.wait()
    return process.returncode


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "kurslink.cli", name]


def _free_port() -> int:
    """The usual port, or any free one if another program has it."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", _USUAL_PORT)) != 0:
            return _USUAL_PORT
    return 0
