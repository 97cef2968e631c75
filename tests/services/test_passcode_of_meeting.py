"""The passcode of a meeting: typed or generated, by Zoom's rule, and Zoom's from then on."""

import random
from datetime import date

import pytest

from kurslink.models import Course, Meeting
from kurslink.planning.passcodes import PasscodeRule, violations
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import TransferStatus, transfer_course
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import PasscodeRefused
from tests.course_office import clock, make_account, make_course, transfer, weekly
from tests.simulator_process import Json, RunningSimulator

pytestmark = pytest.mark.django_db

RULES: list[dict[str, object]] = [
    {},
    {"length": 8},
    {"length": 10, "only_allow_numeric": True},
    {"have_letter": True},
    {"have_number": True, "have_letter": True},
    {"have_upper_and_lower_characters": True},
    {"have_special_character": True},
    {"consecutive_characters_length": 4},
    {"length": 4, "weak_enhance_detection": True},
    {
        "length": 7,
        "have_letter": True,
        "have_number": True,
        "have_special_character": True,
        "have_upper_and_lower_characters": True,
        "consecutive_characters_length": 4,
        "weak_enhance_detection": True,
    },
]


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 1))


def set_rule(simulator: RunningSimulator, **rule: object) -> None:
    simulator.control.alter_user(simulator.hosts[0], passcode_rules=rule)


def type_passcode(course: Course, passcode: str) -> None:
    course.online.passcode = passcode
    course.online.save(update_fields=["passcode"])


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "+".join(rule) or "none")
def test_a_generated_passcode_meets_every_rule_zoom_knows(
    simulator: RunningSimulator, course: Course, rule: dict[str, object]
) -> None:
    set_rule(simulator, **rule)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    passcode = at_zoom(simulator)["password"]
    course.online.refresh_from_db()
    assert (course.online.passcode, Meeting.objects.get().passcode) == (passcode, passcode)


def test_without_a_rule_it_is_six_digits(simulator: RunningSimulator, course: Course) -> None:
    transfer(course)
    assert (
        violations(PasscodeRule(length=6, only_numeric=True), at_zoom(simulator)["password"]) == ()
    )
    assert len(at_zoom(simulator)["password"]) == 6


def test_the_same_chance_makes_the_same_passcode(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer_course(course, actor=SHELL, clock=clock, chance=random.Random(1))
    first = at_zoom(simulator)["password"]
    other = make_course("262-0002", days=weekly(date(2026, 9, 3), 1))
    transfer_course(other, actor=SHELL, clock=clock, chance=random.Random(1))
    assert [each["password"] for each in simulator.control.meetings()] == [first, first]


def test_a_typed_passcode_is_kept(simulator: RunningSimulator, course: Course) -> None:
    type_passcode(course, "Abend-2026")
    transfer(course)
    assert at_zoom(simulator)["password"] == "Abend-2026"


def test_a_typed_passcode_against_the_rule_is_refused_before_anything_is_made(
    simulator: RunningSimulator, course: Course
) -> None:
    set_rule(simulator, length=8, have_letter=True)
    type_passcode(course, "123456")
    result = transfer(course)
    assert isinstance(result.error, Refusal)
    assert (result.status, result.error.code) == (
        TransferStatus.REFUSED,
        RefusalCode.PASSCODE_RULE,
    )
    assert explain(result.error).message == (
        "Das Passwort erfüllt die Anforderungen nicht: es ist zu kurz, es braucht einen Buchstaben."
    )
    assert (simulator.control.meetings(), course.meetings.count()) == ([], 0)


def test_a_contradictory_rule_is_refused_in_a_sentence(
    simulator: RunningSimulator, course: Course
) -> None:
    set_rule(simulator, only_allow_numeric=True, have_letter=True)
    result = transfer(course)
    assert isinstance(result.error, Refusal)
    assert result.error.code == RefusalCode.PASSCODE_CONTRADICTION
    assert explain(result.error).message == (
        f"Die Anforderungen, die Zoom für {simulator.hosts[0]} an Passwörter stellt, "
        "widersprechen sich."
    )


def test_a_passcode_zoom_finds_weak_can_be_replaced(
    simulator: RunningSimulator, course: Course
) -> None:
    """What no rule tells beforehand: the first try fails, the corrected one must not repeat it."""
    set_rule(simulator, weak_enhance_detection=True)
    type_passcode(course, "zoom2026")
    refused = transfer(course)
    assert (refused.status, type(refused.error)) == (TransferStatus.FAILED, PasscodeRefused)
    type_passcode(course, "Herbst-26")
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["password"] == "Herbst-26"


def test_a_passcode_changed_in_the_portal_is_taken_over_with_its_link(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    simulator.control.change_meeting(at_zoom(simulator)["id"], password="Neu-4711")
    assert transfer(course).status == TransferStatus.UNCHANGED
    course.online.refresh_from_db()
    assert (course.online.passcode, course.online.link) == (
        "Neu-4711",
        at_zoom(simulator)["join_url"],
    )


def test_an_update_never_sends_a_passcode(simulator: RunningSimulator, course: Course) -> None:
    transfer(course)
    Course.objects.update(title="Englisch B2")
    transfer(course)
    bodies = [each.body for each in simulator.control.log() if each.method == "PATCH"]
    assert [sorted(body) for body in bodies] == [["topic"]]
