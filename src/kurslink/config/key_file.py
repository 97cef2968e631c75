"""The file of encryption keys in the data directory: newest first, one a line."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.fernet import Fernet


def add_newest_key(path: Path) -> None:
    """Put a new key before those in `path`; whoever reads meanwhile finds the old file or the new.

    The older ones stay: secrets and backups need them.
    """
    _write(path, [Fernet.generate_key().decode(), *path.read_text("ascii").split()])


def add_older_keys(path: Path, keys: Iterable[str]) -> None:
    """Put keys of a backup behind those in `path`; what is known there already stays in place."""
    held = path.read_text("ascii").split() if path.exists() else []
    _write(path, [*held, *(each for each in keys if each not in held)])


def _write(path: Path, keys: list[str]) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="ascii") as file:
        file.write("\n".join(keys))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
