"""`kurslink serve`: the pages, until the process is told to stop."""

import multiprocessing
import socket
import time
from threading import Thread
from typing import Annotated

import typer
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kurslink.cli.language import Language
from kurslink.cli.office import office
from kurslink.cli.output import refuse
from kurslink.config.web_worker import load_application
from kurslink.services.rotate_keys import require_readable_secrets

THREADS = 8  # each holds a connection to the database
PATIENCE = 10  # seconds for the pages being answered when the server is told to stop


def serve(
    host: Annotated[
        str, typer.Option(help="Adresse, auf der Kurslink antwortet; davor gehört ein Proxy.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 nimmt einen freien.")] = 8000,
) -> None:
    """Startet Kurslink für den Browser. Beenden mit Strg+C."""
    address, port = _free_address(host, port)
    with office(as_json=False, language=Language.GERMAN):
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
    server.on_startup(Thread(target=_announce, args=(address, port), daemon=True).start)
    server.serve(target_loader=load_application)


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
            f"Kurslink kann auf {host}:{port} nicht antworten.",
            "Vielleicht antwortet dort schon ein Programm: mit --port einen anderen Port wählen.",
            as_json=False,
        )
    return address, port


def _announce(address: str, port: int) -> None:
    """Say where the pages are once they are there: the hook runs before the workers listen."""
    while True:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            break
    typer.echo(f"Kurslink läuft: http://{address}:{port}/")
