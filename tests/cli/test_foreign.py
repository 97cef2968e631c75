"""`kurslink foreign` and `kurslink adopt`, against the simulator."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.rights import SHELL
from tests.course_office import clock, make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand
from tests.simulator_process import RunningSimulator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]


def run(*words: str) -> Result:
    return CliRunner().invoke(application([words[0]]), list(words))


def test_meetings_without_a_course_are_listed(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    detach_meeting(course, actor=SHELL, clock=clock)
    number = made_by_hand(simulator)
    result = run("foreign", "--account", account.email, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["timezone"], document["errors"]) == (0, "Europe/Berlin", [])
    by_origin = {each["origin"]: each for each in document["meetings"]}
    assert by_origin["foreign"] == {
        "account": account.email,
        "host": simulator.hosts[0],
        "meeting_id": str(number),
        "topic": "Teamrunde",
        "start_time": "2026-09-02T18:00:00",
        "duration": 90,
        "link": simulator.control.meeting(number)["join_url"],
        "origin": "foreign",
        "course": None,
    }
    assert by_origin["detached"]["course"] == course.number
    assert str(number) in run("foreign").stdout


def test_without_any_a_sentence_says_so(simulator: RunningSimulator) -> None:
    make_account(simulator)
    assert run("foreign").stdout == "Jedes Meeting gehört zu einem Kurs.\n"


def test_a_list_that_did_not_come_is_an_error_beside_the_others(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    simulator.control.fail_next("html_200", operation="list_meetings")
    result = run("foreign", "--json")
    (error,) = json.loads(result.stdout)["errors"]
    assert (result.exit_code, error["error"]["code"]) == (1, "not-zoom")
    assert result.stderr.startswith(f"{error['host']}: Statt Zoom hat etwas anderes geantwortet")


def test_a_course_adopts_a_meeting_by_its_link(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course("262-1", software=None)
    number = made_by_hand(simulator)
    link = simulator.control.meeting(number)["join_url"]
    done = run("adopt", "262-1", "--meeting", link, "--account", account.email, "--json")
    assert json.loads(done.stdout) == {
        "number": "262-1",
        "semester": "262",
        "status": "adopted",
        "link": link,
        "meeting_id": str(number),
        "passcode": "246810",
        "host": simulator.hosts[0],
    }
    assert current(course).zoom_meeting_id == number


def test_adopting_says_in_a_sentence_what_it_did_or_why_not(simulator: RunningSimulator) -> None:
    make_account(simulator)
    make_course("262-1")
    number = str(made_by_hand(simulator))
    assert run("adopt", "262-1", "--meeting", number).stdout.startswith(
        "262-1: Das Meeting ist übernommen, der Link bleibt: http"
    )
    make_course("262-2")
    refused = run("adopt", "262-2", "--meeting", number, "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["error"]["code"]) == (1, "meeting_held")
    assert run("adopt", "262-2").exit_code == 2
