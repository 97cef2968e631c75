"""A backup is whole or not there, comes back row by row, and makes nothing happen twice."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from kurslink.config.backup import BackupError, restore_backup, write_backup
from kurslink.config.backup.manifest import DUMP, MANIFEST
from kurslink.config.backup.write import newest_migration
from tests.course_office import make_course

NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url() -> str:
    """The address of the test's own database."""
    parts = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    return psycopg.conninfo.make_conninfo("", **{name: parts[name] for name in names})


@pytest.fixture
def empty(url: str) -> Iterator[str]:
    """A database beside it, without anything in it."""
    name = sql.Identifier(f"restored_{os.getpid()}")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("create database {}").format(name))
        yield psycopg.conninfo.make_conninfo(url, dbname=f"restored_{os.getpid()}")
        server.execute(sql.SQL("drop database {} with (force)").format(name))


def contents(url: str) -> dict[str, list[Any]]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as database:
        tables = database.execute(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        ).fetchall()
        return {
            name: database.execute(
                sql.SQL("select t::text from {} t order by 1").format(sql.Identifier(name))
            ).fetchall()
            for (name,) in tables
        }


def restore(file: Path, url: str, *, replace: bool = False) -> None:
    restore_backup(file, url, known={migration_of(file)}, replace=replace, key_file=None)


def migration_of(file: Path) -> str:
    with tarfile.open(file) as tar:
        document = tar.extractfile(MANIFEST)
        assert document is not None
        return document.read().decode().split('"migration": "')[1].split('"')[0]


@pytest.fixture
def file(url: str, tmp_path: Path) -> Path:
    make_course("262-1", title="Türkisch – „A1“ \\ \t für alle")
    connection.close()
    return write_backup(tmp_path / "one.kurslink", url, now=NOW)


def test_every_row_of_every_table_comes_back(file: Path, url: str, empty: str) -> None:
    before = contents(url)
    restore(file, empty)
    assert contents(empty) == before
    assert "Türkisch" in str(before["kurslink_course"])


def test_only_its_owner_may_read_it_and_no_workshop_is_left(file: Path) -> None:
    assert (file.stat().st_mode & 0o777, os.listdir(file.parent)) == (0o600, [file.name])


def test_no_file_is_ever_overwritten(file: Path, url: str) -> None:
    held = file.read_bytes()
    with pytest.raises(BackupError, match="file_exists"):
        write_backup(file, url, now=NOW)
    assert (file.read_bytes(), os.listdir(file.parent)) == (held, [file.name])


def test_a_directory_keeps_the_newest(url: str, tmp_path: Path) -> None:
    (tmp_path / "kurslink-notes.txt").touch()
    for hour in range(3):
        write_backup(tmp_path, url, now=NOW.replace(hour=hour), keep=2)
    assert sorted(os.listdir(tmp_path)) == [
        "kurslink-2026-11-27-010000.kurslink",
        "kurslink-2026-11-27-020000.kurslink",
        "kurslink-notes.txt",
    ]


def test_a_database_with_courses_is_replaced_only_if_that_is_said(
    file: Path, url: str, empty: str
) -> None:
    restore(file, empty)
    with psycopg.connect(empty) as database:
        database.execute("update kurslink_course set title = 'neuer'")
    with pytest.raises(BackupError, match="not_empty"):
        restore(file, empty)
    restore(file, empty, replace=True)
    assert contents(empty) == contents(url)


@pytest.mark.parametrize("size", [0, 100, 4_000, 30_000])
def test_an_archive_that_ends_too_early_changes_nothing(file: Path, empty: str, size: int) -> None:
    cut = file.with_name("cut.kurslink")
    cut.write_bytes(file.read_bytes()[:size])
    with pytest.raises(BackupError, match=r"unreadable|damaged"):
        restore_backup(cut, empty, known={"any"}, replace=True, key_file=None)
    assert contents(empty) == {}


def test_a_flipped_bit_is_noticed(file: Path, empty: str) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restore_backup(file, empty, known={"any"}, replace=True, key_file=None)


def test_a_backup_of_a_newer_release_is_refused(file: Path, empty: str) -> None:
    with pytest.raises(BackupError, match="newer"):
        restore_backup(file, empty, known={"0001_initial"}, replace=False, key_file=None)
    assert newest_migration(empty) == ""


def test_nothing_is_replaced_under_the_hands_of_others(file: Path, empty: str) -> None:
    with psycopg.connect(empty), pytest.raises(BackupError, match="in_use"):
        restore(file, empty)


def test_keys_of_a_backup_stand_behind_those_there(
    file: Path, url: str, empty: str, tmp_path: Path
) -> None:
    keys, held = tmp_path / "their_keys", tmp_path / "our_keys"
    keys.write_text("old\nshared")
    held.write_text("new\nshared")
    with_keys = write_backup(tmp_path / "two.kurslink", url, now=NOW, keys=keys)
    restore_backup(with_keys, empty, known={migration_of(file)}, replace=False, key_file=held)
    assert held.read_text().split() == ["new", "shared", "old"]
    with tarfile.open(file) as tar:
        assert tar.getnames() == [MANIFEST, DUMP]


def test_a_backup_that_is_killed_leaves_no_file_of_its_name(url: str, tmp_path: Path) -> None:
    """Killed where pg_dump would begin: at worst a hidden workshop is left."""
    script = (
        "import os, sys\n"
        "from datetime import datetime, UTC\n"
        "from pathlib import Path\n"
        "from kurslink.config.backup import programs, write_backup\n"
        "programs.run = lambda *_a, **_k: os.kill(os.getpid(), 9)\n"
        "write_backup(Path(sys.argv[1]), sys.argv[2], now=datetime.now(UTC))\n"
    )
    target = tmp_path / "killed.kurslink"
    done = subprocess.run([sys.executable, "-c", script, target, url], check=False)
    assert (done.returncode, target.exists()) == (-9, False)
