"""The embedded server, with real processes: every trap of starting a database by oneself."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from kurslink.config.embedded_postgres import DirectoryRefused, ServerUnavailable, start, stop
from kurslink.config.embedded_postgres.programs import LIBRARIES, PROGRAMS, shared_copy

STARTER = """
import sys, time
from pathlib import Path
from kurslink.config.embedded_postgres import start
print(start(Path(sys.argv[1]), durable=False), flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    directory = tmp_path / "postgres"
    yield directory
    stop(directory)


@pytest.fixture
def foreign_directory(tmp_path: Path) -> Path:
    """One that belongs to somebody else, whoever runs the tests."""
    if os.geteuid() != 0:
        return Path("/usr")
    directory = tmp_path / "foreign"
    directory.mkdir()
    os.chown(directory, 12345, 12345)
    return directory


def starter(directory: Path, *, stays: float = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(directory), str(stays)],
        stdout=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ask(address: str, question: str) -> object:
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def postmaster_file(directory: Path) -> Path:
    return directory / "cluster" / "postmaster.pid"


def postmaster(directory: Path) -> psutil.Process:
    return psutil.Process(int(postmaster_file(directory).read_text().splitlines()[0]))


def crash(directory: Path) -> list[str]:
    """Kill the server as a power cut would; the lines of the file it leaves behind."""
    lines = postmaster_file(directory).read_text().splitlines()
    server = postmaster(directory)
    family = [server, *server.children(recursive=True)]
    for process in family:
        process.kill()
    psutil.wait_procs(family)
    return lines


def leave_stale_file(directory: Path, *, naming: int) -> None:
    lines = crash(directory)
    postmaster_file(directory).write_text("\n".join([str(naming), *lines[1:]]) + "\n")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_second_start_finds_the_running_server(directory: Path) -> None:
    first = start(directory, durable=False)
    running = postmaster(directory)
    assert start(directory, durable=False) == first
    assert postmaster(directory) == running


def test_eight_processes_starting_at_once_share_one_server(directory: Path) -> None:
    starters = [starter(directory) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        addresses = list(pool.map(first_line, starters))
    assert [process.wait() for process in starters] == [0] * 8
    assert addresses == [start(directory)] * 8
    assert ask(addresses[0], "select 1") == 1


def test_the_server_outlives_a_killed_starter(directory: Path) -> None:
    process = starter(directory, stays=60)
    address = first_line(process)
    process.kill()
    process.wait()
    assert ask(address, "select 1") == 1
    assert start(directory) == address


def test_a_crashed_server_starts_again_with_its_data_and_its_address(directory: Path) -> None:
    address = start(directory)
    ask(address, "create table course as select 'K1' as number")
    crash(directory)
    assert start(directory) == address
    assert ask(address, "select number from course") == "K1"


def test_a_server_whose_children_linger_starts_again(directory: Path) -> None:
    address = start(directory, durable=False)
    postmaster(directory).kill()
    assert ask(start(directory, durable=False), "select 1") == 1
    assert start(directory) == address


def test_a_stranger_with_the_number_of_the_old_server_is_left_alone(directory: Path) -> None:
    start(directory, durable=False)
    stranger = subprocess.Popen(["sleep", "60"])
    leave_stale_file(directory, naming=stranger.pid)
    assert ask(start(directory, durable=False), "select 1") == 1
    stop(directory)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_another_embedded_server_with_that_number_is_left_alone(
    directory: Path, tmp_path: Path
) -> None:
    neighbour = tmp_path / "neighbour"
    neighbours_address = start(neighbour, durable=False)
    start(directory, durable=False)
    leave_stale_file(directory, naming=postmaster(neighbour).pid)
    stop(directory)
    assert start(directory, durable=False) != neighbours_address
    assert ask(neighbours_address, "select 1") == 1
    stop(neighbour)


def test_a_file_cut_short_by_a_full_disk_does_not_matter(directory: Path) -> None:
    start(directory, durable=False)
    crash(directory)
    postmaster_file(directory).write_text("12")
    assert ask(start(directory, durable=False), "select 1") == 1


def test_a_foreign_directory_is_refused_and_not_touched(foreign_directory: Path) -> None:
    before = foreign_directory.stat(), sorted(foreign_directory.iterdir())
    with pytest.raises(DirectoryRefused) as refusal:
        start(foreign_directory)
    assert refusal.value.key == "database_directory_of_another_user"
    assert refusal.value.data["owner"] == ("user 12345" if os.geteuid() == 0 else "root")
    assert (foreign_directory.stat(), sorted(foreign_directory.iterdir())) == before


def test_a_directory_others_may_write_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    with pytest.raises(DirectoryRefused) as refusal:
        start(tmp_path)
    assert refusal.value.key == "database_directory_writable_by_others"
    assert (list(tmp_path.iterdir()), mode(tmp_path)) == ([], 0o770)


def test_a_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DirectoryRefused) as refusal:
        start(tmp_path / "file" / "postgres")
    assert refusal.value.data["detail"] == "Not a directory"


def test_nothing_on_the_way_to_the_directory_is_opened(directory: Path) -> None:
    way = [(path, path.stat().st_uid, mode(path)) for path in directory.parents]
    start(directory, durable=False)
    assert [(path, path.stat().st_uid, mode(path)) for path in directory.parents] == way
    assert (directory.stat().st_uid, mode(directory)) == (os.geteuid(), 0o700)
    assert [mode(directory / name) for name in ("cluster", "password")] == [0o700, 0o600]


def test_the_server_does_not_run_as_root(directory: Path) -> None:
    start(directory, durable=False)
    assert postmaster(directory).uids().effective != 0


def test_nobody_connects_without_the_password(directory: Path) -> None:
    address = start(directory, durable=False)
    password = (directory / "password").read_text()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address.replace(password, "guessed"))


def test_only_loopback_is_listened_on(directory: Path) -> None:
    address = start(directory, durable=False)
    assert ask(address, "show listen_addresses") == "127.0.0.1"
    assert ask(address, "show unix_socket_directories") == ""


def test_a_path_too_long_for_a_socket_is_fine(tmp_path: Path) -> None:
    deep = tmp_path / ("tief-" * 40)
    assert ask(start(deep, durable=False), "select 1") == 1
    stop(deep)


def test_a_path_with_spaces_and_umlauts_is_fine(tmp_path: Path) -> None:
    odd = tmp_path / "Büro 'Süd' $HOME"
    assert ask(start(odd, durable=False), "select 1") == 1
    stop(odd)


def test_umlauts_are_folded_and_everything_is_utf8(directory: Path) -> None:
    address = start(directory, durable=False)
    assert ask(address, "select upper('äöü') || lower('ÄÖÜ')") == "ÄÖÜäöü"
    assert ask(address, "show server_encoding") == "UTF8"
    assert ask(address, "select 'Ähre' ilike 'äHRE'") is True


def test_what_an_interrupted_start_left_behind_is_removed(directory: Path) -> None:
    directory.mkdir(mode=0o700)
    (directory / "cluster.1234").mkdir()
    start(directory, durable=False)
    assert not (directory / "cluster.1234").exists()


def test_the_port_is_kept_unless_somebody_took_it(directory: Path) -> None:
    address = start(directory, durable=False)
    stop(directory)
    assert start(directory, durable=False) == address
    stop(directory)
    with socket.create_server(("127.0.0.1", int((directory / "port").read_text()))):
        other = start(directory, durable=False)
    assert (other != address, ask(other, "select 1")) == (True, 1)


def test_stopping_twice_is_fine(directory: Path) -> None:
    address = start(directory, durable=False)
    stop(directory)
    stop(directory)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_server_that_cannot_start_says_why(directory: Path) -> None:
    start(directory, durable=False)
    stop(directory)
    with (directory / "cluster" / "postgresql.conf").open("a") as settings:
        settings.write("kein_schalter = 1\n")
    with pytest.raises(ServerUnavailable) as failure:
        start(directory)
    assert 'unrecognized configuration parameter "kein_schalter"' in failure.value.data["detail"]


@pytest.mark.parametrize("content", ["", "fünf", "99999"])
def test_a_port_file_that_was_cut_short_or_spoilt_does_not_matter(
    directory: Path, content: str
) -> None:
    start(directory, durable=False)
    stop(directory)
    (directory / "port").write_text(content, encoding="utf-8")
    assert ask(start(directory, durable=False), "select 1") == 1


@pytest.mark.parametrize("lost", ["password", "cluster/PG_VERSION"])
def test_a_database_restored_in_part_says_what_is_missing(directory: Path, lost: str) -> None:
    start(directory, durable=False)
    stop(directory)
    kept = (directory / lost).read_bytes()
    (directory / lost).unlink()
    with pytest.raises(ServerUnavailable) as refused:
        start(directory, durable=False)
    assert refused.value.data["detail"] == f"{lost} is missing"
    (directory / lost).write_bytes(kept)


def test_a_database_of_another_version_is_not_started(directory: Path) -> None:
    start(directory, durable=False)
    stop(directory)
    (directory / "cluster" / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServerUnavailable) as failure:
        start(directory)
    assert failure.value.data == {"directory": str(directory), "found": "17"}


def test_the_shared_copy_of_the_programs_is_open_to_all_and_made_once(tmp_path: Path) -> None:
    site, copies = tmp_path / "site", tmp_path / "copies"
    (site / LIBRARIES).mkdir(parents=True, mode=0o700)
    (site / PROGRAMS).mkdir(parents=True, mode=0o700)
    program = site / PROGRAMS / "postgres"
    program.write_text("first")
    program.chmod(0o700)
    copy = shared_copy(site, copies)
    program.write_text("second")
    assert shared_copy(site, copies) == copy
    assert list(copies.iterdir()) == [copy]
    assert (copy / PROGRAMS / "postgres").read_text() == "first"
    assert {mode(path) for path in (copy, *copy.rglob("*"))} == {0o755}


def test_an_interrupted_start_does_not_keep_others_waiting(directory: Path) -> None:
    process = starter(directory)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert ask(start(directory, durable=False), "select 1") == 1
