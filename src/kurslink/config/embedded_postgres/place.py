"""The private directory of one embedded server: what lies where in it, and whose it is.

DIRECTORY            ours, mode 0700: also a server running as another account is shut in here
├── lock             held while starting and stopping
├── password         of the only role; whoever can read it may connect
├── port             the last one used, taken again if it is free
└── cluster/         PostgreSQL's own files, with server.log
"""

import os
import secrets
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from fasteners import InterProcessLock

from kurslink.config.embedded_postgres.errors import DirectoryRefused

if sys.platform != "win32":
    import pwd

ROLE = "kurslink"


@dataclass(frozen=True)
class Place:
    """A directory that was checked by `claim`."""

    directory: Path

    @property
    def cluster(self) -> Path:
        return self.directory / "cluster"

    @property
    def password_file(self) -> Path:
        return self.directory / "password"

    @property
    def port_file(self) -> Path:
        return self.directory / "port"

    @property
    def mark(self) -> str:
        """Stands in the command line of the server, so that its process can be recognised."""
        return f"kurslink.directory={self.directory}"

    def lock(self) -> InterProcessLock:
        return InterProcessLock(self.directory / "lock")

    def url(self, port: int) -> str:
        """The address of the server's maintenance database."""
        password = self.password_file.read_text(encoding="ascii")
        return f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/postgres?sslmode=disable"

    def draft_of_cluster(self) -> Path:
        """An empty directory for a new cluster; what interrupted starts left behind is removed."""
        for leftover in self.directory.glob("cluster.*"):
            shutil.rmtree(leftover)
        draft = self.directory / f"cluster.{secrets.token_hex(4)}"
        draft.mkdir(mode=0o700)
        return draft

    def make_password(self) -> None:
        """Write a fresh password, readable by the owner alone from the first moment on."""
        self.password_file.unlink(missing_ok=True)
        descriptor = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))


def claim(directory: Path) -> Place:
    """Make `directory` if it is missing, and check that it is ours alone.

    Raises DirectoryRefused if it is out of reach, belongs to another user, or others may write to
    it; its owner and mode are never changed.
    """
    directory = directory.resolve()
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":  # there the profile's access rules protect the directory
            _refuse_unless_private(directory)
    except OSError as error:
        raise DirectoryRefused.out_of_reach(directory, error) from error
    return Place(directory)


def _refuse_unless_private(directory: Path) -> None:
    status = directory.stat()
    if status.st_uid != os.geteuid():
        raise DirectoryRefused.belongs_to_another_user(directory, _name(status.st_uid))
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise DirectoryRefused.writable_by_others(directory)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # left by a container, or by a user who was deleted
        return f"user {uid}"
