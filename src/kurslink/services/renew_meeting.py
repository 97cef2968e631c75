"""„Neu anlegen": releases a meeting that cannot be had any more, so that a new one can be made."""

from collections.abc import Callable
from datetime import datetime

from kurslink.models import Course, Event, Meeting, MeetingState
from kurslink.services.check_meeting import Finding, check_meeting
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer.store_check import LOST, problem_code
from kurslink.services.transfer.store_result import store_release

_BECOMES = {
    Finding.GONE: MeetingState.DELETED,
    Finding.WEBINAR: MeetingState.DETACHED,
    Finding.NOT_LICENSED: MeetingState.DETACHED,
}


def is_lost(meeting: Meeting | None) -> bool:
    """Whether the meeting cannot be had any more: gone, a webinar, or its host has no licence."""
    if meeting is None:
        return False
    return meeting.state == MeetingState.GONE or problem_code(meeting) in LOST


def renew_meeting(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    budget: float | None = None,
) -> Meeting | None:
    """Let go of the lost meeting of `course`; its row stays as history of link and passcode.

    Zoom is asked once more: a meeting somebody has restored there is connected again instead, for
    a second one would be one too many. Returns the released meeting, None if there was none.
    Raises Refusal(MEETING_BACK), Busy, ZoomError.
    """
    actor.require(Right.TRANSFER)
    meeting = course.current_meeting()
    if meeting is None:
        return None
    finding = check_meeting(meeting, actor=actor, now=clock(), budget=budget).finding
    if finding is Finding.LATER:
        raise Busy(course=course.number)
    if finding not in _BECOMES:
        raise Refusal(RefusalCode.MEETING_BACK, number=course.number)
    with claimed(meeting, clock=clock) as claim:
        event = Event.MEETING_RENEWED
        store_release(claim, _BECOMES[finding], actor=actor, event=event)
    return meeting
