"""Changing one occurrence of a series, or taking it out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kurslink.simulator import errors
from kurslink.simulator.meetings import Meeting, Occurrence
from kurslink.simulator.requests import MeetingBody
from kurslink.simulator.series import occurrence_id
from kurslink.simulator.switches import MovedId, OccurrenceTimezone, Permission, Switches

CHANGEABLE_SETTINGS = (
    "host_video",
    "participant_video",
    "join_before_host",
    "mute_upon_entry",
    "waiting_room",
    "watermark",
    "auto_recording",
)


def find(meeting: Meeting, wanted: str, *, now: datetime) -> Occurrence:
    """The occurrence with this id, unless it was deleted or is over."""
    for occurrence in meeting.available:
        if occurrence.occurrence_id == wanted and occurrence.end > now:
            return occurrence
    raise errors.invalid_parameter("occurrence_id")


def moved(
    meeting: Meeting,
    occurrence: Occurrence,
    body: MeetingBody,
    *,
    now: datetime,
    switches: Switches,
) -> Meeting:
    """The meeting after a PATCH of one date; topic, passcode and hosts are ignored there."""
    start = _new_start(meeting, body, switches) or occurrence.start
    if start < now:
        start = occurrence.start
    changed = replace(
        occurrence,
        start=start,
        occurrence_id=_new_id(occurrence, start, switches),
        duration=body.duration if body.has("duration") else occurrence.duration,
        agenda=body.agenda if body.has("agenda") else occurrence.agenda,
        settings={**occurrence.settings, **_own_settings(body)},
    )
    if changed.start != occurrence.start:
        _check_place(meeting, occurrence, changed, switches)
    return _with(meeting, occurrence, changed)


def removed(meeting: Meeting, occurrence: Occurrence) -> Meeting:
    return _with(meeting, occurrence, replace(occurrence, is_deleted=True))


def _with(meeting: Meeting, old: Occurrence, new: Occurrence) -> Meeting:
    occurrences = (new if o is old else o for o in meeting.occurrences)
    return replace(meeting, occurrences=tuple(sorted(occurrences, key=lambda o: o.start)))


def _new_start(meeting: Meeting, body: MeetingBody, switches: Switches) -> datetime | None:
    """Wall clock in the zone sent or the meeting's; as UTC if Zoom ignores the zone there."""
    ignored = switches.occurrence_timezone == OccurrenceTimezone.IGNORED
    zone = ZoneInfo("UTC" if ignored else body.timezone or meeting.timezone)
    start = body.start(zone)
    return start.astimezone(UTC) if start else None


def _new_id(occurrence: Occurrence, start: datetime, switches: Switches) -> str:
    if switches.moved_occurrence_id == MovedId.KEPT or start == occurrence.start:
        return occurrence.occurrence_id
    return occurrence_id(start)


def _own_settings(body: MeetingBody) -> Mapping[str, Any]:
    return {k: v for k, v in body.sent_settings().items() if k in CHANGEABLE_SETTINGS}


def _check_place(meeting: Meeting, old: Occurrence, new: Occurrence, switches: Switches) -> None:
    others = [o for o in meeting.available if o is not old]
    if switches.move_past_neighbour == Permission.REFUSED:
        passed = [o for o in others if (o.start <= old.start) != (o.start <= new.start)]
        _refuse(bool(passed))
    if switches.move_onto_used_day == Permission.REFUSED:
        day = new.start.astimezone(meeting.zone).date()
        _refuse(any(o.start.astimezone(meeting.zone).date() == day for o in others))


def _refuse(is_refused: bool) -> None:
    if is_refused:
        raise errors.invalid_field("start_time")
