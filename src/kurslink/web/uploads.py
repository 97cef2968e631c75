"""Uploaded files: bounded while they arrive, kept privately between preview and import."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_KEY = "upload"
_TOO_LARGE = "upload_was_too_large"
_PREFIX = "kurslink-import-"
_FORGOTTEN_AFTER = 24 * 60 * 60  # seconds; a preview nobody came back to


class BoundedUpload(FileUploadHandler):
    """Stops keeping a request's file at KURSLINK_MAX_UPLOAD bytes; stands first in the settings."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on, unless the file has grown too large: then the rest is read and dropped."""
        if start + len(raw_data) > settings.KURSLINK_MAX_UPLOAD:
            setattr(self.request, _TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # Django's signature
        """Nothing: the next handler makes the file."""


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was given up because of its size."""
    return bool(getattr(request, _TOO_LARGE, False))


def keep(session: SessionBase, file: "UploadedFile[bytes]", **about: Any) -> None:
    """Keep a copy only we can read; its place is known to the session alone."""
    drop(session)
    sweep()
    handle, path = tempfile.mkstemp(prefix=_PREFIX)
    with os.fdopen(handle, "wb") as copy:
        shutil.copyfileobj(file, copy)
    session[_KEY] = {"path": path, **about}


def note(session: SessionBase, **about: Any) -> None:
    """Know more, or otherwise, about the kept file."""
    session[_KEY] = session[_KEY] | about


def kept(session: SessionBase) -> dict[str, Any] | None:
    """What was kept for this session, if it is still there."""
    upload: dict[str, Any] | None = session.get(_KEY)
    return upload if upload and Path(upload["path"]).exists() else None


def opened(upload: dict[str, Any]) -> BinaryIO:
    """The kept file, to be read from its start."""
    return Path(upload["path"]).open("rb")


def drop(session: SessionBase) -> None:
    """Delete what was kept."""
    upload = session.pop(_KEY, None)
    if upload:
        Path(upload["path"]).unlink(missing_ok=True)


def sweep() -> None:
    """Delete what sessions left behind that nobody ended."""
    oldest = time.time() - _FORGOTTEN_AFTER
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            status = path.lstat()
        except FileNotFoundError:  # somebody else imported it, or swept
            continue
        if status.st_mtime < oldest and status.st_uid == os.geteuid():
            path.unlink(missing_ok=True)
