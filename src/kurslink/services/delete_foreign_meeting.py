"""Deletes a meeting no course holds at Zoom, if it is proven that Kurslink made it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from kurslink.models import Event, ForeignMeeting, Meeting, MeetingState
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.foreign.holder import require_not_held
from kurslink.services.foreign.origins import Origin, origins_of, restore_row
from kurslink.services.journal.record import record
from kurslink.services.journal.subjects import subject_of
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.markers import has_marker
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer.steps import DeleteMeeting
from kurslink.zoom.errors import MeetingGone


def delete_foreign_meeting(
    foreign: ForeignMeeting,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    budget: float | None = None,
) -> None:
    """Delete `foreign` at Zoom, and note it in the history of the course it was made for.

    Its marker is verified anew, here and at Zoom. One that is already gone there is fine.
    `budget`: seconds a person waits. Raises Refusal (MEETING_NOT_OURS, MEETING_HELD), Busy,
    ZoomError.
    """
    actor.require(Right.TRANSFER)
    require_active(clock())
    origin = origins_of({foreign.marker}).get(foreign.marker)
    if origin is None:
        raise Refusal(RefusalCode.MEETING_NOT_OURS)
    row = origin.row or _restored(origin, foreign, now=clock())
    log = CallLog()
    with connect(foreign.account, log, budget=budget) as zoom, claimed(row, clock=clock) as claim:
        require_not_held(foreign.zoom_meeting_id)
        _delete(Workbench(zoom, claim, actor, clock, time_zone(), log, []), foreign)
        with transaction.atomic():
            if row.zoom_meeting_id == foreign.zoom_meeting_id:
                claim.save(state=MeetingState.DELETED)
            about = replace(subject_of(foreign), course_id=row.course_id)
            record(actor, Event.FOREIGN_MEETING_DELETED, about)
            foreign.delete()


def _restored(origin: Origin, foreign: ForeignMeeting, *, now: datetime) -> Meeting:
    """A lost row comes back as history, so that what is done has a place to be written down."""
    try:
        with transaction.atomic():
            return restore_row(
                origin,
                host=foreign.host,
                meeting_id=foreign.zoom_meeting_id,
                state=MeetingState.DETACHED,
                now=now,
            )
    except IntegrityError:
        raise Busy(course=origin.course.number) from None


def _delete(bench: Workbench, foreign: ForeignMeeting) -> None:
    meeting_id = foreign.zoom_meeting_id
    try:
        held = bench.zoom.meeting(meeting_id)
    except MeetingGone:
        return
    if not has_marker(held.agenda, foreign.marker):
        raise Refusal(RefusalCode.MEETING_NOT_OURS)
    is_own = bench.claim.meeting.zoom_meeting_id == meeting_id
    step = DeleteMeeting() if is_own else DeleteMeeting(meeting_id)
    bench.recorded(step, lambda: bench.zoom.delete_meeting(meeting_id))
