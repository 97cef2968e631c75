"""Connections outlive the client that opened them: a course costs no handshake of its own."""

import socket
from datetime import date
from typing import Any

import pytest

from kurslink.services.connection import zoom_access
from kurslink.services.connection.zoom_access import connect
from tests.course_office import make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that is opened."""
    connections: list[object] = []
    create = socket.create_connection

    def counted(address: Any, *args: Any, **kwargs: Any) -> socket.socket:
        connections.append(address)
        return create(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", counted)
    return connections


@pytest.mark.django_db
def test_the_next_course_goes_by_the_connection_of_the_last(
    simulator: RunningSimulator, opened: list[object]
) -> None:
    make_account(simulator)
    zoom_access._connections.cache_clear()
    opened.clear()
    for number in range(3):
        assert transfer(make_course(f"A{number}", days=weekly(date(2026, 9, 2), 1))).is_fine
    assert len(opened) == 1


@pytest.mark.django_db
def test_a_closed_client_leaves_the_others_their_connections(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    with connect(account, lambda _record: None) as one:
        with connect(account, lambda _record: None) as other:
            list(other.users())
        assert list(one.users())
