"""„Nur lösen": the course forgets its meeting, which stays at Zoom (decision 13)."""

from collections.abc import Callable
from datetime import datetime

from kurslink.models import Course, Event, Meeting, MeetingState
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.orders.open_order import require_no_open_order
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.create_meeting import find_lost
from kurslink.services.transfer.meeting_claim import Claim, claimed
from kurslink.services.transfer.store_result import store_release

_OPEN = (MeetingState.CREATING, MeetingState.UNKNOWN)


def detach_meeting(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    budget: float | None = None,
) -> Meeting:
    """Clear link, ID and passcode of `course` and keep them in the history; Zoom is told nothing.

    The history says „gelöscht" of one that Zoom no longer holds.
    Zoom is asked only if we do not know whether it made the meeting; `budget`: seconds a person
    waits for that. Raises Refusal(NO_MEETING, OUTCOME_UNKNOWN), Busy, and then ZoomError too.
    """
    actor.require(Right.TRANSFER)
    require_no_open_order(course)
    meeting = course.current_meeting()
    if meeting is None:
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    with claimed(meeting, clock=clock) as claim:
        if meeting.zoom_meeting_id is None and meeting.state in _OPEN:
            _look_for_it(claim, actor, budget)
        is_gone = meeting.state == MeetingState.GONE
        state = MeetingState.DELETED if is_gone else MeetingState.DETACHED
        store_release(claim, state, actor=actor, event=Event.MEETING_DETACHED)
    return meeting


def _look_for_it(claim: Claim, actor: Actor, budget: float | None) -> None:
    log = CallLog()
    with connect(claim.meeting.host.account, log, budget=budget) as zoom:
        find_lost(Workbench(zoom, claim, actor, claim.clock, time_zone(), log, []))
