"""A ready app on a simulator whose clock stands at the beginning of 2027."""

from datetime import UTC, datetime

import pytest

from tests.simulator.api import Api
from tests.simulator_process import RunningSimulator

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def api(simulator: RunningSimulator) -> Api:
    simulator.control.set_clock(NOW)
    return Api(simulator)
