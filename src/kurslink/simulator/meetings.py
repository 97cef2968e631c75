"""What Zoom remembers of a meeting and of its occurrences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

DAYS_KEPT_ONCE = 30
DAYS_KEPT_RECURRING = 365


class MeetingType(IntEnum):
    INSTANT = 1
    SCHEDULED = 2
    NO_FIXED_TIME = 3
    RECURRING = 8
    SCREEN_SHARE = 10


class Status(StrEnum):
    WAITING = "waiting"
    STARTED = "started"


class Source(StrEnum):
    API = "open_api"
    PORTAL = "web_portal"


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One date of a series. ``slot`` is where the rule put it, ``start`` where it stands now."""

    occurrence_id: str
    slot: datetime
    start: datetime
    duration: int
    is_deleted: bool = False
    agenda: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.duration)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """``start`` is aware UTC; it is None for meetings without fixed time and for instant ones."""

    meeting_id: int
    uuid: str
    host_id: str
    topic: str
    agenda: str
    type: MeetingType
    start: datetime | None
    duration: int
    timezone: str
    password: str
    settings: Mapping[str, Any]
    recurrence: Mapping[str, Any] | None
    occurrences: tuple[Occurrence, ...]
    tracking_fields: tuple[Mapping[str, Any], ...]
    created_at: datetime
    source: Source = Source.API
    status: Status = Status.WAITING
    is_webinar: bool = False
    pmi: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def available(self) -> tuple[Occurrence, ...]:
        return tuple(o for o in self.occurrences if not o.is_deleted)

    @property
    def link_id(self) -> int:
        """The number in the join link: the host's personal one if the meeting uses it."""
        return self.pmi or self.meeting_id


def expires_at(meeting: Meeting) -> datetime:
    """When Zoom forgets the id: 30 days after a single date, 365 days after a recurring one."""
    if meeting.type in (MeetingType.RECURRING, MeetingType.NO_FIXED_TIME):
        last = max((o.start for o in meeting.available), default=meeting.created_at)
        return last + timedelta(days=DAYS_KEPT_RECURRING)
    return (meeting.start or meeting.created_at) + timedelta(days=DAYS_KEPT_ONCE)
