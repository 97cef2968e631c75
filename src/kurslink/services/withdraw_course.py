"""„Meeting löschen": takes a course's meeting out of Zoom; the course keeps everything else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kurslink.models import Course, Event, Meeting, MeetingState
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.orders.open_order import require_no_open_order
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.create_meeting import find_lost
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer.permit import Permit
from kurslink.services.transfer.steps import DeleteMeeting
from kurslink.services.transfer.store_result import store_release


@dataclass(frozen=True)
class Withdrawal:
    """The meeting that is gone; its row keeps link, ID and passcode as history."""

    course: Course
    meeting: Meeting


def withdraw_course(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    permit: Permit | None = None,
    budget: float | None = None,
) -> Withdrawal:
    """Delete the meeting of `course` at Zoom and clear link, ID and passcode (decision 17).

    A meeting that is already gone there is fine; an order (`permit`) may be carried out again by
    whoever takes it over. `budget`: seconds a person waits. Raises Refusal, ZoomError.
    """
    actor.require(Right.TRANSFER)
    require_active(clock())
    if permit is None:
        require_no_open_order(course)
    meeting = course.current_meeting()
    if meeting is None:
        return _withdrawn_before(course, permit)
    log = CallLog()
    with (
        connect(meeting.host.account, log, budget=budget) as zoom,
        claimed(meeting, clock=clock, permit=permit) as claim,
    ):
        bench = Workbench(zoom, claim, actor, clock, time_zone(), log, [])
        if meeting.zoom_meeting_id is None:
            find_lost(bench)
        _delete_at_zoom(bench)
        store_release(claim, MeetingState.DELETED, actor=actor, event=Event.MEETING_DELETED)
    return Withdrawal(course, meeting)


def _withdrawn_before(course: Course, permit: Permit | None) -> Withdrawal:
    """What a worker that died before it could say so has done. Raises Refusal(NO_MEETING)."""
    latest = course.meetings.order_by("generation").last()
    if permit is None or latest is None or latest.state != MeetingState.DELETED:
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    return Withdrawal(course, latest)


def _delete_at_zoom(bench: Workbench) -> None:
    """Also one we believe gone: Zoom's portal can bring a deleted meeting back."""
    meeting_id = bench.claim.meeting.zoom_meeting_id
    if meeting_id is not None:
        bench.recorded(DeleteMeeting(), lambda: bench.zoom.delete_meeting(meeting_id))
