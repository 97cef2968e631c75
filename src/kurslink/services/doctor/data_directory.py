"""Whether the directory with keys and embedded database is ours alone."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit

_FOR_OTHERS_TO_WRITE = stat.S_IWGRP | stat.S_IWOTH
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
KEY_FILES = ("secret_key", "encryption_keys")


def look(_visit: Visit) -> Iterator[Finding]:
    """Owner and rights of the directory, rights of the keys in it."""
    directory = Path(settings.KURSLINK_DATA_DIR)
    if not directory.is_dir():
        yield _finding(Verdict.OK, FindingCode.DIRECTORY_UNUSED, directory=directory)
        return
    faults = tuple(_faults(directory)) if sys.platform != "win32" else ()
    yield from faults
    if not faults:  # on Windows the profile's access rules protect the directory
        yield _finding(Verdict.OK, FindingCode.DIRECTORY_FINE, directory=directory)


def _faults(directory: Path) -> Iterator[Finding]:
    status = directory.stat()
    if status.st_uid != os.geteuid():
        yield _finding(Verdict.FAILED, FindingCode.DIRECTORY_FOREIGN, path=directory)
    if status.st_mode & _FOR_OTHERS_TO_WRITE:
        yield _open(directory, "700")
    for path in (directory / name for name in KEY_FILES):
        if path.exists() and path.stat().st_mode & _FOR_OTHERS:
            yield _open(path, "600")


def _open(path: Path, mode: str) -> Finding:
    return _finding(Verdict.FAILED, FindingCode.DIRECTORY_OPEN, path=path, mode=mode)


def _finding(verdict: Verdict, code: FindingCode, **data: object) -> Finding:
    return found(Area.DATA_DIRECTORY, verdict, code, subject="", **data)
