"""What every part may use: a simulator of its own process, fresh for each test; and one watch."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.mail.post_office import PostOffice, running_post_office
from tests.simulator_process import RunningSimulator, running_simulator
from tests.transactions import refuse_requests_within

settings.register_profile("kurslink", deadline=None)  # a shared machine may be slow for a moment
settings.load_profile("kurslink")


@pytest.fixture(scope="session", autouse=True)
def _no_request_within_a_transaction() -> None:
    refuse_requests_within()


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[RunningSimulator]:
    """One process for all tests of a worker; each has a port of its own."""
    with running_simulator() as process:
        yield process


@pytest.fixture
def simulator(simulator_process: RunningSimulator) -> RunningSimulator:
    simulator_process.control.reset()
    return simulator_process


@pytest.fixture(scope="session")
def post_office_process() -> Iterator[PostOffice]:
    """A mail server as a process of its own, for all tests of a worker."""
    with running_post_office() as office:
        yield office


@pytest.fixture
def post_office(post_office_process: PostOffice) -> PostOffice:
    post_office_process.reset()
    return post_office_process
