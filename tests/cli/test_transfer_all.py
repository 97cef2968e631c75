"""`kurslink transfer --all-online` as a process: plan, run, interruption, a second run."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kurslink.models import Batch, Meeting, Order, OrderState, WriteBudget, ZoomAccount
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.worker.processes import environment, running_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = date(2026, 9, 2)
COMMAND = [sys.executable, "-m", "kurslink.cli", "transfer", "--all-online"]
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator, offer=2)


def courses(count: int) -> None:
    for number in range(count):
        make_course(f"262-{number:02}", days=weekly(FIRST + timedelta(days=number), 3))


def run(*words: str, at: datetime = NOW) -> Done:
    return subprocess.run(
        [*COMMAND, *words], env=environment(at), capture_output=True, text=True, check=False
    )


def entries(done: Done) -> list[dict[str, Any]]:
    return list(json.loads(done.stdout)["courses"])


def statuses(done: Done) -> list[tuple[str, str]]:
    return [(entry["number"], entry["status"]) for entry in entries(done)]


@pytest.mark.usefixtures("account")
def test_a_semester_is_planned_transferred_and_the_second_time_left_alone(
    simulator: RunningSimulator,
) -> None:
    courses(3)
    make_course("262-90")
    planned = run("--dry-run", "--json")
    assert statuses(planned) == [
        ("262-00", "planned"),
        ("262-01", "planned"),
        ("262-02", "planned"),
        ("262-90", "refused"),
    ]
    first, *_, refused = entries(planned)
    assert (first["calls"]["writes"], first["steps"][0]["action"]) == (1, "create")
    assert (len(first["occurrences"]), refused["error"]["code"]) == (3, "no_date")
    assert (simulator.control.meetings(), planned.returncode) == ([], 1)
    assert not Order.objects.exists()

    made = run("--json")
    assert statuses(made) == [
        ("262-00", "transferred"),
        ("262-01", "transferred"),
        ("262-02", "transferred"),
        ("262-90", "refused"),
    ]
    assert made.returncode == 1
    assert {entry["link"] for entry in entries(made)[:3]} == {
        meeting["join_url"] for meeting in simulator.control.meetings()
    }
    calls = simulator.control.counters().calls

    again = run("--json")
    assert statuses(again)[:3] == [(f"262-0{number}", "unchanged") for number in range(3)]
    assert (simulator.control.counters().calls, Batch.objects.count()) == (calls, 1)


@pytest.mark.usefixtures("account")
def test_people_read_a_plan_and_a_report() -> None:
    courses(1)
    planned = run("--dry-run")
    assert (planned.returncode, planned.stderr) == (0, "")
    assert planned.stdout.splitlines()[:2] == [
        "Heute alle gewählten Kurse (1). Voraussichtlich fertig: Do 20.08.2026, 12:01 Uhr.",
        "262-00  geplant  Englisch B1 am Abend",
    ]
    made = run()
    assert made.returncode == 0
    assert made.stdout.splitlines()[0] == "262-00  übertragen  Englisch B1 am Abend"
    assert "Link:" in made.stdout


def test_what_does_not_fit_today_is_left_to_the_worker(account: ZoomAccount) -> None:
    for host in account.users.filter(is_offered=True):
        WriteBudget.objects.create(host=host, on=NOW.date(), used=84)
    courses(3)
    made = run()
    assert made.returncode == 0
    assert made.stderr.startswith("Heute 2 von 3 Kursen, der Rest ab Fr 21.08.2026, 02:01 Uhr.")
    assert "262-02  später  Englisch B1 am Abend\n  Beginnt:     Fr 21.08.2026, 02:01 Uhr" in (
        made.stdout
    )


@pytest.mark.usefixtures("account")
def test_without_waiting_the_courses_are_queued_for_a_worker() -> None:
    courses(2)
    assert statuses(run("--no-wait", "--json")) == [("262-00", "queued"), ("262-01", "queued")]
    with running_worker():
        wait_until(lambda: not Order.objects.exclude(state=OrderState.ENDED).exists())
    assert Meeting.objects.count() == 2


def test_a_course_changed_by_hand_at_zoom_is_left_alone(simulator: RunningSimulator) -> None:
    make_account(simulator)
    courses(1)
    run()
    Meeting.objects.update(drift={"topic": "Von Hand"})
    (left,) = entries(run("--json"))
    assert (left["status"], left["error"]["code"]) == ("refused", "changed_at_zoom")


@pytest.fixture
def terminal() -> Iterator[None]:
    """Ctrl+C is heard by what is started, also if the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("account", "terminal")
def test_interrupted_it_says_what_is_open_and_the_next_run_goes_on(
    simulator: RunningSimulator,
) -> None:
    courses(12)
    hold = simulator.control.hold(when="after", operation="create_meeting")
    process = subprocess.Popen(
        COMMAND, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    hold.wait_until_reached(20)
    os.kill(process.pid, signal.SIGINT)
    hold.release()
    _, said = process.communicate(timeout=30)
    open_orders = Order.objects.filter(state=OrderState.WAITING).count()
    assert (process.returncode, open_orders > 0) == (130, True)
    assert f"Unterbrochen. Noch offen: {open_orders}." in said

    again = run("--json")
    assert {status for _, status in statuses(again)} <= {"transferred", "unchanged"}
    assert again.returncode == 0
    assert len(simulator.control.meetings()) == 12


@pytest.mark.usefixtures("account")
def test_command_and_worker_share_the_work_and_no_course_is_done_twice(
    simulator: RunningSimulator,
) -> None:
    courses(10)
    with running_worker(concurrency=2):
        made = run("--json")
    assert {status for _, status in statuses(made)} == {"transferred"}
    assert simulator.control.counters().calls["create_meeting"] == 10
