"""A backup: the whole database and what it takes to trust it, in one file.

The file is a tar of `manifest.json`, `database.dump` (pg_dump's own format, compressed) and, only
if asked for, `encryption_keys`: whoever has the keys reads every secret in the dump.
"""

from kurslink.config.backup.errors import BackupError
from kurslink.config.backup.read import restore_backup
from kurslink.config.backup.write import write_backup

__all__ = ["BackupError", "restore_backup", "write_backup"]
