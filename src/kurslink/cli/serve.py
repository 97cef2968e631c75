"""`kurslink serve`: the pages and one worker, until the process is told to stop."""

import multiprocessing
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Annotated

import typer
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kurslink.cli.language import Language
from kurslink.cli.office import Lang, office
from kurslink.cli.output import refuse
from kurslink.config.web_worker import load_application
from kurslink.services.rotate_keys import require_readable_secrets

THREADS = 16  # each holds a connection to the database; half may wait for bodies
WORKER_PAUSE = 2  # seconds before a worker that ended is replaced
PATIENCE = 10  # seconds for the pages being answered when the server is told to stop


def serve(
    host: Annotated[
        str, typer.Option(help="Adresse, auf der Kurslink antwortet; davor gehört ein Proxy.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 nimmt einen freien.")] = 8000,
    *,
    with_worker: Annotated[
        bool,
        typer.Option(
            "--worker/--no-worker",
            help="Auch übertragen; ohne: „kurslink worker“ läuft für sich, auch anderswo.",
        ),
    ] = True,
    language: Lang = Language.GERMAN,
) -> None:
    """Startet Kurslink für den Browser und überträgt im Hintergrund. Beenden mit Strg+C."""
    with translation.override(language.value):
        address, port = _free_address(host, port)
        running = _("Kurslink läuft: {url}").format(url=f"http://{address}:{port}/")
    with office(as_json=False, language=language):
        require_readable_secrets()
    connections.close_all()  # the worker process opens its own
    multiprocessing.set_start_method("spawn")  # as on Windows: nothing is shared by accident
    server = Granian(
        "kurslink.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,  # it warns of every number of threads above one per core
    )
    server.on_startup(Thread(target=_announce, args=(address, port, running), daemon=True).start)
    with _worker(is_wanted=with_worker):
        server.serve(target_loader=load_application)


@contextmanager
def _worker(*, is_wanted: bool) -> Iterator[None]:
    """One worker beside the pages; should it end, another one takes its place."""
    if not is_wanted:
        yield
        return
    stop = Event()
    keeper = Thread(target=_keep_a_worker, args=(stop,))
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep_a_worker(stop: Event) -> None:
    while not stop.is_set():
        # A session of its own: Ctrl+C reaches us, and we tell it to stop.
        process = subprocess.Popen(
            [sys.executable, "-m", "kurslink.cli", "worker"],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while process.poll() is None and not stop.wait(0.2):
            pass
        process.terminate()
        process.wait()
        stop.wait(WORKER_PAUSE)


def _free_address(host: str, port: int) -> tuple[str, int]:
    """The numeric address to listen on.

    The server shares a port with whoever listens there already (SO_REUSEPORT): two installations
    would answer in turn. So we look first.
    """
    try:
        with socket.create_server((host, port)) as probe:
            address, port = probe.getsockname()
    except OSError:
        refuse(
            "address_unusable",
            _("Kurslink kann auf {host}:{port} nicht antworten.").format(host=host, port=port),
            _(
                "Vielleicht antwortet dort schon ein Programm: "
                "mit --port einen anderen Port wählen."
            ),
            as_json=False,
        )
    return address, port


def _announce(address: str, port: int, sentence: str) -> None:
    """Say where the pages are once they are there: the hook runs before the workers listen."""
    while True:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            break
    typer.echo(sentence)
