"""Runs a worker until it is told to stop; any number of them, on any number of machines."""

import asyncio
import logging
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.middleware import AsyncCallNext, WorkerMiddleware
from procrastinate.worker import Worker

PATIENCE = 60.0  # seconds for the step at Zoom that is on its way when the worker is told to stop
SWEEP = "sweep_meetings"
HEARTBEAT = 5.0  # below orders/workers.py: HEARTBEAT_LOST
_PAUSE = 5.0  # before the next try to reach the database
_POLL = 2.0  # a notification wakes the worker at once; this is for those that got lost

log = logging.getLogger(__name__)


def run_worker(*, concurrency: int) -> None:
    """Work on orders until SIGTERM or SIGINT; what is on its way is finished first.

    The database may go and come back: the worker waits for it.
    """
    stop = _stop_on_signals()
    while not stop.is_set():
        try:
            _run(concurrency, stop)
        except (ConnectorException, psycopg.OperationalError) as error:
            log.warning("the database does not answer, next try in %s s: %s", _PAUSE, error)
            stop.wait(_PAUSE)
    connections.close_all()


def _stop_on_signals() -> Event:
    stop = Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        signal.signal(word, lambda *_: stop.set())
    return stop


def _run(concurrency: int, stop: Event) -> None:
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(_work(concurrency, stop))


async def _work(concurrency: int, stop: Event) -> None:
    threads = ThreadPoolExecutor(max_workers=concurrency + 1, thread_name_prefix="order")
    asyncio.get_running_loop().set_default_executor(threads)
    await sync_to_async(close_old_connections)()  # after a fault those of the last run are dead
    # An app of its own: tasks go on deferring through Django, in the transactions of their rows.
    working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    ids: set[int] = set()
    async with working.open_async():
        await _sweep_at_start()
        worker = asyncio.create_task(
            working.run_worker_async(
                worker_middleware=[_noting(ids)],
                concurrency=concurrency,
                fetch_job_polling_interval=_POLL,
                update_heartbeat_interval=HEARTBEAT,
                shutdown_graceful_timeout=PATIENCE,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )
        await _until(stop, worker)
        await _leave(worker, working, ids)


async def _sweep_at_start() -> None:
    """What went astray while nobody worked is found first; one sweep, however many start."""
    with suppress(AlreadyEnqueued):
        sweep = app.configure_task(SWEEP, queueing_lock=SWEEP)
        await sweep.defer_async(timestamp=int(time.time()))


def _noting(ids: set[int]) -> WorkerMiddleware:
    """Remembers under which number the queue knows us."""

    async def note(call_next: AsyncCallNext, _context: JobContext, worker: Worker) -> Any:
        if worker.worker_id is not None:
            ids.add(worker.worker_id)
        return await call_next()

    return note


async def _until(stop: Event, worker: "asyncio.Task[None]") -> None:
    """Wait until we are told to stop, or the worker ends by itself."""
    while not worker.done() and not stop.is_set():
        await asyncio.wait([worker], timeout=0.2)


async def _leave(worker: "asyncio.Task[None]", working: App, ids: set[int]) -> None:
    """End the worker when it has finished what is on its way.

    The queue's own sign of life ends first; without ours another worker would take the work over.
    """
    if not worker.done():
        worker.cancel()
    while not worker.done():
        for worker_id in ids:
            await working.job_manager.update_heartbeat(worker_id)
        await asyncio.wait([worker], timeout=HEARTBEAT)
    with suppress(asyncio.CancelledError):
        await worker
