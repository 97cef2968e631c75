"""The stage on which workers die: an office, the simulator, and workers to kill."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from tests.chaos.stage import Stage, silence_workers
from tests.chaos.workers import Stable, open_stable
from tests.course_office import NOW, make_account
from tests.simulator_process import RunningSimulator


@pytest.fixture(scope="session")
def fork_server(django_db_setup: None) -> Iterator[Stable]:  # noqa: ARG001  # needs the database
    """One process for all tests of a pytest worker."""
    with open_stable() as stable:
        yield stable


@pytest.fixture
def stable(fork_server: Stable, transactional_db: None) -> Iterator[Stable]:  # noqa: ARG001
    """Workers of one test; they are gone before its rows are."""
    try:
        yield fork_server
    finally:
        fork_server.kill_all()
        silence_workers()  # or the next test would believe them alive


@pytest.fixture
def stage(stable: Stable, simulator: RunningSimulator, settings: Settings) -> Stage:
    """An office with three licences, all on offer, whose Zoom has no limits per second."""
    settings.KURSLINK_CLOCK_OFFSET = (NOW - datetime.now(UTC)).total_seconds()
    account = make_account(simulator, offer=3)
    simulator.control.set_switch(rate_limits=False)
    return Stage(simulator, stable, account)
