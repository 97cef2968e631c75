"""`kurslink account passcode-rules` and `kurslink withdraw --detach`, against the simulator."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from kurslink.cli.main import application
from kurslink.models import Meeting, MeetingState
from kurslink.planning.passcodes import PasscodeRule
from kurslink.services.passcode_structure import save_passcode_rule
from kurslink.services.rights import SHELL
from tests.course_office import make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]


def run(*words: str) -> str:
    """What the command prints; it has to succeed."""
    result = CliRunner().invoke(application([words[0]]), list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_passcode_rules_are_shown_in_words(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    save_passcode_rule(account, PasscodeRule(length=8, number=True), actor=SHELL)
    simulator.control.alter_user(account.email, passcode_rules={"length": 6, "have_letter": True})
    assert run("account", "passcode-rules", account.email).splitlines() == [
        "Zoom verlangt:     mindestens 6 Zeichen, mindestens ein Buchstabe",
        "Hier eingestellt:  mindestens 8 Zeichen, mindestens eine Ziffer",
    ]


def test_without_an_own_structure_the_standard_is_shown(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    assert run("account", "passcode-rules", account.email).splitlines() == [
        "Zoom verlangt:     keine Anforderungen",
        "Hier eingestellt:  mindestens 6 Zeichen, nur Ziffern",
    ]


def test_the_document_of_passcode_rules_has_values_and_words(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    simulator.control.alter_user(account.email, passcode_rules={"length": 8})
    assert json.loads(run("account", "passcode-rules", account.email, "--json")) == {
        "length": 8,
        "letter": False,
        "number": False,
        "special": False,
        "only_numeric": False,
        "upper_and_lower": False,
        "consecutive": 0,
        "words": "mindestens 8 Zeichen",
    }


def test_a_meeting_is_detached_and_stays_at_zoom(simulator: RunningSimulator) -> None:
    make_account(simulator)
    transfer(make_course("262-1", days=weekly(date(2026, 9, 2), 1)))
    (meeting,) = simulator.control.meetings()
    assert json.loads(run("withdraw", "262-1", "--detach", "--json")) == {
        "number": "262-1",
        "semester": "262",
        "status": "detached",
        "meeting_id": str(meeting["id"]),
    }
    assert Meeting.objects.get().state == MeetingState.DETACHED
    assert len(simulator.control.meetings()) == 1
