"""Which process is the server of a cluster: what `postmaster.pid` says, and whether it is true."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from kurslink.config.embedded_postgres.place import Place


@dataclass(frozen=True)
class Postmaster:
    """The first process of a running server."""

    pid: int
    port: int


def find(place: Place) -> Postmaster | None:
    """The running server of this cluster.

    After a crash the file may name a process that got the same number later. That process is left
    alone, and the file removed: PostgreSQL would take any living process for its server.
    """
    path = place.cluster / "postmaster.pid"
    if not path.exists():
        return None
    postmaster = _read(path)
    if postmaster is None or place.mark not in _command_line(postmaster.pid):
        path.unlink(missing_ok=True)
        return None
    return postmaster


def _read(path: Path) -> Postmaster | None:
    """Lines of the file: process, directory, start time, port, ...; None if it was cut short."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    try:
        return Postmaster(pid=int(lines[0]), port=int(lines[3]))
    except (IndexError, ValueError):
        return None


def _command_line(pid: int) -> list[str]:
    try:
        return list(psutil.Process(pid).cmdline())
    except psutil.Error:  # gone, or not ours to look at and so not our server
        return []
