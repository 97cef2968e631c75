"""„Aus Zoom übernehmen": the course says what somebody made of its meeting at Zoom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kurslink.models import Course, Event, Meeting, MeetingState, OnlineDetails
from kurslink.services.activation import require_active
from kurslink.services.check_meeting import CHECKED_STATES, LOSSES, judge
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.choose_host import hosts_able
from kurslink.services.transfer.course_schedule import schedule_of
from kurslink.services.transfer.drift import KIND, Drift
from kurslink.services.transfer.field_differences import Field
from kurslink.services.transfer.meeting_claim import Claim, claimed
from kurslink.services.transfer.pictures import held_picture, is_as_wanted, wanted_picture
from kurslink.services.transfer.store_check import found_again, known_values
from kurslink.services.transfer.store_result import replace_occurrences, store_problem
from kurslink.services.transfer.take_over import Known, TakeOver, addresses, decide_take_over
from kurslink.services.transfer.take_over_days import carry_out_days


@dataclass(frozen=True)
class Acceptance:
    """What was taken over, and what still differs because it cannot be."""

    course: Course
    taken: TakeOver
    left: Drift


def prepare_acceptance(
    course: Course, *, actor: Actor, now: datetime, budget: float | None = None
) -> TakeOver:
    """What accept_from_zoom would change now; reads Zoom, changes nothing.

    Raises Refusal(NO_MEETING), ZoomError.
    """
    meeting = _require_meeting(course, actor, now)
    at_zoom = _read(meeting, budget)
    return _decide(course, meeting, at_zoom, now)


def accept_from_zoom(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    seen: str | None = None,
    budget: float | None = None,
) -> Acceptance:
    """Take over what was changed at Zoom: link, passcode, host, alternatives and days to come.

    `seen` is the fingerprint of the list somebody confirmed. Nothing is sent to Zoom. A change of
    the course that waits for its transfer is not undone, unless it concerns the same. Raises
    Refusal(ZOOM_CHANGED_MEANWHILE, NO_MEETING, DAY_TWICE), Busy, ZoomError.
    """
    now = clock()
    meeting = _require_meeting(course, actor, now)
    with claimed(meeting, clock=clock) as claim:
        try:
            at_zoom = _read(meeting, budget)
        except LOSSES as error:
            store_problem(claim, error, has_sent=False)
            raise
        with transaction.atomic():
            Course.objects.select_for_update().get(pk=course.pk)
            plan = _decide(course, meeting, at_zoom, now)
            if seen is not None and seen != plan.fingerprint:
                raise Refusal(RefusalCode.ZOOM_CHANGED_MEANWHILE, number=course.number)
            return _carry_out(claim, plan, at_zoom, actor=actor, now=now)


def _require_meeting(course: Course, actor: Actor, now: datetime) -> Meeting:
    actor.require(Right.EDIT)
    require_active(now)
    meeting = course.current_meeting()
    if meeting is None or meeting.zoom_meeting_id is None or meeting.state not in CHECKED_STATES:
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    return meeting


def _read(meeting: Meeting, budget: float | None) -> MeetingAtZoom:
    with connect(meeting.host.account, lambda _record: None, budget=budget) as zoom:
        return read_meeting(zoom.meeting(meeting.zoom_meeting_id or 0), time_zone())


def _decide(course: Course, meeting: Meeting, at_zoom: MeetingAtZoom, now: datetime) -> TakeOver:
    account = meeting.host.account
    wanted, held = wanted_picture(course, meeting, now=now), held_picture(at_zoom, now=now)
    able = hosts_able(account)
    known = Known(
        hosts={user.email.casefold() for user in able},
        alternatives={user.email.casefold() for user in able if user.may_host},
    )
    schedule = schedule_of(course, now=now, zone=time_zone())
    return decide_take_over(judge(meeting, wanted, held, now=now), schedule, known)


def _carry_out(
    claim: Claim, plan: TakeOver, at_zoom: MeetingAtZoom, *, actor: Actor, now: datetime
) -> Acceptance:
    """Change the course, then know what Zoom holds, but for what could not be taken over."""
    meeting = claim.meeting
    carry_out_days(meeting.course, plan.days)
    _carry_out_fields(meeting, plan, at_zoom)
    course = Course.objects.get(pk=meeting.course_id)
    wanted, held = wanted_picture(course, meeting, now=now), held_picture(at_zoom, now=now)
    left = judge(meeting, wanted, held, now=now)
    left = Drift(tuple(each for each in left.fields if each.name not in _names(plan)))
    values = known_values(meeting, at_zoom, left) | found_again(meeting)
    if left.is_empty and is_as_wanted(wanted, held):
        # Also a change of the course that waited is done: Zoom holds all the course says.
        values |= _in_line(actor, now)
    claim.save(**values, checked_at=now, check_due_at=None)
    if KIND not in left.names:
        replace_occurrences(meeting, at_zoom)
    taken = {"fields": sorted(_names(plan)), "days": len(plan.days)}
    record(actor, Event.MEETING_ACCEPTED, meeting, **taken)
    return Acceptance(course, plan, left)


def _names(plan: TakeOver) -> frozenset[str]:
    return frozenset(each.name for each in plan.fields)


def _in_line(actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "state": MeetingState.LIVE,
        "problem": None,
        "transferred_at": now,
        "transferred_by": actor.reference,
    }


def _carry_out_fields(meeting: Meeting, plan: TakeOver, at_zoom: MeetingAtZoom) -> None:
    details = OnlineDetails.objects.get(course=meeting.course_id)
    users = meeting.host.account.users
    for each in plan.fields:
        match each.name:
            case Field.LINK:
                details.link = at_zoom.join_url
            case Field.PASSCODE:
                details.passcode = at_zoom.passcode
            case Field.HOST:
                details.host = users.get(email__iexact=at_zoom.host_email)
            case Field.ALTERNATIVES:
                found = (users.get(email__iexact=address) for address in addresses(each))
                details.alternatives.set(found)
    details.save()
