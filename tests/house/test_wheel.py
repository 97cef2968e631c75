"""The wheel as an operator installs it: into an environment of its own, far from the checkout."""

import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty environment beside which only the locked packages lie, with the wheel in it."""
    place = tmp_path_factory.mktemp("opt")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    venv.create(place / "venv", symlinks=True)
    packages = next((place / "venv/lib").glob("python*")) / "site-packages"
    # One path and no more: the editable installation of the checkout is not found through it.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    into = [sys.executable, "-m", "pip", "--python", str(place / "venv"), "install", "--no-index"]
    subprocess.run([*into, "--no-deps", str(wheel)], check=True, capture_output=True, cwd=place)
    yield place
    embedded_postgres.stop(place / "data" / "postgres")


def environment(installation: Path) -> dict[str, str]:
    everything = bare_environment(installation / "data")
    return {key: value for key, value in everything.items() if key != "PYTHONPATH"}


def kurslink(installation: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [installation / "venv/bin/kurslink", *arguments],
        cwd=installation,
        env=environment(installation),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def address(installation: Path) -> Iterator[str]:
    process = kurslink(installation, "serve", "--port", "0", "--no-worker")
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line.startswith("Kurslink läuft: "), process.stderr.read()
    yield line.removeprefix("Kurslink läuft: ").strip()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


def fetched(address: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={"Accept-Language": "en"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_the_command_is_the_installed_one(installation: Path) -> None:
    program = "import kurslink; print(kurslink.__file__)"
    command = [str(installation / "venv/bin/python"), "-c", program]
    told_of = environment(installation)
    done = subprocess.run(command, env=told_of, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(installation / "venv"))
    told, _ = kurslink(installation, "--help").communicate(timeout=60)
    assert "serve" in told


@pytest.mark.parametrize(
    "path",
    [
        "/static/kurslink.css",
        "/static/vendor/kern.min.css",
        "/static/vendor/htmx.min.js",
        "/hilfe/handbuch/",
        "/hilfe/handbuch/begriffe/",
        "/health/ready",
    ],
)
def test_the_wheel_carries_what_pages_are_made_of(address: str, path: str) -> None:
    status, text = fetched(address, path)
    assert (status, bool(text)) == (200, True)


def test_the_wheel_carries_the_english_sentences(address: str) -> None:
    assert "Sign in" in fetched(address, "/konto/anmelden/")[1]


def test_a_new_installation_can_be_examined(installation: Path, address: str) -> None:  # noqa: ARG001
    told, fault = kurslink(installation, "check", "--lang", "en").communicate(timeout=60)
    assert ("Traceback" in fault, "PostgreSQL" in told) == (False, True)
