"""Measures a bulk transfer: how near it comes to Zoom's limits per second, and what it costs.

The simulator keeps the limits of the plan Pro (30 light, 20 medium calls a second) and answers
after 150 ms; workers and database are those of an installation. The baseline for the time of the
processor is a bare loop that sends the very same calls and keeps nothing.
"""

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta

import psutil
from _bare_loop import bare_loop
from tests.simulator_process import Counters, LoggedRequest, RunningSimulator, running_simulator

from kurslink.config import embedded_postgres, environment, schema
from kurslink.zoom.pace import PER_SECOND, Label

LATENCY_MS = 150
MEDIUM = frozenset({"get_user_settings", "list_users", "list_meetings"})
LIMITS = PER_SECOND["pro"]


@dataclass(frozen=True)
class Measured:
    """One bulk transfer; `seconds` by the clock, the others of processors."""

    courses: int
    seconds: float
    calls: Mapping[str, int]
    refused: Mapping[str, int]
    workers: float
    database: float
    outcomes: Mapping[str, int]
    log: tuple[LoggedRequest, ...]

    @property
    def bound(self) -> float:
        """The fewest seconds Zoom's limits allow for these calls; requests for tokens are free."""
        needed = Counter[Label]()
        for operation, count in self.calls.items():
            if operation != "token":
                needed[Label.MEDIUM if operation in MEDIUM else Label.LIGHT] += count
        return max(count / LIMITS[label] for label, count in needed.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--courses", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 4])
    parser.add_argument("--concurrency", type=int, default=12, help="courses at a time per worker")
    wanted = parser.parse_args()
    with office() as simulator:
        for place, workers in enumerate(wanted.workers):
            result = measure(
                simulator, wanted.courses, workers, place=place, concurrency=wanted.concurrency
            )
            report(simulator, result, workers)


@contextmanager
def office() -> Iterator[RunningSimulator]:
    """A new installation with its embedded database, as durable as in an office."""
    with ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="kurslink-bulk-"))
        os.environ["KURSLINK_DATA_DIR"] = directory
        environment.load.cache_clear()
        stack.callback(embedded_postgres.stop, environment.load().data_dir / "postgres")
        schema.open_database()
        simulator = stack.enter_context(running_simulator())
        yield simulator


def measure(
    simulator: RunningSimulator, courses: int, workers: int, *, place: int, concurrency: int
) -> Measured:
    # The models exist once the database is open.
    from _bulk_office import add_courses, open_office, outcomes, send_all, unfinished
    from tests.course_office import NOW
    from tests.worker.processes import running_worker

    from kurslink.models import ZoomAccount

    account = ZoomAccount.objects.first() or open_office(simulator, courses=courses)
    listed = add_courses(account, prefix=f"{place}-", count=courses, seed=20260831)
    now = NOW + timedelta(days=place)  # a fresh budget of writes
    simulator.control.set_clock(now)
    simulator.control.set_switch(plan="pro", rate_limits=True, latency_ms=LATENCY_MS)
    with ExitStack() as stack:
        processes = [
            psutil.Process(
                stack.enter_context(running_worker(now=now, concurrency=concurrency)).pid
            )
            for _ in range(workers)
        ]
        database = _database()
        before = simulator.control.counters()
        spent = _spent(processes), _spent(database)
        began = time.perf_counter()
        batch = send_all(listed, now=now)
        while unfinished(batch):
            time.sleep(0.1)
        seconds = time.perf_counter() - began
        after = simulator.control.counters()
        worked = _spent(processes) - spent[0], _spent(database) - spent[1]
    return Measured(
        courses=courses,
        seconds=seconds,
        calls=_difference(after.calls, before.calls),
        refused=_difference(after.too_many, before.too_many),
        workers=worked[0],
        database=worked[1],
        outcomes=outcomes(batch),
        log=tuple(simulator.control.log()[-_total(after, before) :]),
    )


def report(simulator: RunningSimulator, result: Measured, workers: int) -> None:
    bare = bare_loop(simulator, result.log)
    per_course = 1_000 * result.workers / result.courses
    bare_per_course = 1_000 * bare / result.courses
    print(f"\n{result.courses} courses, {workers} worker processes, {LATENCY_MS} ms per answer\n")
    print(f"{'ended':44} {json.dumps(result.outcomes)}")
    print(f"{'calls':44} {json.dumps(result.calls)}")
    print(f"{'seconds':44} {result.seconds:8.1f}")
    print(f"{'seconds the limits allow (lower bound)':44} {result.bound:8.1f}")
    print(f"{'share of the bound reached':44} {100 * result.bound / result.seconds:8.1f} %")
    print(f"{'429 received':44} {json.dumps(result.refused)}")
    print(f"{'our processor time per course':44} {per_course:8.1f} ms")
    print(f"{'the same calls in a bare loop of httpx2':44} {bare_per_course:8.1f} ms")
    print(f"{'ratio':44} {per_course / bare_per_course:8.1f}")
    database = 1_000 * result.database / result.courses
    print(f"{'processor time of PostgreSQL per course':44} {database:8.1f} ms")


def _database() -> list[psutil.Process]:
    cluster = environment.load().data_dir / "postgres" / "cluster"
    pid = int((cluster / "postmaster.pid").read_text().split()[0])
    return [psutil.Process(pid)]


def _spent(processes: list[psutil.Process]) -> float:
    """Seconds of processor time, children included."""
    everybody = {child for each in processes for child in each.children(recursive=True)}
    total = 0.0
    for process in (*processes, *everybody):
        times = process.cpu_times()
        total += times.user + times.system
        total += times.children_user + times.children_system if process in processes else 0
    return total


def _difference(after: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    counted = {key: value - before.get(key, 0) for key, value in after.items()}
    return {key: value for key, value in counted.items() if value}


def _total(after: Counters, before: Counters) -> int:
    return sum(after.calls.values()) - sum(before.calls.values())


if __name__ == "__main__":
    main()
