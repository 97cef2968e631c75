"""Never twice, never lost: a meeting's row with its marker exists before Zoom is asked for it."""

import random
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from kurslink.models import Course, Meeting, MeetingState, ZoomUser
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.prepare_transfer import Preparation
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.markers import agenda_with, has_marker, marker_for
from kurslink.services.transfer.meeting_claim import Claim
from kurslink.services.transfer.passcode_for import passcode_by
from kurslink.services.transfer.steps import CreateMeeting
from kurslink.services.transfer.zoom_requests import new_meeting
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import OutcomeUnknown, ZoomError
from kurslink.zoom.schemas import Meeting as ZoomMeeting
from kurslink.zoom.schemas import NewMeeting

# How long a meeting that was made may be missing from the host's list (assumed; no report of any
# lag was found). Only after this long its absence counts as proof.
LIST_LAG = timedelta(seconds=60)


def reserve(course: Course, host: ZoomUser, *, now: datetime) -> Meeting:
    """The row a meeting will have, with its marker. Raises Busy if somebody was faster."""
    held = course.meetings.filter(part=1).aggregate(newest=Max("generation"))["newest"]
    generation = (held or 0) + 1
    try:
        with transaction.atomic():
            return Meeting.objects.create(
                course=course,
                generation=generation,
                marker=marker_for(course, part=1, generation=generation),
                host=host,
                created_at=now,
            )
    except IntegrityError:
        raise Busy(course=course.number) from None


def forget_unsent(claim: Claim) -> None:
    """Drop a row for which nothing was ever asked of Zoom: there is nothing to remember."""
    if claim.meeting.attempts or claim.meeting.zoom_meeting_id is not None:
        return
    Meeting.objects.filter(
        pk=claim.meeting.pk, claim=claim.permit.token, attempts=0, zoom_meeting_id=None
    ).delete()


def find_lost(bench: Workbench) -> None:
    """Adopt a meeting that an earlier attempt may have made without our learning of it.

    Raises Refusal(OUTCOME_UNKNOWN) while its absence from the list proves nothing yet.
    """
    meeting = bench.claim.meeting
    if meeting.attempts == 0 or meeting.state == MeetingState.FAILED:
        return
    found = find_marked(bench.zoom, meeting)
    if found is not None:
        bench.claim.save(zoom_meeting_id=found)
        return
    wait = (meeting.attempted_at or meeting.created_at) + LIST_LAG - bench.clock()
    if wait > timedelta(0):
        raise Refusal(RefusalCode.OUTCOME_UNKNOWN, seconds=int(wait.total_seconds()) + 1)


def find_marked(zoom: ZoomClient, meeting: Meeting) -> int | None:
    """The id of the meeting that carries our marker among its host's meetings."""
    listed = zoom.meetings(meeting.host.zoom_user_id)
    return next((each.id for each in listed if has_marker(each.agenda, meeting.marker)), None)


def create_meeting(
    bench: Workbench, prepared: Preparation, *, chance: random.Random
) -> MeetingAtZoom:
    """Ask Zoom for the meeting, once. Raises ZoomError; OutcomeUnknown if it may exist now."""
    step = prepared.steps[0]
    if not isinstance(step, CreateMeeting) or prepared.passcode_rule is None:
        raise TypeError("creating begins with a creation")
    meeting, wanted = bench.claim.meeting, prepared.wanted
    typed = prepared.course.online.passcode
    passcode = passcode_by(prepared.passcode_rule, typed, chance)
    request = new_meeting(
        step.shape,
        topic=wanted.topic,
        agenda=agenda_with(meeting.marker),
        passcode=passcode,
        alternatives=wanted.alternatives,
        settings=wanted.settings,
        zone=bench.zone,
    )
    answer = bench.recorded(
        step,
        lambda: _create_or_find(bench, meeting, wanted.host.zoom_user_id, request),
        state=MeetingState.CREATING,
        host=wanted.host,
        kind=step.shape.kind.value,
        topic=wanted.topic,
        passcode=passcode,
        attempts=meeting.attempts + 1,
        attempted_at=bench.clock(),
    )
    bench.claim.save(zoom_meeting_id=answer.id)
    return read_meeting(answer, bench.zone)


def _create_or_find(
    bench: Workbench, meeting: Meeting, host_id: str, request: NewMeeting
) -> ZoomMeeting:
    """Zoom's answer; if that was lost, the meeting itself if the host's list shows it already.

    Leaves the state FAILED only where Zoom surely made nothing: the next attempt relies on it.
    """
    try:
        return bench.zoom.create_meeting(host_id, request)
    except OutcomeUnknown:
        found = _find_at_once(bench.zoom, meeting)
        if found is None:
            raise
        bench.claim.save(zoom_meeting_id=found)
        return bench.zoom.meeting(found)
    except ZoomError:
        bench.claim.save(state=MeetingState.FAILED)
        raise


def _find_at_once(zoom: ZoomClient, meeting: Meeting) -> int | None:
    """The lost meeting if the list shows it; a list that cannot be read proves nothing."""
    try:
        return find_marked(zoom, meeting)
    except ZoomError:
        return None
