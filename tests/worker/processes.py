"""Workers as an operator starts them: processes of their own on the database of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.course_office import NOW

READY = "Der Hintergrunddienst arbeitet.\n"


def database_url() -> str:
    """The test's database, as KURSLINK_DATABASE_URL names it."""
    held = connection.settings_dict
    login = quote(held["USER"], safe="")
    if held["PASSWORD"]:
        login += f":{quote(held['PASSWORD'], safe='')}"
    where = f"host={quote(str(held['HOST']), safe='')}&port={held['PORT']}"
    return f"postgresql://{login}@/{quote(held['NAME'])}?{where}"


def environment(now: datetime = NOW) -> dict[str, str]:
    """Variables for a process on the test's database whose clock shows `now`."""
    offset = int((now - datetime.now(UTC)).total_seconds())
    return os.environ | {
        "KURSLINK_DATABASE_URL": database_url(),
        "KURSLINK_DATA_DIR": str(settings.KURSLINK_DATA_DIR),
        "KURSLINK_CLOCK_OFFSET": str(offset),
    }


def start_worker(*, now: datetime = NOW, concurrency: int = 4) -> "subprocess.Popen[str]":
    """Start a worker and wait until it says that it works; the caller stops it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kurslink.cli", "worker", f"--concurrency={concurrency}"],
        env=environment(now),
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline() if process.stdout else ""
    assert line == READY, f"The worker did not start: exit code {process.wait()}."
    return process


@contextmanager
def running_worker(
    *, now: datetime = NOW, concurrency: int = 4
) -> Iterator["subprocess.Popen[str]"]:
    """A worker for the length of a `with` block."""
    process = start_worker(now=now, concurrency=concurrency)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_until(is_so: Callable[[], bool], *, seconds: float = 30) -> None:
    """Look again and again until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"This did not come about within {seconds} s."
        time.sleep(0.05)
