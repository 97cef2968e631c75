"""Keeps what Zoom holds now: on the meeting, its occurrences, and the box „Online-Kurs"."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Q, When
from django.db.models.functions import Coalesce

from kurslink.models import Event, Meeting, MeetingState, Occurrence, OnlineDetails, ZoomUser
from kurslink.models.meeting import HISTORY
from kurslink.planning.differences import Difference, differences
from kurslink.planning.plan import Kind
from kurslink.services.errors import Refusal
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.carry_out import Workbench, action_of
from kurslink.services.transfer.field_differences import FieldDifference, Owner, compare_fields
from kurslink.services.transfer.meeting_claim import Claim
from kurslink.services.transfer.meeting_settings import (
    SettingDifference,
    compare_settings,
    overridden_by,
    override_notices,
)
from kurslink.services.transfer.wanted_meeting import Wanted
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.services.words.sentences import explain
from kurslink.services.words.stored import in_every_language
from kurslink.zoom.errors import IsWebinar, MeetingGone, ZoomError


@dataclass(frozen=True)
class Result:
    """How what Zoom holds compares with what was wanted."""

    differences: tuple[Difference, ...]
    fields: tuple[FieldDifference, ...]
    settings: tuple[SettingDifference, ...]
    notices: tuple[Notice, ...]

    @property
    def is_equal(self) -> bool:
        """Whether nothing of what the office owns differs; locked settings are not ours."""
        return not self.differences and not self.fields


def store_result(
    bench: Workbench, wanted: Wanted, at_zoom: MeetingAtZoom, *, now: datetime
) -> Result:
    """Store link, meeting ID, passcode and occurrences, and compare day by day. Raises Busy."""
    meeting = bench.claim.meeting
    result = _compared(bench, wanted, at_zoom, now)
    state = MeetingState.LIVE if result.is_equal else MeetingState.DIFFERENCE
    is_new = meeting.transferred_at is None and meeting.attempts > 0
    with transaction.atomic():
        bench.claim.save(
            state=state,
            problem=None,
            kind=at_zoom.kind.value,
            host=_host_of(wanted, at_zoom),
            topic=at_zoom.topic,
            join_url=at_zoom.join_url,
            passcode=at_zoom.passcode,
            alternatives=list(at_zoom.alternatives),
            settings=dict(at_zoom.settings),
            drift=None,
            overridden=overridden_by(result.settings),
            transferred_at=now,
            transferred_by=bench.actor.reference,
            checked_at=bench.clock(),
        )
        replace_occurrences(meeting, at_zoom)
        _fill_details(meeting, wanted, at_zoom)
        if is_new or bench.done:
            _record(bench, is_new=is_new)
    return result


def _record(bench: Workbench, *, is_new: bool) -> None:
    meeting = bench.claim.meeting
    record(
        bench.actor,
        Event.MEETING_CREATED if is_new else Event.MEETING_UPDATED,
        meeting,
        zoom_meeting_id=meeting.zoom_meeting_id,
        steps=[action_of(step) for step in bench.done],
        is_equal=meeting.state == MeetingState.LIVE,
    )


def _fill_details(meeting: Meeting, wanted: Wanted, at_zoom: MeetingAtZoom) -> None:
    """Link, ID and passcode; Zugang and host where nothing was chosen, also not meanwhile."""
    has_same_account = Q(account=None) | Q(account=wanted.account)
    OnlineDetails.objects.filter(course=meeting.course_id).update(
        link=at_zoom.join_url,
        meeting_number=str(at_zoom.meeting_id),
        passcode=at_zoom.passcode,
        account=Coalesce("account", wanted.account.pk),
        host=Case(
            When(has_same_account, host=None, then=wanted.host.pk),
            default=F("host"),
            output_field=BigIntegerField(),
        ),
    )


def _compared(bench: Workbench, wanted: Wanted, at_zoom: MeetingAtZoom, now: datetime) -> Result:
    held = at_zoom.held(now)
    days = () if at_zoom.kind is Kind.NO_FIXED_TIME else differences(wanted.days, held.occurrences)
    if at_zoom.kind is Kind.NO_FIXED_TIME and wanted.kind is not Kind.NO_FIXED_TIME:
        days = differences(wanted.days, ())
    compared = compare_fields(bench.claim.meeting, wanted, at_zoom)
    fields = tuple(each for each in compared if each.owner is Owner.OFFICE)
    settings = compare_settings(bench.claim.meeting, wanted.settings, at_zoom.settings)
    notices = (*_demands(at_zoom), *override_notices(settings))
    return Result(days, fields, settings, notices)


def _demands(at_zoom: MeetingAtZoom) -> list[Notice]:
    """What the account forces on participants although we asked for an open meeting."""
    found = []
    if at_zoom.needs_zoom_login:
        found.append(Notice(NoticeCode.LOGIN_DEMANDED))
    if at_zoom.needs_registration:
        found.append(Notice(NoticeCode.REGISTRATION_DEMANDED))
    return found


def _host_of(wanted: Wanted, at_zoom: MeetingAtZoom) -> ZoomUser:
    """Who really is the host at Zoom; the wanted one if Zoom's answer does not say."""
    if at_zoom.host_email == wanted.host.email.casefold():
        return wanted.host
    held = wanted.account.users.filter(email__iexact=at_zoom.host_email).first()
    return held or wanted.host


def replace_occurrences(meeting: Meeting, at_zoom: MeetingAtZoom) -> None:
    """Keep the dates Zoom holds instead of those it held."""
    meeting.occurrences.all().delete()
    Occurrence.objects.bulk_create(
        Occurrence(
            meeting=meeting,
            occurrence_id=one.occurrence_id,
            starts_at=one.starts_at,
            duration=one.day.duration,
        )
        for one in at_zoom.occurrences
    )


def store_problem(claim: Claim, error: ZoomError | Refusal, *, has_sent: bool) -> None:
    """Keep why the work stopped, so that the course says it and the next attempt knows it.

    `has_sent`: whether any change was asked of Zoom before.
    """
    problem = in_every_language(lambda: explain(error).as_json())
    claim.save(state=_state_after(claim, error, has_sent), problem=problem)


def _state_after(claim: Claim, error: ZoomError | Refusal, has_sent: bool) -> MeetingState:
    if isinstance(error, MeetingGone):
        return MeetingState.GONE
    if claim.meeting.zoom_meeting_id is not None:
        is_otherwise = has_sent or isinstance(error, IsWebinar)
        # Not to have seen a meeting says nothing about it.
        return MeetingState.DIFFERENCE if is_otherwise else MeetingState(claim.meeting.state)
    # Only the attempt to create knows that nothing was made; a look that failed proves nothing.
    is_surely_absent = claim.meeting.state == MeetingState.FAILED
    return MeetingState.FAILED if is_surely_absent else MeetingState.UNKNOWN


def store_release(claim: Claim, state: MeetingState, *, actor: Actor, event: Event) -> None:
    """The course has no meeting any more; its row stays as history in `state`. Raises Busy.

    `event` is what the journal calls it.
    """
    if claim.meeting.state in HISTORY:
        return  # somebody was faster; link and passcode may be those of a newer meeting
    details = OnlineDetails.objects.filter(course=claim.meeting.course_id)
    with transaction.atomic():
        claim.save(state=state, problem=None)
        details.update(link="", meeting_number="", passcode="")
        record(actor, event, claim.meeting, zoom_meeting_id=claim.meeting.zoom_meeting_id)
