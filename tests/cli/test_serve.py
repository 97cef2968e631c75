"""The server as an operator meets it: a process that says where it is and leaves when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    data_dir = tmp_path_factory.mktemp("installation")
    yield bare_environment(data_dir)
    embedded_postgres.stop(data_dir / "postgres")


@pytest.fixture
def address(environment: dict[str, str]) -> Iterator[str]:
    process = serve(environment, "--port", "0")
    yield where(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def where(process: subprocess.Popen[str]) -> str:
    """The address, said once the server answers there."""
    assert process.stdout is not None
    return process.stdout.readline().removeprefix("Kurslink läuft: ").strip()


def serve(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kurslink.cli", "serve", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def status(address: str, path: str, *, form: str | None = None) -> int:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET" if form is None else "POST", path, form)
    return connection.getresponse().status


def test_the_server_says_where_it_is_and_leaves_when_told_to(address: str) -> None:
    assert status(address, "/") == 302  # to the login
    assert status(address, "/static/vendor/kern.min.css") == 200


def test_whoever_sends_forms_byte_by_byte_keeps_nobody_from_reading_pages(address: str) -> None:
    where = (urlsplit(address).hostname, urlsplit(address).port)
    head = "POST /konto/anmelden/ HTTP/1.1\r\nHost: localhost\r\n"
    head += f"Cookie: csrftoken={'a' * 32}\r\n"  # without one a form is refused unread
    head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
    with ExitStack() as slow_ones:
        for _ in range(40):
            slow = slow_ones.enter_context(socket.create_connection(where))
            slow.sendall(head.encode() + b"a")
        assert status(address, "/konto/anmelden/") == 200
        assert status(address, "/konto/anmelden/", form="a=1") == 503  # said, not kept waiting
    wait_until_it_is(403, address)  # the forgery that it is


def wait_until_it_is(expected: int, address: str) -> None:
    for _ in range(50):
        if status(address, "/konto/anmelden/", form="a=1") == expected:
            return
        time.sleep(0.1)
    raise AssertionError("forms are still not taken")


def test_a_port_in_use_is_refused_before_anything_starts(
    address: str, environment: dict[str, str]
) -> None:
    port = urlsplit(address).port
    process = serve(environment, "--port", str(port))
    assert process.communicate() == (
        "",
        f"Kurslink kann auf 127.0.0.1:{port} nicht antworten. Vielleicht antwortet dort schon "
        "ein Programm: mit --port einen anderen Port wählen.\n",
    )
    assert process.returncode == 1


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_its_processes_ends_the_server_at_once(
    environment: dict[str, str], word: signal.Signals
) -> None:
    process = serve(environment, "--port", "0")
    where(process)
    os.killpg(process.pid, word)
    assert process.wait(timeout=8) == 0  # below the patience with a frozen worker
