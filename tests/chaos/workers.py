"""Workers a test starts, kills and lets sleep: forked processes on the database of the test."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.worker.processes import environment


@dataclass
class Worker:
    """One worker process; it ends with the test at the latest.

    Its clock showed `started_at` when it began, and knows nothing of jumps that tests make later.
    """

    stable: "Stable"
    pid: int
    started_at: datetime
    is_over: bool = False

    def kill(self) -> None:
        """As `kill -9`, or a power cut."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As an administrator does; the exit code."""
        return self._end(signal.SIGTERM)

    def sleep(self) -> None:
        """It stands still, as in a virtual machine that is paused."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """It goes on and knows nothing of the time that has passed."""
        os.kill(self.pid, signal.SIGCONT)

    def _end(self, how: signal.Signals) -> int:
        os.kill(self.pid, how)
        status: int = self.stable.ask({"do": "bury", "pid": self.pid})["status"]
        self.is_over = True
        return status


@dataclass
class Stable:
    """The server of tests/chaos/fork_server.py, and the workers it has started."""

    server: "subprocess.Popen[str]"
    workers: list[Worker] = field(default_factory=list)

    def start(self, *, now: datetime, concurrency: int = 4, mail_url: str = "") -> Worker:
        """A worker whose clock shows `now`."""
        offset = (now - datetime.now(UTC)).total_seconds()
        wish = {
            "do": "start",
            "offset": offset,
            "concurrency": concurrency,
            "mail_url": mail_url,
        }
        worker = Worker(self, self.ask(wish)["pid"], now)
        self.workers.append(worker)
        return worker

    def kill_all(self) -> None:
        """What a test has left running."""
        for worker in self.workers:
            if not worker.is_over:
                worker.kill()
        self.workers.clear()

    def ask(self, wish: dict[str, object]) -> dict[str, Any]:
        """One request, one answer."""
        if self.server.stdin is None or self.server.stdout is None:
            raise TypeError("the server is spoken to by pipes")
        self.server.stdin.write(json.dumps(wish) + "\n")
        self.server.stdin.flush()
        return dict(json.loads(self.server.stdout.readline()))


@contextmanager
def open_stable() -> Iterator[Stable]:
    """The fork server for the database this process is connected to."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.fork_server"],
        env=environment() | {"DJANGO_SETTINGS_MODULE": "kurslink.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        ready = server.stdout.readline() if server.stdout else ""
        assert "carry_out" in json.loads(ready)["ready"], "The fork server did not start."
        yield Stable(server)
    finally:
        if server.stdin:
            server.stdin.close()  # its end
        server.wait(10)
