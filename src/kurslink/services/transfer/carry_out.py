"""Does one step at Zoom, written down before and after."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from kurslink.models import TransferStep
from kurslink.planning.changes import Move, Remove
from kurslink.planning.update import Rebuild
from kurslink.services.rights import Actor
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.meeting_claim import Claim
from kurslink.services.transfer.steps import (
    ChangeDetails,
    ChangeHost,
    CreateMeeting,
    DeleteMeeting,
    Step,
)
from kurslink.services.transfer.zoom_requests import details_change, occurrence_change, schedule_for
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import ZoomError
from kurslink.zoom.schemas import MeetingChange

DONE = "done"

Result = TypeVar("Result")


@dataclass(frozen=True)
class Workbench:
    """All that carrying out steps for one claimed meeting needs."""

    zoom: ZoomClient
    claim: Claim
    actor: Actor
    clock: Callable[[], datetime]
    zone: ZoneInfo
    log: CallLog
    done: list[Step]

    def carry_out(self, step: Step, at_zoom: MeetingAtZoom) -> None:
        """Do a step that changes an existing meeting. Raises ZoomError, Busy."""
        self.recorded(step, lambda: self._send(step, at_zoom))

    def recorded(self, step: Step, act: Callable[[], Result], **fields: object) -> Result:
        """Do `act`, which is `step`, between two lines in the course's history.

        `fields` are what the meeting's row shall say before Zoom is asked.
        """
        self.claim.renew(**fields)
        row = TransferStep.objects.create(
            meeting=self.claim.meeting,
            host=self.claim.meeting.host,
            action=action_of(step),
            detail=detail_of(step),
            is_write=not isinstance(step, Remove | DeleteMeeting),
            actor=self.actor.reference,
            started_at=self.clock(),
        )
        try:
            result = act()
        except ZoomError as error:
            self._note(row, error.key)
            raise
        self._note(row, DONE)
        self.done.append(step)
        return result

    def _note(self, row: TransferStep, outcome: str) -> None:
        row.outcome, row.request_id = outcome, self.log.last_request_id
        row.save(update_fields=["outcome", "request_id"])

    def _send(self, step: Step, at_zoom: MeetingAtZoom) -> None:
        meeting_id = at_zoom.meeting_id
        match step:
            case ChangeHost(email):
                self.zoom.change_meeting(meeting_id, MeetingChange(schedule_for=email))
            case ChangeDetails():
                self.zoom.change_meeting(meeting_id, details_change(step))
            case Rebuild(shape):
                self.zoom.change_meeting(
                    meeting_id, MeetingChange(**schedule_for(shape, self.zone))
                )
            case Move(occurrence, to):
                key = _id_of(at_zoom, occurrence)
                self.zoom.change_occurrence(meeting_id, key, occurrence_change(to, self.zone))
            case Remove(occurrence):
                self.zoom.remove_occurrence(meeting_id, _id_of(at_zoom, occurrence))
            case CreateMeeting() | DeleteMeeting():
                raise TypeError("a meeting is made and deleted as a whole, not changed")


def _id_of(at_zoom: MeetingAtZoom, start: datetime) -> str:
    return next(one.occurrence_id for one in at_zoom.occurrences if one.day.start == start)


_ACTIONS = {
    CreateMeeting: "create",
    DeleteMeeting: "delete",
    ChangeHost: "change_host",
    ChangeDetails: "change_details",
    Rebuild: "rebuild",
    Move: "move",
    Remove: "remove",
}


def action_of(step: Step) -> str:
    """The name of a step in JSON and in the history."""
    return _ACTIONS[type(step)]


def detail_of(step: Step) -> dict[str, Any]:
    """What a step is about, as JSON values; times are local wall clock."""
    match step:
        case CreateMeeting(shape) | Rebuild(shape):
            first = shape.days[0]
            start, minutes = first.start.isoformat(), first.duration
            return {"kind": shape.kind.value, "start_time": start, "duration": minutes}
        case Move(occurrence, to):
            moved = {"start_time": to.start.isoformat(), "duration": to.duration}
            return {"occurrence": occurrence.isoformat()} | moved
        case Remove(occurrence):
            return {"occurrence": occurrence.isoformat()}
        case _:
            return {name: value for name, value in asdict(step).items() if value is not None}
