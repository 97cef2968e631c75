"""The sweeper: what a process lost is adopted or deleted, and nothing else is touched."""

from datetime import date, timedelta

import pytest

from kurslink.models import Course, ForeignMeeting, Meeting, MeetingState, ZoomAccount
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.sweep_meetings import SweepReport, sweep
from kurslink.services.transfer.create_meeting import LIST_LAG, reserve
from kurslink.services.transfer.markers import agenda_with, marker_for
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.withdraw_course import withdraw_course
from kurslink.zoom.errors import MeetingInProgress
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand, made_by_us
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:  # noqa: ARG001  # a Zugang exists
    return make_course(days=weekly(date(2026, 9, 2), 3))


def run(account: ZoomAccount) -> SweepReport:
    return sweep(account, actor=SHELL, clock=lambda: LATER)


def at_zoom(simulator: RunningSimulator) -> list[int]:
    return sorted(meeting["id"] for meeting in simulator.control.meetings())


def lose_the_answer(simulator: RunningSimulator, course: Course) -> None:
    """A meeting is made, its answer and the look for it are lost."""
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    assert transfer(course).status == TransferStatus.UNKNOWN
    simulator.control.set_clock(LATER)


def test_a_meeting_whose_answer_was_lost_is_adopted_and_the_next_transfer_finishes_it(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    lose_the_answer(simulator, course)
    report = run(account)
    row = current(course)
    assert [each.pk for each in report.adopted] == [row.pk]
    assert ([row.zoom_meeting_id], row.state) == (at_zoom(simulator), MeetingState.UNKNOWN)
    course.refresh_from_db()
    assert (course.changed_at, report.foreign) == (LATER, 0)
    result = transfer(course, at=LATER)
    assert (result.status, result.calls.create) == (TransferStatus.TRANSFERRED, 0)
    assert current(course).state == MeetingState.LIVE


def test_a_row_that_failed_is_adopted_too_if_its_meeting_is_there_after_all(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    simulator.control.fail_next("rate_day", operation="create_meeting")
    transfer(course)
    assert current(course).state == MeetingState.FAILED
    made = made_by_us(simulator, account, current(course).marker)
    run(account)
    assert (current(course).zoom_meeting_id, current(course).state) == (made, MeetingState.UNKNOWN)
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator) == [made]


@pytest.mark.parametrize("why", ["claimed", "just attempted"])
def test_a_running_transfer_is_left_alone(
    simulator: RunningSimulator, account: ZoomAccount, course: Course, why: str
) -> None:
    lose_the_answer(simulator, course)
    row = current(course)
    if why == "claimed":
        with claimed(row, clock=lambda: LATER):
            report = run(account)
    else:
        Meeting.objects.update(attempted_at=LATER - LIST_LAG / 2)
        report = run(account)
    assert (report.adopted, current(course).zoom_meeting_id) == ([], None)
    assert ForeignMeeting.objects.count() == 0


def second_meeting(simulator: RunningSimulator, account: ZoomAccount, course: Course) -> int:
    """What a paused process makes: the row was tried twice and holds another meeting."""
    transfer(course)
    Meeting.objects.update(attempts=2)
    return made_by_us(simulator, account, current(course).marker)


def test_a_second_meeting_with_the_same_marker_is_deleted_and_written_down(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    second = second_meeting(simulator, account, course)
    held = current(course)
    report = run(account)
    assert (report.deleted, at_zoom(simulator)) == ([second], [held.zoom_meeting_id])
    assert ForeignMeeting.objects.count() == 0
    step = held.steps.order_by("pk").last()
    assert step is not None
    assert (step.action, step.detail, step.outcome) == ("delete", {"other": second}, "done")
    assert (current(course).state, current(course).claim) == (MeetingState.LIVE, None)


def test_a_second_meeting_is_kept_if_the_one_the_course_holds_is_not_seen(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    second = second_meeting(simulator, account, course)
    simulator.control.delete_meeting(current(course).zoom_meeting_id or 0)
    assert (run(account).deleted, at_zoom(simulator)) == ([], [second])
    assert ForeignMeeting.objects.get().zoom_meeting_id == second


def test_a_copy_somebody_made_in_the_portal_is_a_persons_to_delete(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    Meeting.objects.update(attempts=2)
    copy = made_by_hand(simulator, agenda=agenda_with(current(course).marker))
    assert (run(account).deleted, copy in at_zoom(simulator)) == ([], True)
    assert ForeignMeeting.objects.get().marker == current(course).marker


def test_a_second_meeting_nobody_here_can_have_made_is_kept(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    """We asked once only: another installation with our key did, e.g. a restored copy."""
    transfer(course)
    made_by_us(simulator, account, current(course).marker)
    assert (run(account).deleted, len(at_zoom(simulator))) == ([], 2)


def test_a_second_meeting_that_is_running_is_reported_and_deleted_later(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    second = second_meeting(simulator, account, course)
    simulator.control.change_meeting(second, status="started")
    ((meeting_id, error),) = run(account).undone
    assert (meeting_id, type(error)) == (second, MeetingInProgress)
    assert ForeignMeeting.objects.get().zoom_meeting_id == second
    simulator.control.change_meeting(second, status="waiting")
    assert run(account).deleted == [second]
    assert ForeignMeeting.objects.count() == 0


def test_a_second_meeting_of_a_course_that_is_being_transferred_waits(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    second_meeting(simulator, account, course)
    with claimed(current(course), clock=lambda: LATER):
        assert run(account).deleted == []
    assert len(at_zoom(simulator)) == 2


def test_a_detached_meeting_is_left_and_listed(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    detach_meeting(course, actor=SHELL, clock=clock)
    report = run(account)
    assert (report.adopted, report.deleted, report.foreign) == ([], [], 1)
    assert len(at_zoom(simulator)) == 1
    assert ForeignMeeting.objects.get().marker == course.meetings.get().marker


def test_a_deleted_meeting_that_is_back_at_zoom_is_a_persons_to_decide(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    withdraw_course(course, actor=SHELL, clock=clock)
    back = made_by_us(simulator, account, course.meetings.get().marker)
    report = run(account)
    assert (report.deleted, report.adopted, report.foreign) == ([], [], 1)
    assert at_zoom(simulator) == [back]


def test_a_lost_row_is_made_anew_if_the_course_has_no_meeting(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    made = made_by_us(simulator, account, marker_for(course, part=1, generation=3))
    report = run(account)
    row = current(course)
    assert [each.pk for each in report.adopted] == [row.pk]
    assert (row.generation, row.zoom_meeting_id, row.state) == (3, made, MeetingState.UNKNOWN)
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator) == [made]


def test_a_lost_row_stays_lost_if_the_course_has_another_meeting(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    made = made_by_us(simulator, account, marker_for(course, part=1, generation=3))
    report = run(account)
    assert (report.adopted, report.deleted, course.meetings.count()) == ([], [], 1)
    assert ForeignMeeting.objects.get().zoom_meeting_id == made


def test_a_course_that_uses_zoom_no_more_adopts_nothing(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    course = make_course(software="edudip")
    made_by_us(simulator, account, marker_for(course, part=1, generation=1))
    assert (run(account).adopted, course.meetings.count()) == ([], 0)
    assert ForeignMeeting.objects.count() == 1


def test_a_meeting_no_list_shows_any_more_is_to_be_compared_with_zoom(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    assert run(account).to_check == 0
    simulator.control.delete_meeting(current(course).zoom_meeting_id or 0)
    assert run(account).to_check == 1
    assert (current(course).check_due_at, current(course).state) == (LATER, MeetingState.LIVE)
    assert run(account).to_check == 0


def test_a_meeting_believed_gone_that_is_listed_again_is_to_be_compared_too(
    account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    Meeting.objects.update(state=MeetingState.GONE)
    assert run(account).to_check == 1


def test_nothing_is_concluded_from_a_list_that_did_not_come(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    simulator.control.delete_meeting(current(course).zoom_meeting_id or 0)
    simulator.control.fail_next("html_200", operation="list_meetings", count=20)
    report = run(account)
    assert (report.to_check, bool(report.unread)) == (0, True)


@pytest.mark.parametrize(("weeks", "kept"), [(1, 30), (3, 365)])
def test_an_expired_meeting_is_not_missed(
    simulator: RunningSimulator, account: ZoomAccount, weeks: int, kept: int
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), weeks))
    transfer(course)
    simulator.control.delete_meeting(current(course).zoom_meeting_id or 0)
    last = current(course).occurrences.order_by("-starts_at")[0].starts_at
    for days, expected in ((kept + 1, 0), (kept - 1, 1)):
        moment = last + timedelta(days=days)
        simulator.control.set_clock(moment)
        report = sweep(account, actor=SHELL, clock=lambda moment=moment: moment)  # type: ignore[misc]  # bound now
        assert report.to_check == expected


def test_foreign_meetings_are_never_touched(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    made_by_hand(simulator)
    made_by_hand(simulator, agenda=agenda_with("KL-" + "A" * 20))
    assert (run(account).foreign, len(at_zoom(simulator))) == (2, 2)
    asked = {each.operation for each in simulator.control.log() if each.method != "GET"}
    assert asked <= {"token"}


def test_a_row_reserved_but_never_sent_is_left_to_its_transfer(
    account: ZoomAccount, course: Course
) -> None:
    reserve(course, account.users.all()[0], now=NOW)
    report = run(account)
    assert (report.adopted, report.to_check) == ([], 0)


def test_sweeping_needs_the_right_to_transfer(account: ZoomAccount) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        sweep(account, actor=Actor("L", frozenset({Right.VIEW})), clock=clock)
