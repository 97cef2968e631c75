"""Keeps what a look at Zoom found, unless somebody has worked on the meeting meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kurslink.models import Event, Meeting, MeetingState, ZoomUser
from kurslink.services.errors import Refusal
from kurslink.services.journal.record import record
from kurslink.services.rights import BACKGROUND
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.drift import KIND, Drift
from kurslink.services.transfer.field_differences import Field
from kurslink.services.transfer.store_result import replace_occurrences
from kurslink.services.words.sentences import explain
from kurslink.services.words.stored import in_every_language
from kurslink.zoom.errors import ZoomError

LOST = ("meeting-gone", "host_gone", "is-webinar", "not-licensed")
"""Codes of problems that a later look may find to be over."""


@dataclass(frozen=True)
class Mark:
    """How far the work on a meeting had come when somebody looked at it."""

    state: str
    transferred_at: datetime | None
    checked_at: datetime | None
    newest_step: int | None
    check_due_at: datetime | None

    @classmethod
    def of(cls, meeting: Meeting) -> "Mark":
        """The mark of `meeting` as loaded; asks for its newest step."""
        step = meeting.steps.order_by("-pk").values_list("pk", flat=True).first()
        return cls(
            meeting.state, meeting.transferred_at, meeting.checked_at, step, meeting.check_due_at
        )

    def is_same_work(self, other: "Mark") -> bool:
        """Whether nothing was done in between; a check may have fallen due."""
        return (self.state, self.transferred_at, self.checked_at, self.newest_step) == (
            other.state,
            other.transferred_at,
            other.checked_at,
            other.newest_step,
        )


def store_reading(
    meeting: Meeting,
    mark: Mark,
    at_zoom: MeetingAtZoom,
    drift: Drift,
    *,
    equal: bool,
    now: datetime,
) -> bool:
    """Keep what differs as drift and everything else as known; whether it was kept.

    `equal`: Zoom holds all that the course says, so no difference is left either.
    """
    known = meeting.drift
    values = known_values(meeting, at_zoom, drift) | found_again(meeting)
    if equal:
        values |= {"state": MeetingState.LIVE, "problem": None}
    with transaction.atomic():
        if not _keep(meeting, mark, values, now):
            return False
        if not drift.days and KIND not in drift.names:
            replace_occurrences(meeting, at_zoom)
        if not drift.is_empty and drift.as_json() != known:
            found = {"fields": sorted(drift.names), "days": len(drift.days)}
            record(BACKGROUND, Event.MEETING_CHANGED_AT_ZOOM, meeting, **found)
    return True


def store_loss(
    meeting: Meeting, mark: Mark, state: str, reason: Refusal | ZoomError, *, now: datetime
) -> bool:
    """Keep that the meeting cannot be had any more, and why; whether it was kept."""
    explanation = explain(reason)
    problem = in_every_language(lambda: explain(reason).as_json())
    values = {"state": state, "problem": problem, "drift": None}
    known = (meeting.state, problem_code(meeting))
    with transaction.atomic():
        if not _keep(meeting, mark, values, now):
            return False
        if (state, explanation.code) != known:
            is_gone = state == MeetingState.GONE
            event = Event.MEETING_GONE if is_gone else Event.MEETING_CHANGED_AT_ZOOM
            record(BACKGROUND, event, meeting, reason=explanation.code)
    return True


def _keep(meeting: Meeting, mark: Mark, values: dict[str, Any], now: datetime) -> bool:
    """Store `values` on the row if nobody works on it, or did since the mark was made."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    latest = Mark.of(held)
    if held.is_claimed(now) or not latest.is_same_work(mark):
        return False
    due = None if latest.check_due_at == mark.check_due_at else latest.check_due_at
    for name, value in {**values, "checked_at": now, "check_due_at": due}.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*values, "checked_at", "check_due_at"])
    return True


def known_values(meeting: Meeting, at_zoom: MeetingAtZoom, drift: Drift) -> dict[str, Any]:
    """What to know of `meeting` from now on: of a drift nothing, until somebody decides."""
    drifted = drift.names
    told: dict[str, dict[str, Any]] = {
        Field.TOPIC: {"topic": at_zoom.topic},
        Field.HOST: {"host": _host(meeting, at_zoom)},
        Field.ALTERNATIVES: {"alternatives": list(at_zoom.alternatives)},
        Field.LINK: {"join_url": at_zoom.join_url},
        Field.PASSCODE: {"passcode": at_zoom.passcode},
        KIND: {"kind": at_zoom.kind.value},
    }
    values: dict[str, Any] = {"drift": drift.as_json()}
    for name, value in told.items():
        if name not in drifted:
            values |= value
    kept = {name: value for name, value in meeting.settings.items() if name in drifted}
    return values | {"settings": {**at_zoom.settings, **kept}}


def found_again(meeting: Meeting) -> dict[str, Any]:
    """What changes when a meeting that could not be had is there after all."""
    if meeting.state != MeetingState.GONE and problem_code(meeting) not in LOST:
        return {}
    return {"state": MeetingState.LIVE, "problem": None}


def _host(meeting: Meeting, at_zoom: MeetingAtZoom) -> ZoomUser:
    """Who is the host there, if we know that user; else whom we knew."""
    users = meeting.host.account.users.filter(email__iexact=at_zoom.host_email)
    return users.first() or meeting.host


def problem_code(meeting: Meeting) -> str:
    """The code of the problem the meeting has; empty for none."""
    return str(meeting.problem["code"]) if meeting.problem else ""
