"""Restores a backup: all of it in one transaction, or nothing is changed."""

import shutil
import tarfile
import tempfile
from collections.abc import Container
from pathlib import Path
from typing import IO

import psycopg

from kurslink.config.backup import programs
from kurslink.config.backup.errors import BackupError
from kurslink.config.backup.manifest import DUMP, KEYS, MANIFEST, Manifest, digest_of
from kurslink.config.key_file import add_older_keys

_FRESH = b"drop schema if exists public cascade; create schema public;\n"
_HEAD_LINES = 60
_OF_NEWER_SERVERS = b"SET transaction_timeout"
"""What programs of PostgreSQL 17 and later say first, and servers before it do not understand."""


def restore_backup(
    file: Path, url: str, *, known: Container[str], replace: bool, key_file: Path | None
) -> Manifest:
    """Make the database at `url` what it was when `file` was made.

    `known` are the steps of the tables this release has: a backup of a newer one is refused. A
    database that has rows is only replaced if `replace` says so. Keys in the backup are added to
    `key_file`, behind the newer ones there. Raises BackupError.
    """
    with tempfile.TemporaryDirectory(prefix="kurslink-") as workshop:
        manifest = _unpacked(file, Path(workshop))
        if manifest.migration not in known:
            raise BackupError("newer", version=manifest.kurslink)
        _require_quiet(url, replace=replace)
        _load(Path(workshop), url)
        if key_file is not None and (Path(workshop) / KEYS).exists():
            add_older_keys(key_file, (Path(workshop) / KEYS).read_text("ascii").split())
    return manifest


def _unpacked(file: Path, workshop: Path) -> Manifest:
    """The parts of the archive, in `workshop`, and the dump is what was once written."""
    if not file.is_file():
        raise BackupError("no_file", file=file)
    try:
        with tarfile.open(file, mode="r:") as tar:
            for name in tar.getnames():
                part = tar.extractfile(name) if name in (MANIFEST, DUMP, KEYS) else None
                if part is None:
                    raise BackupError("unreadable", file=file)
                with (workshop / name).open("wb") as copy:
                    shutil.copyfileobj(part, copy)
        manifest = Manifest.parse((workshop / MANIFEST).read_bytes())
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupError("unreadable", file=file) from error
    if not (workshop / DUMP).exists() or digest_of(workshop / DUMP) != manifest.sha256:
        raise BackupError("damaged", file=file)
    return manifest


def _require_quiet(url: str, *, replace: bool) -> None:
    """Nobody else works with the database, and what is in it may go."""
    with psycopg.connect(url) as connection:
        others = connection.execute(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and backend_type = 'client backend'"
        ).fetchone()
        if others and others[0]:
            raise BackupError("in_use", count=others[0])
        held = connection.execute("select to_regclass('kurslink_course')").fetchone()
        if held == (None,):
            return
        asked = (
            "select exists (select 1 from kurslink_course) or exists (select 1 from kurslink_user)"
        )
        is_filled = connection.execute(asked).fetchone()
        if is_filled == (True,) and not replace:
            raise BackupError("not_empty")


def _load(workshop: Path, url: str) -> None:
    folder = programs.folder_for(programs.server_version(url))
    script, whole = workshop / "script.sql", workshop / "whole.sql"
    with script.open("wb") as into:
        programs.read_dump(folder, workshop / DUMP, into)
    with script.open("rb") as source, whole.open("wb") as target:
        _edit(source, target)
    with whole.open("rb") as given:
        flags = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        programs.run(folder, "psql", *flags, url=url, given=given)


def _edit(source: IO[bytes], target: IO[bytes]) -> None:
    """Everything goes first; of the head only what older servers understand stays."""
    target.write(_FRESH)
    for number, line in enumerate(source):
        if number > _HEAD_LINES:
            target.write(line)
            shutil.copyfileobj(source, target)
            return
        if not line.startswith(_OF_NEWER_SERVERS):
            target.write(line)
