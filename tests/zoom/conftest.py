"""Fixtures of the client's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kurslink.zoom.client import ZoomClient
from tests.zoom.clients import Clock, make_client
from tests.zoom.scripted_zoom import ScriptedZoom

DESCRIPTION = Path(__file__).parents[3] / "shared/data/zoom-spec/subset.openapi.json"

# Zoom's description is not ours to bring along: its tests exist where it does.
collect_ignore = [] if DESCRIPTION.exists() else ["test_against_description.py"]


@pytest.fixture
def zoom() -> Iterator[ScriptedZoom]:
    """A server a test scripts."""
    with ScriptedZoom() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """The time the client goes by."""
    return Clock()


@pytest.fixture
def client(zoom: ScriptedZoom, clock: Clock) -> Iterator[ZoomClient]:
    """A client of the scripted server."""
    with make_client(zoom, clock=clock) as made:
        yield made
