"""What a client may say about a meeting, and what Zoom refuses of it."""

import re
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kurslink.simulator import errors
from kurslink.simulator.errors import ApiRefusal
from kurslink.simulator.meetings import MeetingType
from kurslink.simulator.recurrence import (
    Daily,
    MonthlyByDate,
    MonthlyByWeekday,
    Recurrence,
    Rule,
    Times,
    Until,
    Weekly,
)

LOCAL_OR_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?")
UTC_ONLY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z")
DAILY, WEEKLY, MONTHLY = 1, 2, 3
YEARS = range(1970, 3000)
"""From the first year of Zoom's clock to one from which no series runs off the calendar."""
LONGEST_INTERVAL = {DAILY: 99, WEEKLY: 50, MONTHLY: 10}
"""Days, weeks, months: the limits of the description of 2026."""


class _Part(BaseModel):
    # Fields Zoom does not know are let through here; PATCH refuses those among the settings.
    model_config = ConfigDict(extra="allow")


class MeetingSettings(_Part):
    """The settings that matter for courses, each with the values Zoom takes."""

    host_video: bool = False
    participant_video: bool = False
    join_before_host: bool = False
    jbh_time: Literal[0, 5, 10, 15] = 0
    mute_upon_entry: bool = False
    waiting_room: bool = False
    waiting_room_options: dict[str, Any] | None = None
    watermark: bool = False
    use_pmi: bool = False
    approval_type: Literal[0, 1, 2] = 2
    registration_type: Literal[1, 2, 3] = 1
    registrants_confirmation_email: bool = True
    registrants_email_notification: bool = True
    close_registration: bool = False
    alternative_hosts: str = ""
    alternative_hosts_email_notification: bool = True
    email_notification: bool = True
    auto_recording: Literal["none", "local", "cloud"] = "none"
    audio: Literal["both", "telephony", "voip", "thirdParty"] = "both"
    meeting_authentication: bool = False
    authentication_option: str = ""
    authentication_domains: str = ""
    encryption_type: Literal["enhanced_encryption", "e2ee"] = "enhanced_encryption"
    contact_name: str = ""
    contact_email: str = ""
    allow_multiple_devices: bool = True
    meeting_invitees: list[dict[str, Any]] = []
    private_meeting: bool = False
    focus_mode: bool = False
    show_share_button: bool = False
    show_join_info: bool = False
    email_in_attendee_report: bool = False
    breakout_room: dict[str, Any] | None = None
    custom_keys: Annotated[list[dict[str, str]], Field(max_length=10)] = []
    internal_meeting: bool = False
    host_save_video_order: bool = False
    calendar_type: Literal[1, 2] = 1
    continuous_meeting_chat: dict[str, Any] | None = None
    auto_start_meeting_summary: bool = False
    auto_start_ai_companion_questions: bool = False
    device_testing: bool = False
    participant_focused_meeting: bool = False
    push_change_to_calendar: bool = False
    request_permission_to_unmute_participants: bool = False


class RecurrenceBody(_Part):
    type: Literal[1, 2, 3]
    repeat_interval: Annotated[int, Field(ge=1)] = 1
    weekly_days: Annotated[str, Field(pattern=r"^[1-7](,[1-7])*$")] = "1"
    monthly_day: Annotated[int, Field(ge=1, le=31)] = 1
    monthly_week: Literal[-1, 1, 2, 3, 4] | None = None
    monthly_week_day: Literal[1, 2, 3, 4, 5, 6, 7] | None = None
    end_times: Annotated[int, Field(ge=0)] | None = None
    end_date_time: str | None = None

    @field_validator("end_date_time")
    @classmethod
    def _is_utc(cls, value: str | None) -> str | None:
        return None if value is None else _moment_like(UTC_ONLY, value)

    def parsed(self) -> Recurrence:
        """The rule and its end; the default is one occurrence, on a Sunday if weekly."""
        if self.repeat_interval > LONGEST_INTERVAL[self.type]:
            raise errors.invalid_field("recurrence.repeat_interval")
        if self.end_times is not None and self.end_date_time is not None:
            raise errors.invalid_field("recurrence.end_date_time")
        return Recurrence(self._rule(), self._end())

    def _rule(self) -> Rule:
        if self.type == DAILY:
            return Daily(self.repeat_interval)
        if self.type == WEEKLY:
            days = frozenset(int(number) for number in self.weekly_days.split(","))
            return Weekly(self.repeat_interval, days)
        if self.monthly_week is not None and self.monthly_week_day is not None:
            return MonthlyByWeekday(self.repeat_interval, self.monthly_week, self.monthly_week_day)
        return MonthlyByDate(self.repeat_interval, self.monthly_day)

    def _end(self) -> Times | Until:
        if self.end_date_time is not None:
            return Until(datetime.fromisoformat(self.end_date_time))
        return Times(1 if self.end_times is None else self.end_times)


class TrackingField(_Part):
    field: str
    value: str = ""


class MeetingBody(_Part):
    """Body of create and update. ``model_fields_set`` tells what was really sent."""

    topic: Annotated[str, Field(max_length=200)] = ""
    type: MeetingType = MeetingType.SCHEDULED
    start_time: str | None = None
    duration: Annotated[int, Field(ge=1, le=1440)] = 60
    timezone: str = ""
    password: str = ""
    default_password: bool = True
    agenda: Annotated[str, Field(max_length=2000)] = ""
    recurrence: RecurrenceBody | None = None
    schedule_for: str = ""
    tracking_fields: list[TrackingField] = []
    settings: MeetingSettings = MeetingSettings()

    @field_validator("start_time")
    @classmethod
    def _is_moment(cls, value: str | None) -> str | None:
        if not value:
            return None
        if int(_moment_like(LOCAL_OR_UTC, value)[:4]) not in YEARS:
            raise ValueError("not a year in which a meeting starts")
        return value

    @field_validator("timezone")
    @classmethod
    def _is_known_zone(cls, value: str) -> str:
        if value and value not in _known_zones():
            raise ValueError("unknown time zone")
        return value

    def has(self, name: str) -> bool:
        return name in self.model_fields_set

    def start(self, zone: ZoneInfo) -> datetime | None:
        """The start in ``zone``. With a Z the instant stands, whatever the zone."""
        if not self.start_time:
            return None
        moment = datetime.fromisoformat(self.start_time)
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)

    def sent_settings(self) -> dict[str, Any]:
        return self.settings.model_dump(mode="json", exclude_unset=True)


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _moment_like(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError("not a moment as Zoom writes it")
    datetime.fromisoformat(value)
    return value


def read_meeting(body: dict[str, Any], *, ignored: tuple[str, ...] = ()) -> MeetingBody:
    """The checked body; ``ignored`` names fields that are dropped as if never sent."""
    kept = _without(body, ignored)
    try:
        return MeetingBody.model_validate(kept)
    except ValidationError as error:
        raise _refusal(error) from error


def refuse_unknown_settings(body: MeetingBody) -> None:
    """Seen on PATCH: a settings field Zoom does not know makes the whole request fail."""
    for name in body.settings.model_extra or {}:
        raise errors.invalid_field(f"settings.{name}")


def _without(body: dict[str, Any], ignored: tuple[str, ...]) -> dict[str, Any]:
    settings = body.get("settings")
    kept = {name: value for name, value in body.items() if _is_sent(value) and name not in ignored}
    if isinstance(settings, dict) and "settings" in kept:
        kept["settings"] = {
            name: value
            for name, value in settings.items()
            if _is_sent(value) and f"settings.{name}" not in ignored
        }
    return kept


def _is_sent(value: object) -> bool:
    """A null counts as not sent."""
    return value is not None


def _refusal(error: ValidationError) -> ApiRefusal:
    paths = [".".join(map(str, problem["loc"])) for problem in error.errors()]
    return errors.validation_failed(
        *((path, f"Invalid parameter: {path.rsplit('.', 1)[-1]}.") for path in paths)
    )
