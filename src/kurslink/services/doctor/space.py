"""Whether there is room for uploads and for the embedded database."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit

_MB = 1024 * 1024
FOR_DATA = 500 * _MB
UPLOADS_AT_ONCE = 3


def look(_visit: Visit) -> Iterator[Finding]:
    """Free space for temporary files (uploads) and in the data directory."""
    uploads = UPLOADS_AT_ONCE * settings.KURSLINK_MAX_UPLOAD
    yield _room(Area.UPLOAD_SPACE, Path(tempfile.gettempdir()), needed=uploads)
    directory = Path(settings.KURSLINK_DATA_DIR)
    if directory.is_dir():
        yield _room(Area.DATA_SPACE, directory, needed=FOR_DATA)


def _room(area: Area, directory: Path, *, needed: int) -> Finding:
    free = shutil.disk_usage(directory).free
    verdict, code = Verdict.OK, FindingCode.SPACE_FINE
    if free < needed:
        verdict, code = Verdict.FAILED, FindingCode.SPACE_LOW
    return found(
        area,
        verdict,
        code,
        directory=directory,
        free=free // _MB,
        needed=needed // _MB,
    )
