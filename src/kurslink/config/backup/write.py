"""Writes a backup: whole, or not at all."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path

import psycopg

from kurslink.config.backup import programs
from kurslink.config.backup.errors import BackupError
from kurslink.config.backup.manifest import DUMP, FORMAT, KEYS, MANIFEST, Manifest, digest_of

SUFFIX = ".kurslink"
_NAMED = "kurslink-{:%Y-%m-%d-%H%M%S}" + SUFFIX


def write_backup(
    target: Path, url: str, *, now: datetime, keys: Path | None = None, keep: int | None = None
) -> Path:
    """Back the database at `url` up into `target`, a new file or a directory; returns the file.

    With `keys` that file goes in too. With `keep` only the newest so many stay in the directory.
    Nobody but its owner may read the file. Raises BackupError.
    """
    is_folder = target.is_dir()
    path = target / _NAMED.format(now) if is_folder else target
    if not path.parent.is_dir():
        raise BackupError("no_directory", directory=path.parent)
    if path.exists():
        raise BackupError("file_exists", file=path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".kurslink-") as workshop:
        _place(_packed(Path(workshop), url, now, keys), path)
    if is_folder and keep:
        for old in _older(target, keep):
            old.unlink()
    return path


def _packed(workshop: Path, url: str, now: datetime, keys: Path | None) -> Path:
    dump, archive = workshop / DUMP, workshop / "archive"
    version = programs.server_version(url)
    folder = programs.folder_for(version)
    flags = ("--format=custom", "--no-owner", "--no-privileges", "--file", str(dump))
    programs.run(folder, "pg_dump", *flags, url=url)
    manifest = Manifest(
        format=FORMAT,
        kurslink=metadata.version("kurslink"),
        migration=newest_migration(url),
        server=version,
        made_at=now.isoformat(),
        sha256=digest_of(dump),
    )
    (workshop / MANIFEST).write_bytes(manifest.as_bytes())
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w") as tar:
            tar.add(workshop / MANIFEST, MANIFEST)
            tar.add(dump, DUMP)
            if keys is not None:
                tar.add(keys, KEYS)
        stream.flush()
        os.fsync(stream.fileno())
    return archive


def _place(archive: Path, path: Path) -> None:
    """Under its name at once, and never over a file that came there meanwhile."""
    try:
        os.link(archive, path)
    except FileExistsError as error:
        raise BackupError("file_exists", file=path) from error


def newest_migration(url: str) -> str:
    """The last step of our tables; empty for a database without them."""
    with psycopg.connect(url) as connection:
        if connection.execute("select to_regclass('django_migrations')").fetchone() == (None,):
            return ""
        asked = "select max(name) from django_migrations where app = 'kurslink'"
        found = connection.execute(asked).fetchone()
        return str(found[0] or "") if found else ""


def _older(folder: Path, keep: int) -> Iterator[Path]:
    """Our backups by their names, which sort by time."""
    yield from sorted(folder.glob(f"kurslink-*{SUFFIX}"))[:-keep]
