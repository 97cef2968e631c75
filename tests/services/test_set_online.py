"""What the shell may set about a course's online box, and what naming a course switches on."""

from datetime import date

import pytest

from kurslink.models import Course, ZoomUser
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.set_online import OnlineChoice, by_name, set_online
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


def choose(course: Course, **choice: object) -> None:
    set_online(course, OnlineChoice(**choice), actor=SHELL, now=NOW)  # type: ignore[arg-type]  # one field each


def test_naming_a_plain_course_makes_it_an_online_course_with_zoom() -> None:
    course = make_course(software=None)
    assert by_name(course, None) == OnlineChoice(is_online=True, software="Zoom")


def test_naming_an_online_course_with_zoom_changes_nothing() -> None:
    assert by_name(make_course(), None) == OnlineChoice()


@pytest.mark.parametrize("is_online", [True, False])
def test_naming_a_course_with_another_software_is_refused_untouched(*, is_online: bool) -> None:
    course = make_course(software="Teams")
    course.online.is_online = is_online
    with pytest.raises(Refusal) as refused:
        by_name(course, None)
    assert (refused.value.code, refused.value.data) == (
        RefusalCode.OTHER_SOFTWARE,
        {"software": "Teams"},
    )


@pytest.mark.parametrize("name", ["zoom", "ZOOM", " Zoom "])
def test_another_spelling_of_zoom_is_refused_as_such(name: str) -> None:
    with pytest.raises(Refusal, match="software_spelling"):
        choose(make_course(software=None), software=name)


def test_a_software_nobody_entered_is_refused_naming_those_there_are() -> None:
    course = make_course(software="Teams")
    with pytest.raises(Refusal, match="software_unknown") as refused:
        choose(course, software="Webex")
    assert "Teams" in str(refused.value.data["known"])


def test_a_host_may_be_named_before_anybody_read_the_users(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    account.users.all().delete()
    type(account).objects.update(users_read_at=None)
    course = make_course()
    choose(course, host=simulator.hosts[3].upper())
    assert course.online.host == ZoomUser.objects.get(email=simulator.hosts[3])


def test_a_host_zoom_does_not_know_is_refused(simulator: RunningSimulator) -> None:
    make_account(simulator)
    with pytest.raises(Refusal, match="host_unknown"):
        choose(make_course(), host="niemand@vhs.example")


def test_while_a_meeting_exists_neither_zoom_nor_online_can_be_taken_away(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    make_course("2", software="Teams")
    for choice in ({"is_online": False}, {"software": "Teams"}):
        with pytest.raises(Refusal, match="meeting_exists"):
            choose(Course.objects.get(number=course.number), **choice)
    assert Course.objects.get(number=course.number).online.uses_zoom is True
