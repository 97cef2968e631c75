"""Switching Zoom off while a meeting exists: löschen, nur lösen, abbrechen (decision 13)."""

from dataclasses import replace
from datetime import date

import pytest

from kurslink.models import Course, Meeting, MeetingState, Software
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.edit_online_details import OnlineValues, edit_online_details, values_of
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.rights import SHELL, Actor
from kurslink.services.set_online import OnlineChoice, set_online
from kurslink.services.switch_off import Release, switch_off
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import MissingScopes
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

FROM_ZOOM = ("link", "meeting_number", "passcode")


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    course.online.refresh_from_db()
    return course


def access_data(course: Course) -> list[str]:
    course.online.refresh_from_db()
    return [getattr(course.online, name) for name in FROM_ZOOM]


def with_edudip(course: Course) -> OnlineValues:
    edudip = Software.objects.get(name="edudip")
    return replace(values_of(course.online), software=edudip)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"is_online": False}, "Online-Kurs"),
        ({"software": None}, "Software"),
    ],
)
def test_switching_off_asks_what_becomes_of_the_meeting(
    course: Course, change: dict[str, None], field: str
) -> None:
    values = replace(values_of(course.online), **change)  # type: ignore[arg-type]  # one of two
    with pytest.raises(Refusal) as refused:
        edit_online_details(course, actor=SHELL, now=NOW, values=values)
    why = explain(refused.value)
    assert (refused.value.code, why.message) == (
        RefusalCode.MEETING_EXISTS,
        f"„{field}“ kann nicht geändert werden, solange ein Meeting besteht.",
    )
    assert why.hint == (
        "Entscheiden Sie, was mit dem Meeting geschieht: löschen, oder nur lösen (es bleibt in "
        "Zoom bestehen, ohne Verbindung zum Kurs)."
    )


@pytest.mark.parametrize("choice", [OnlineChoice(is_online=False), OnlineChoice(software="edudip")])
def test_the_shell_is_asked_too(course: Course, choice: OnlineChoice) -> None:
    with pytest.raises(Refusal) as refused:
        set_online(course, choice, actor=SHELL, now=NOW)
    assert refused.value.code is RefusalCode.MEETING_EXISTS


def test_detaching_keeps_the_meeting_at_zoom_and_forgets_it_here(
    simulator: RunningSimulator, course: Course
) -> None:
    (before,) = simulator.control.meetings()
    asked = len(simulator.control.log())
    detached = detach_meeting(course, actor=SHELL, clock=clock)
    assert [each["id"] for each in simulator.control.meetings()] == [before["id"]]
    assert len(simulator.control.log()) == asked
    assert (access_data(course), course.current_meeting()) == (["", "", ""], None)
    kept = Meeting.objects.get()
    assert (kept, kept.state, kept.zoom_meeting_id) == (
        detached,
        MeetingState.DETACHED,
        before["id"],
    )
    assert (kept.join_url, kept.passcode) == (before["join_url"], before["password"])


def test_after_detaching_the_course_can_get_a_new_meeting(
    simulator: RunningSimulator, course: Course
) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    generations = Meeting.objects.order_by("generation").values_list("generation", "state")
    assert list(generations) == [(1, MeetingState.DETACHED), (2, MeetingState.LIVE)]
    assert len(simulator.control.meetings()) == 2


def test_a_course_without_meeting_has_nothing_to_detach(course: Course) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    with pytest.raises(Refusal) as refused:
        detach_meeting(course, actor=SHELL, clock=clock)
    assert refused.value.code is RefusalCode.NO_MEETING


def test_a_meeting_somebody_works_on_is_not_detached(course: Course) -> None:
    meeting = Meeting.objects.get()
    with claimed(meeting, clock=clock), pytest.raises(Busy):
        detach_meeting(course, actor=SHELL, clock=clock)
    assert course.current_meeting() == meeting


def test_a_meeting_zoom_may_have_made_is_looked_for_before_it_is_detached(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    simulator.control.set_switch(list_lag_seconds=30)
    assert transfer(course).status == TransferStatus.UNKNOWN
    with pytest.raises(Refusal) as refused:
        detach_meeting(course, actor=SHELL, clock=clock)
    assert refused.value.code is RefusalCode.OUTCOME_UNKNOWN
    simulator.control.set_switch(list_lag_seconds=0)
    detached = detach_meeting(course, actor=SHELL, clock=clock)
    (meeting,) = simulator.control.meetings()
    assert (detached.zoom_meeting_id, detached.state) == (meeting["id"], MeetingState.DETACHED)


def test_only_who_may_transfer_detaches(course: Course) -> None:
    with pytest.raises(Refusal):
        detach_meeting(course, actor=Actor("Niemand", frozenset()), clock=clock)
    assert course.current_meeting() is not None


@pytest.mark.parametrize(
    ("release", "left", "state"),
    [(Release.DELETE, 0, MeetingState.DELETED), (Release.DETACH, 1, MeetingState.DETACHED)],
)
def test_another_software_is_stored_once_the_meeting_is_released(
    simulator: RunningSimulator, course: Course, release: Release, left: int, state: MeetingState
) -> None:
    switch_off(course, actor=SHELL, clock=clock, release=release, values=with_edudip(course))
    assert access_data(course) == ["", "", ""]
    assert (str(course.online.software), len(simulator.control.meetings())) == ("edudip", left)
    assert Meeting.objects.get().state == state


def test_what_is_entered_for_the_new_software_is_kept(course: Course) -> None:
    values = replace(with_edudip(course), link="https://edudip.example/7", passcode="neu")
    switch_off(course, actor=SHELL, clock=clock, release=Release.DETACH, values=values)
    assert access_data(course) == ["https://edudip.example/7", "", "neu"]


def test_nothing_is_stored_if_zoom_cannot_delete_the_meeting(
    simulator: RunningSimulator, course: Course
) -> None:
    before = access_data(course)
    simulator.control.alter_app(scopes=["meeting:read:meeting:admin"])
    simulator.control.drop_tokens()
    with pytest.raises(MissingScopes):
        switch_off(
            course, actor=SHELL, clock=clock, release=Release.DELETE, values=with_edudip(course)
        )
    assert (access_data(course), str(course.online.software)) == (before, "Zoom")
