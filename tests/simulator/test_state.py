"""What survives a restart, and how the simulator starts and stops."""

import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kurslink.cli.simulator import simulator as command
from kurslink.simulator.clock import Clock, time_around
from kurslink.simulator.errors import CannotStart
from kurslink.simulator.server import serve
from kurslink.simulator.state_file import StateFile
from tests.simulator.api import WEEKLY, Api
from tests.simulator_process import Json, RunningSimulator, running_simulator, start_simulator


def without_start_url(meeting: Json) -> Json:
    return {key: value for key, value in meeting.items() if key != "start_url"}


def test_everything_survives_a_kill(tmp_path: Path) -> None:
    first = start_simulator(state=tmp_path / "zoom.sqlite")
    api = Api(first)
    meeting = api.created(start_time="2099-03-03T18:00:00")
    api.control.set_switch(occurrence_limit=60)
    api.control.alter_user(api.host, type=1)
    api.control.set_clock_offset(timedelta(minutes=1))
    api.control.set_webhook("http://127.0.0.1:9/events", "s")
    writes = api.control.counters().writes
    first.kill()
    with running_simulator(state=tmp_path / "zoom.sqlite") as second:
        assert second.api_url == first.api_url
        assert without_start_url(api.meeting(meeting["id"])) == without_start_url(meeting)
        assert second.control.switches().occurrence_limit == 60
        assert api.get(f"/users/{api.host}").json()["type"] == 1
        assert second.control.counters().writes == writes
        assert second.control.ask("GET", "/clock")["offset_seconds"] == 60
        assert second.control.ask("GET", "/webhook")["url"] == "http://127.0.0.1:9/events"


def test_deleted_meetings_stay_deleted(tmp_path: Path) -> None:
    with running_simulator(state=tmp_path / "zoom.sqlite") as first:
        api = Api(first)
        api.delete(api.created(start_time="2099-03-03T18:00:00")["id"])
    with running_simulator(state=tmp_path / "zoom.sqlite") as second:
        assert second.control.meetings() == []


def test_a_reset_survives_too(tmp_path: Path) -> None:
    with running_simulator(state=tmp_path / "zoom.sqlite") as first:
        first.control.add_user("neu@vhs-musterstadt.example")
        first.control.reset()
    with running_simulator(state=tmp_path / "zoom.sqlite") as second:
        assert second.users == first.users


def test_without_a_file_a_restart_forgets() -> None:
    with running_simulator() as first:
        Api(first).created(start_time="2099-03-03T18:00:00")
        port = int(first.api_url.rsplit(":", 1)[1])
    with running_simulator(port=port) as second:
        assert second.api_url == first.api_url
        assert second.control.meetings() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(number: signal.Signals) -> None:
    simulator = start_simulator()
    simulator.process.send_signal(number)
    assert simulator.process.wait(5) == 0


def test_it_is_ready_within_seconds_and_stops_with_a_request_hanging() -> None:
    before = time.monotonic()
    simulator = start_simulator()
    Api(simulator)
    assert time.monotonic() - before < 5
    simulator.control.hold(operation="list_users")
    with socket.create_connection(("127.0.0.1", int(simulator.api_url.rsplit(":", 1)[1]))) as raw:
        raw.sendall(b"GET /v2/users HTTP/1.1\r\nHost: x\r\n\r\n")
        assert simulator.stop() == 0


def test_a_port_in_use_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is in use"):
            serve(port=port, state=None, announce=print, read_time=time_around({}))


def test_a_file_of_another_kind_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("This is no database. " * 100)
    with pytest.raises(CannotStart, match="cannot be used"):
        StateFile(path)


def test_the_module_says_why_it_cannot_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kurslink.simulator", "--state", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"The state file {tmp_path} cannot be used")


def test_the_document_names_addresses_credentials_and_users(simulator: RunningSimulator) -> None:
    document = simulator.document
    users = document.pop("users")
    assert document == {
        "api_url": simulator.api_url,
        "oauth_url": f"{simulator.api_url}/oauth/token",
        "control_url": f"{simulator.api_url}/_control",
        "account_id": "musterstadt-account-0001",
        "client_id": "musterstadt-client-0001",
        "client_secret": "practice-secret-not-for-real-use",
    }
    document["users"] = users
    assert [(user["type"], user["status"]) for user in users] == [
        *[(2, "active")] * 8,
        (1, "active"),
        (2, "pending"),
        (4, "active"),
    ]


def test_the_clock_follows_the_installations_offset() -> None:
    shifted, real = time_around({"KURSLINK_CLOCK_OFFSET": "3600"}), time_around({})
    assert round((shifted() - real()).total_seconds()) == 3600
    clock = Clock(shifted, offset_seconds=-3600)
    assert round((clock.now() - real()).total_seconds()) == 0


def test_the_practice_account_is_always_the_same() -> None:
    with running_simulator() as one, running_simulator() as another:
        assert one.users == another.users
        assert one.client_secret == another.client_secret
        assert Api(one).created(**WEEKLY)["id"] != Api(another).created(**WEEKLY)["id"]


def test_the_command_refuses_with_a_sentence_and_json(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(command)
    ended = CliRunner().invoke(app, ["--state", str(tmp_path), "--json"])
    assert ended.exit_code == 1
    assert ended.stderr.startswith("Der Simulator kann nicht starten.")
    assert '"code": "simulator_cannot_start"' in ended.stdout
