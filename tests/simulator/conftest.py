"""A ready app on a simulator whose clock stands at the beginning of 2027."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.simulator.api import Api
from tests.simulator_process import RunningSimulator

SHARED = Path(__file__).parents[3] / "shared"
DESCRIPTION = SHARED / "data" / "zoom-spec" / "subset.openapi.json"
"""Zoom's own description of its API. Its terms forbid a copy here, so it is read where it is."""
EVENT_DESCRIPTION = DESCRIPTION.with_name("webhooks-meetings.json")

collect_ignore = [
    test
    for test, source in (
        ("test_description.py", DESCRIPTION),
        ("test_event_description.py", EVENT_DESCRIPTION),
    )
    if not source.exists()
]

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def api(simulator: RunningSimulator) -> Api:
    simulator.control.set_clock(NOW)
    return Api(simulator)
