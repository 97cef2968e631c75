"""Compares a meeting with Zoom and keeps what was changed there without us (Abweichung)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kurslink.models import Meeting, MeetingState, ZoomUser
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.drift import NONE, Drift, Picture, drift_between
from kurslink.services.transfer.pictures import (
    held_picture,
    is_as_wanted,
    known_picture,
    wanted_picture,
)
from kurslink.services.transfer.store_check import (
    LOST,
    Mark,
    problem_code,
    store_loss,
    store_reading,
)
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import IsWebinar, MeetingGone, NotLicensed, UserUnknown, ZoomError

CHECKED_STATES = (MeetingState.LIVE, MeetingState.DIFFERENCE, MeetingState.GONE)
"""States in which there is something to compare: others are still to be made, or history."""

Loss = MeetingGone | IsWebinar | NotLicensed
"""What Zoom says of a meeting that cannot be had any more."""
LOSSES = (MeetingGone, IsWebinar, NotLicensed)


class Finding(StrEnum):
    """How a check ended."""

    EQUAL = "equal"
    DRIFT = "drift"
    GONE = "gone"
    WEBINAR = "webinar"
    NOT_LICENSED = "not_licensed"
    NOTHING = "nothing"
    """There is no meeting at Zoom to look at."""
    LATER = "later"
    """Somebody works on the meeting, or did meanwhile: nothing was kept, the check stays due."""


@dataclass(frozen=True)
class Check:
    """What a look at Zoom found."""

    meeting: Meeting
    finding: Finding
    drift: Drift = NONE


def check_meeting(
    meeting: Meeting, *, actor: Actor, now: datetime, budget: float | None = None
) -> Check:
    """Read `meeting` from Zoom, once, and keep what differs from what we last knew.

    Days that have begun are left alone. No claim is held meanwhile: who wants to transfer need not
    wait, and then nothing is kept. `budget`: seconds a person waits. Raises Refusal, ZoomError; if
    Zoom cannot be asked nothing is stored and the check stays due.
    """
    actor.require(Right.VIEW)
    require_active(now)
    meeting.refresh_from_db()
    if meeting.state not in CHECKED_STATES or meeting.zoom_meeting_id is None:
        Meeting.objects.filter(pk=meeting.pk).update(check_due_at=None)
        return Check(meeting, Finding.NOTHING)
    if meeting.is_claimed(now):
        return Check(meeting, Finding.LATER)
    mark = Mark.of(meeting)
    with connect(meeting.host.account, lambda _record: None, budget=budget) as zoom:
        try:
            answer = zoom.meeting(meeting.zoom_meeting_id)
        except LOSSES as loss:
            return keep_loss(meeting, mark, loss, zoom=zoom, now=now)
    return keep_reading(meeting, mark, read_meeting(answer, time_zone()), now=now)


def keep_reading(meeting: Meeting, mark: Mark, at_zoom: MeetingAtZoom, *, now: datetime) -> Check:
    """Judge what Zoom holds and keep it; also for others who have just read the meeting."""
    held = held_picture(at_zoom, now=now)
    wanted = wanted_picture(meeting.course, meeting, now=now)
    drift = judge(meeting, wanted, held, now=now)
    equal = drift.is_empty and is_as_wanted(wanted, held)
    is_kept = store_reading(meeting, mark, at_zoom, drift=drift, equal=equal, now=now)
    if not is_kept:
        return Check(meeting, Finding.LATER, drift)
    return Check(meeting, Finding.EQUAL if drift.is_empty else Finding.DRIFT, drift)


def judge(meeting: Meeting, wanted: Picture, held: Picture, *, now: datetime) -> Drift:
    """What was changed at Zoom; an unfinished transfer of ours is no change of theirs."""
    is_unfinished = meeting.state == MeetingState.DIFFERENCE and meeting.problem is not None
    with_days = not is_unfinished or problem_code(meeting) in LOST
    known = known_picture(meeting, now=now)
    return drift_between(known, wanted, held, with_days=with_days)


def keep_loss(
    meeting: Meeting, mark: Mark, loss: Loss, *, zoom: ZoomClient, now: datetime
) -> Check:
    """Remember that the meeting cannot be had any more, with the sentence that says why."""
    reason: Refusal | ZoomError = loss
    match loss:
        case MeetingGone():
            finding, state = Finding.GONE, MeetingState.GONE
            if _has_lost_its_host(meeting.host, zoom, now=now):
                reason = Refusal(RefusalCode.HOST_GONE, host=meeting.host.email)
        case IsWebinar():
            finding, state = Finding.WEBINAR, MeetingState.DIFFERENCE
        case NotLicensed():
            finding, state = Finding.NOT_LICENSED, MeetingState(meeting.state)
    is_kept = store_loss(meeting, mark, state, reason, now=now)
    return Check(meeting, finding if is_kept else Finding.LATER)


def _has_lost_its_host(host: ZoomUser, zoom: ZoomClient, *, now: datetime) -> bool:
    """Whether Zoom knows the host no more: with a user all meetings of that user vanish."""
    try:
        zoom.user(host.zoom_user_id)
    except UserUnknown:
        ZoomUser.objects.filter(pk=host.pk, vanished_at=None).update(vanished_at=now)
        return True
    except ZoomError:  # then we know no more than that the meeting is gone
        return False
    return False
