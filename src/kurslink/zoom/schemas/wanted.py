"""What we ask Zoom for: the schedule, settings and changes of meetings, checked before sending.

Lengths, ranges and names are those of Zoom's API description (March 2026).
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    NaiveDatetime,
    PlainSerializer,
    model_validator,
)

from kurslink.zoom.schemas.spelling import MeetingType

WEEKLY = 2
WALL_CLOCK = "%Y-%m-%dT%H:%M:%S"

LocalStart = Annotated[
    NaiveDatetime, PlainSerializer(lambda start: start.strftime(WALL_CLOCK), return_type=str)
]
Instant = Annotated[
    AwareDatetime,
    PlainSerializer(
        lambda start: start.astimezone(UTC).strftime(WALL_CLOCK + "Z"), return_type=str
    ),
]
Duration = Annotated[int, Field(ge=1, le=1440)]
Topic = Annotated[str, Field(min_length=1, max_length=200)]
Agenda = Annotated[str, Field(max_length=2000)]
Passcode = Annotated[str | None, Field(max_length=10, repr=False)]


class Request(BaseModel):
    """What we say: only known fields; what is None is not sent."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def body(self) -> dict[str, Any]:
        """Return the JSON body."""
        return self.model_dump(mode="json", exclude_none=True)


class Recurrence(Request):
    """How a series repeats: daily (1) or weekly (2), `end_times` occurrences in all.

    `weekly_days` counts from 1 = Sunday, comma separated. It always ends: the endless 0 and an
    end date cannot be said. What a series at Zoom may be besides, `HeldRecurrence` reads.
    """

    type: Literal[1, 2]
    repeat_interval: Annotated[int, Field(ge=1)] = 1
    weekly_days: Annotated[str, Field(pattern=r"^[1-7](,[1-7])*$")] | None = None
    end_times: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        # Left out, Zoom takes Sunday.
        if (self.type == WEEKLY) != (self.weekly_days is not None):
            raise ValueError("weekly_days belongs to weekly series and to no others")
        return self


class MeetingSettings(Request):
    """The settings we set; None leaves one to the host's own settings, or as it is.

    `alternative_hosts` are e-mail addresses joined by ";", empty for none. A waiting room switches
    `join_before_host` off whatever is sent.
    """

    host_video: bool | None = None
    participant_video: bool | None = None
    join_before_host: bool | None = None
    jbh_time: Literal[0, 5, 10, 15] | None = None
    mute_upon_entry: bool | None = None
    waiting_room: bool | None = None
    approval_type: Literal[0, 1, 2] | None = None
    meeting_authentication: bool | None = None
    auto_recording: Literal["none", "local", "cloud"] | None = None
    audio: str | None = None
    watermark: bool | None = None
    focus_mode: bool | None = None
    allow_multiple_devices: bool | None = None
    private_meeting: bool | None = None
    encryption_type: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    alternative_hosts: str | None = None
    alternative_hosts_email_notification: bool | None = None
    email_notification: bool | None = None
    registrants_email_notification: bool | None = None
    registrants_confirmation_email: bool | None = None


class NewMeeting(Request):
    """A meeting to be created.

    `start_time` is the local wall clock in `timezone`: with an offset Zoom would keep the instant
    and move the clock in winter. A past one would silently become now; the caller sees to that.
    """

    topic: Topic
    type: MeetingType
    agenda: Agenda = ""
    start_time: LocalStart | None = None
    duration: Duration | None = None
    timezone: str | None = None
    password: Passcode = None
    recurrence: Recurrence | None = None
    settings: MeetingSettings = MeetingSettings()

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Self:
        timed = self.type is not MeetingType.NO_FIXED_TIME
        if timed != (self.start_time is not None) or timed != (self.duration is not None):
            raise ValueError("a start and a duration belong to a fixed time and to no other")
        _check_schedule(self.type, self.start_time, self.timezone, self.recurrence)
        return self

    def body(self) -> dict[str, Any]:
        """Return the JSON body; left out, the host's personal meeting might be taken."""
        body = super().body()
        return body | {"settings": body["settings"] | {"use_pmi": False}}


class MeetingChange(Request):
    """What is to change; None leaves a value as it is.

    Schedule fields go together and rebuild a series, moved and removed dates included: leave them
    out unless the schedule changes. `schedule_for` hands the meeting to another host.
    """

    topic: Topic | None = None
    agenda: Agenda | None = None
    type: MeetingType | None = None
    start_time: LocalStart | None = None
    duration: Duration | None = None
    timezone: str | None = None
    password: Passcode = None
    schedule_for: str | None = None
    recurrence: Recurrence | None = None
    settings: MeetingSettings | None = None

    @model_validator(mode="after")
    def _is_a_whole_schedule(self) -> Self:
        if self.recurrence is not None and self.start_time is None:
            # Zoom would take the last occurrence as the new start.
            raise ValueError("a recurrence needs its start_time")
        _check_schedule(self.type, self.start_time, self.timezone, self.recurrence)
        return self


class OccurrenceChange(Request):
    """A new time for one occurrence, as the true instant: whether a timezone counts is unknown."""

    start_time: Instant | None = None
    duration: Duration | None = None


def _check_schedule(
    kind: MeetingType | None,
    start_time: datetime | None,
    timezone: str | None,
    recurrence: Recurrence | None,
) -> None:
    if start_time is not None and timezone is None:
        raise ValueError("a wall clock needs its timezone")
    if recurrence is not None and kind not in (None, MeetingType.RECURRING):
        raise ValueError("only a recurring meeting has a recurrence")
    if recurrence is None and kind is MeetingType.RECURRING:
        raise ValueError("a recurring meeting needs its recurrence")
