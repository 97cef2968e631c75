"""How long the server works on a page of 20,000 courses; the baseline is the same page of 200.

Asked in this process by Django's client: all middlewares, views, templates and the database, no
socket and no browser. Each installation is a new one with its embedded database.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client

from kurslink.config import embedded_postgres, environment, schema

FEW = 200
LIMIT_MS = 100

PAGES = (
    "/",
    "/kurse/?semester=s0",
    "/kurse/?semester=",
    "/kurse/?semester=&page=9999",
    "/kurse/?semester=&sort=-title",
    "/kurse/?semester=&sort=enrolled",
    "/kurse/?semester=&sort=days",
    "/kurse/?semester=&sort=state",
    "/kurse/?semester=&state=transferred",
    "/kurse/?semester=&only=no_host",
    "/kurse/?semester=s0&only=conflict",
    "/kurse/?semester=&only=untold",
    "/kurse/?semester=&q=Italienisch",
    "/kurse/?semester=&q=%25%25%25%25",
    f"/kurse/?semester=&q={'a+' * 2000}",
    "/kurse/?semester=s0&rows=200",
    "/teilnehmende/",
    "/teilnehmende/?q=Name5&sort=-email",
    "/teilnehmende/?page=9999",
    "/dozenten/",
    "/versand/",
    "/versand/?q=Zugang&page=9999",
    "/uebertragungen/",
    "/kurse/meetings-ohne-kurs/",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--courses", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--alone", action="store_true", help="measure one installation, as JSON")
    wanted = parser.parse_args()
    if wanted.alone:
        print(json.dumps(_measure(wanted.courses, wanted.rounds)))
    else:
        few, many = (_in_a_process(count, wanted.rounds) for count in (FEW, wanted.courses))
        report(few, many, wanted.courses)


def _in_a_process(count: int, rounds: int) -> dict[str, list[float]]:
    """A process is made for one installation: its settings are read once."""
    wish = ("--alone", "--courses", str(count), "--rounds", str(rounds))
    done = subprocess.run([sys.executable, __file__, *wish], check=True, capture_output=True)
    held: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return held


def _measure(count: int, rounds: int) -> dict[str, list[float]]:
    with office(count) as client:
        return {path: list(_times(client, path, rounds)) for path in PAGES}


@contextmanager
def office(count: int) -> Iterator[Client]:
    """Somebody of the office, signed in to a new installation with `count` courses."""
    with tempfile.TemporaryDirectory(prefix="kurslink-pages-") as directory:
        os.environ["KURSLINK_DATA_DIR"] = directory
        environment.load.cache_clear()
        schema.open_database()
        from _pages_office import open_office  # models need the open database

        try:
            yield open_office(count)
        finally:
            embedded_postgres.stop(environment.load().data_dir / "postgres")


def _times(client: Client, path: str, rounds: int) -> Iterator[float]:
    for place in range(rounds + 2):  # two to warm up: templates, plans, caches
        begun = time.perf_counter()
        answer = client.get(path)
        took = (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:  # the word is the number
            raise SystemExit(f"{path}: {answer.status_code}")
        if place > 1:
            yield took


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def report(few: dict[str, list[float]], many: dict[str, list[float]], count: int) -> None:
    print(f"load of the machine {os.getloadavg()[0]:.1f}; ms, {FEW} courses → {count}")
    print(f"{'p50':>7} {'p95':>7} {'p50 few':>8} {'ratio':>6}  page")
    for path, times in many.items():
        middle, before = statistics.median(times), statistics.median(few[path])
        late = "  LATE" if _p95(times) > LIMIT_MS else ""
        line = f"{middle:7.1f} {_p95(times):7.1f} {before:8.1f} {middle / before:6.1f}"
        print(f"{line}  {path[:48]}{late}")
    together = [each for times in many.values() for each in times]
    worst = max(many, key=lambda path: _p95(many[path]))
    print(f"all pages together: p50 {statistics.median(together):.0f}, p95 {_p95(together):.0f} ms")
    print(f"worst page: {worst[:48]}, p95 {_p95(many[worst]):.0f} ms")


if __name__ == "__main__":
    main()
