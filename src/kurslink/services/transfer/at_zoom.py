"""What Zoom holds for a meeting, in our words: the one place that reads Zoom's answers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kurslink.planning.days import Day
from kurslink.planning.plan import Kind
from kurslink.planning.update import Held
from kurslink.planning.wall_clock import from_utc
from kurslink.services.transfer.meeting_settings import NAMES_SENT
from kurslink.services.transfer.setting_values import Settings
from kurslink.zoom.schemas import Meeting, MeetingType

_KINDS = {
    MeetingType.SCHEDULED: Kind.SINGLE,
    MeetingType.RECURRING: Kind.RECURRING,
    MeetingType.NO_FIXED_TIME: Kind.NO_FIXED_TIME,
}


@dataclass(frozen=True)
class OccurrenceAtZoom:
    """One date Zoom holds. The id is empty for a single meeting, and may change when moved."""

    occurrence_id: str
    starts_at: datetime
    day: Day


@dataclass(frozen=True)
class MeetingAtZoom:
    """A meeting as Zoom told us; `occurrences` in order of time, removed ones left out.

    `settings` lacks those Zoom did not mention.
    """

    meeting_id: int
    kind: Kind
    topic: str
    host_email: str
    alternatives: tuple[str, ...]
    agenda: str
    join_url: str
    passcode: str
    settings: Settings
    occurrences: tuple[OccurrenceAtZoom, ...]
    needs_registration: bool
    needs_zoom_login: bool

    def upcoming(self, now: datetime) -> tuple[OccurrenceAtZoom, ...]:
        """The occurrences that have not begun at `now` (aware): the past is left alone."""
        return tuple(one for one in self.occurrences if one.starts_at > now)

    def held(self, now: datetime) -> Held:
        """What planning compares with: the days still to come."""
        return Held(self.kind, tuple(one.day for one in self.upcoming(now)))


def read_meeting(answer: Meeting, zone: ZoneInfo) -> MeetingAtZoom:
    """Zoom's answer in our words; a kind we never make counts as a single meeting."""
    kind = _KINDS.get(answer.type, Kind.SINGLE)  # type: ignore[call-overload]  # ints match IntEnum
    return MeetingAtZoom(
        meeting_id=answer.id,
        kind=kind,
        topic=answer.topic,
        host_email=answer.host_email.casefold(),
        alternatives=tuple(sorted(answer.settings.alternative_host_addresses)),
        agenda=answer.agenda,
        join_url=answer.join_url,
        passcode=answer.password,
        settings=_settings(answer),
        occurrences=_occurrences(answer, kind, zone),
        needs_registration=answer.settings.approval_type in (0, 1),
        needs_zoom_login=bool(answer.settings.meeting_authentication),
    )


def _settings(answer: Meeting) -> Settings:
    told = ((name, getattr(answer.settings, name)) for name in NAMES_SENT)
    return {name: value for name, value in told if value is not None}


def _occurrences(answer: Meeting, kind: Kind, zone: ZoneInfo) -> tuple[OccurrenceAtZoom, ...]:
    if kind is Kind.RECURRING:
        dates = [(one.occurrence_id, one.start_time, one.duration) for one in answer.coming]
    elif kind is Kind.SINGLE and answer.start_time is not None:
        dates = [("", answer.start_time, answer.duration)]
    else:
        dates = []
    in_order = sorted(dates, key=lambda date: date[1])
    return tuple(
        OccurrenceAtZoom(key, start.astimezone(UTC), Day(from_utc(start, zone), minutes))
        for key, start, minutes in in_order
    )
