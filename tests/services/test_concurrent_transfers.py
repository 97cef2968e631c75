"""Two clerks, two processes, one course: one meeting, and whoever comes second is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from kurslink.models import Course, Meeting, MeetingState, ZoomUser
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.transfer.create_meeting import reserve
from kurslink.services.transfer.meeting_claim import LEASE, claimed
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

AFTER_THE_LEASE = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 3))


@contextmanager
def other_clerk(work: Callable[[], Transfer]) -> Iterator[Future[Transfer]]:
    """`work` in a thread with a database connection of its own."""

    def alone() -> Transfer:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        yield threads.submit(alone)


def make_host() -> ZoomUser:
    return ZoomUser.objects.filter(is_offered=True).get()


def is_busy(result: Transfer) -> bool:
    return isinstance(result.error, Busy)


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_a_course_is_transferred_is_told_so(
    simulator: RunningSimulator, course: Course
) -> None:
    hold = simulator.control.hold(when="before", operation="create_meeting")
    with other_clerk(lambda: transfer(course)) as first:
        hold.wait_until_reached()
        second = transfer(course)
        with pytest.raises(Busy):
            withdraw_course(course, actor=SHELL, clock=clock)
        hold.release()
        assert first.result().status == TransferStatus.TRANSFERRED
    assert (second.status, is_busy(second)) == (TransferStatus.REFUSED, True)
    assert simulator.control.counters().meetings == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_the_same_moment_make_one_meeting(
    simulator: RunningSimulator, course: Course
) -> None:
    for generation in range(1, 6):
        start = Barrier(2)

        def together(start: Barrier = start) -> Transfer:
            start.wait()
            return transfer(course)

        with other_clerk(together) as first, other_clerk(together) as second:
            results = [first.result(), second.result()]
        statuses = {each.status for each in results if not is_busy(each)}
        assert statuses <= {TransferStatus.TRANSFERRED, TransferStatus.UNCHANGED}
        assert TransferStatus.TRANSFERRED in statuses
        assert simulator.control.counters().meetings == 1
        withdraw_course(course, actor=SHELL, clock=clock)
        assert course.meetings.filter(state=MeetingState.DELETED).count() == generation


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_claim_stores_nothing(
    simulator: RunningSimulator, course: Course
) -> None:
    """The first hangs after Zoom made the meeting; the second takes over and adopts it."""
    hold = simulator.control.hold(when="after", operation="create_meeting")
    with other_clerk(lambda: transfer(course)) as first:
        hold.wait_until_reached()
        second = transfer(course, at=AFTER_THE_LEASE)
        hold.release()
        assert is_busy(first.result())
    assert (second.status, second.calls.create) == (TransferStatus.TRANSFERRED, 0)
    assert simulator.control.counters().meetings == 1
    (meeting,) = simulator.control.meetings()
    row = Meeting.objects.get()
    assert (row.zoom_meeting_id, row.state) == (meeting["id"], MeetingState.LIVE)
    assert row.transferred_at == AFTER_THE_LEASE


@pytest.mark.django_db
def test_the_row_of_a_meeting_is_reserved_once(course: Course) -> None:
    host = make_host()
    reserve(course, host, now=NOW)
    with pytest.raises(Busy):
        reserve(course, host, now=NOW)


@pytest.mark.django_db
def test_a_claim_is_taken_over_only_after_its_lease(course: Course) -> None:
    meeting = reserve(course, make_host(), now=NOW)
    with claimed(meeting, clock=clock) as first:
        with pytest.raises(Busy), claimed(meeting, clock=lambda: NOW + LEASE / 2):
            raise AssertionError("nobody may enter here")
        with claimed(meeting, clock=lambda: AFTER_THE_LEASE) as second:
            with pytest.raises(Busy):
                first.renew()
            with pytest.raises(Busy):
                first.save(state=MeetingState.FAILED)
            second.save(state=MeetingState.UNKNOWN)
    assert Meeting.objects.get().state == MeetingState.UNKNOWN


@pytest.mark.django_db
def test_a_claim_that_was_taken_over_does_not_release_the_newer_one(course: Course) -> None:
    meeting = reserve(course, make_host(), now=NOW)
    with claimed(meeting, clock=clock):
        taken_over = claimed(meeting, clock=lambda: AFTER_THE_LEASE)
        taken_over.__enter__()
    assert Meeting.objects.get().is_claimed(AFTER_THE_LEASE) is True


@pytest.mark.django_db
def test_renewing_extends_the_lease(course: Course) -> None:
    moments: list[datetime] = [NOW, NOW + LEASE / 2]
    meeting = reserve(course, make_host(), now=NOW)
    with claimed(meeting, clock=lambda: moments.pop(0)) as claim:
        claim.renew()
        assert Meeting.objects.get().claimed_until == NOW + LEASE / 2 + LEASE


@pytest.mark.django_db
def test_an_abandoned_claim_is_said_in_words_until_the_lease_has_passed(course: Course) -> None:
    transfer(course)
    Meeting.objects.update(claimed_until=NOW + LEASE)
    error = transfer(course).error
    assert isinstance(error, Refusal)
    assert (error.code, error.data) == (RefusalCode.BUSY, {"course": course.number})
    assert transfer(course, at=AFTER_THE_LEASE).status == TransferStatus.UNCHANGED
