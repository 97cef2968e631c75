"""A process that has imported everything and forks real workers on demand.

Starting Python and Django takes seconds, a fork milliseconds: so a test can kill workers by the
dozen. One request a line comes in on stdin, one answer a line goes out on stdout.
"""

import json
import os
import signal
import sys
from typing import Any

import django


def serve() -> None:
    """Answer until stdin ends; there are no threads and connections that a child would share."""
    django.setup()
    from procrastinate.contrib.django import app

    from kurslink.worker import run, tasks  # noqa: F401  # imported once, for all children
    from tests.transactions import refuse_requests_within

    refuse_requests_within()
    _answer({"ready": sorted(app.tasks)})
    for line in sys.stdin:
        wish = json.loads(line)
        _answer(_start(wish) if wish["do"] == "start" else _bury(wish))


def _start(wish: dict[str, Any]) -> dict[str, int]:
    pid = os.fork()
    if pid == 0:
        _work(offset=wish["offset"], concurrency=wish["concurrency"], mail_url=wish["mail_url"])
    return {"pid": pid}


def _work(*, offset: float, concurrency: int, mail_url: str) -> None:
    """What `kurslink worker` does, at the time `offset` says; never returns."""
    from django.conf import settings

    from kurslink.mail.server import parse_server
    from kurslink.worker.run import run_worker

    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    settings.KURSLINK_CLOCK_OFFSET = offset
    settings.KURSLINK_MAIL_SERVER = parse_server(mail_url) if mail_url else None
    status = 1
    try:
        run_worker(concurrency=concurrency)
        status = 0
    finally:
        os._exit(status)


def _bury(wish: dict[str, Any]) -> dict[str, int]:
    """Wait for the end of a child; its exit code, negative for a signal."""
    _, status = os.waitpid(wish["pid"], 0)
    return {"status": os.waitstatus_to_exitcode(status)}


def _answer(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the tests, and they end us
    serve()
