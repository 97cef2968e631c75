"""The file of encryption keys in the data directory: newest first, one a line."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def add_newest_key(path: Path) -> None:
    """Put a new key before those in `path`; whoever reads meanwhile finds the old file or the new.

    The older ones stay: secrets and backups need them.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="ascii") as file:
        file.write("\n".join([Fernet.generate_key().decode(), *path.read_text("ascii").split()]))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
