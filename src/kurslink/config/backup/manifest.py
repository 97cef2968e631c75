"""What a backup says of itself."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kurslink.config.backup.errors import BackupError

FORMAT = 1
MANIFEST, DUMP, KEYS = "manifest.json", "database.dump", "encryption_keys"
_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """`migration`: the newest step of the tables; `made_at`: ISO 8601; `sha256`: of the dump."""

    format: int
    kurslink: str
    migration: str
    server: int
    made_at: str
    sha256: str

    def as_bytes(self) -> bytes:
        """The document in the archive."""
        return json.dumps(asdict(self), indent=2).encode()

    @classmethod
    def parse(cls, document: bytes) -> "Manifest":
        """Raises BackupError if it is none, or of a format this release does not know."""
        try:
            manifest = cls(**json.loads(document))
        except (ValueError, TypeError) as error:
            raise BackupError("unreadable") from error
        if manifest.format != FORMAT:
            raise BackupError("newer", version=manifest.kurslink)
        return manifest


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while some := stream.read(_AT_ONCE):
            digest.update(some)
    return digest.hexdigest()
