"""What Zoom says about meetings it holds.

`start_url`, which signs its holder in as the host, is no field here and so is never kept.
"""

import re
from typing import Annotated

from pydantic import AwareDatetime, Field

from kurslink.zoom.schemas.spelling import Answer, Identifier, MeetingType, Moment, Text

Minutes = Annotated[int, Field(ge=0)]


class Occurrence(Answer):
    """One date of a series; the id is opaque, `start_time` aware, `duration` in minutes."""

    occurrence_id: Identifier
    start_time: AwareDatetime
    duration: Minutes
    status: str = "available"

    @property
    def is_deleted(self) -> bool:
        """Return whether Zoom merely remembers this date."""
        return self.status == "deleted"


class HeldRecurrence(Answer):
    """How a series at Zoom repeats, also one made in the portal; 0 `end_times` is endless."""

    type: int
    repeat_interval: int = 1
    weekly_days: Text = ""
    end_times: int | None = None
    end_date_time: Moment = None


class HeldSettings(Answer):
    """The settings a meeting has; None where Zoom's answer leaves one out."""

    host_video: bool | None = None
    participant_video: bool | None = None
    join_before_host: bool | None = None
    jbh_time: int | None = None
    mute_upon_entry: bool | None = None
    waiting_room: bool | None = None
    use_pmi: bool | None = None
    approval_type: int | None = None
    meeting_authentication: bool | None = None
    auto_recording: str | None = None
    audio: str | None = None
    watermark: bool | None = None
    focus_mode: bool | None = None
    allow_multiple_devices: bool | None = None
    private_meeting: bool | None = None
    encryption_type: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    alternative_hosts: Text = ""
    alternative_hosts_email_notification: bool | None = None
    email_notification: bool | None = None
    registrants_email_notification: bool | None = None
    registrants_confirmation_email: bool | None = None

    @property
    def alternative_host_addresses(self) -> frozenset[str]:
        """Return the alternative hosts in small letters: Zoom separates and writes as it likes."""
        return frozenset(a.strip().lower() for a in re.split("[,;]", self.alternative_hosts) if a)


class Meeting(Answer):
    """A meeting as Zoom holds it; times are aware, `start_time` is None without a fixed one.

    `pmi` is filled if it takes place in its host's personal room; `creation_source` is open_api,
    web_portal or other.
    `join_url` changes with the passcode: read it again after changing that.
    """

    id: int
    join_url: Annotated[str, Field(min_length=1, repr=False)]
    uuid: Text = ""
    host_id: Text = ""
    host_email: Text = ""
    topic: Text = ""
    agenda: Text = ""
    type: int = MeetingType.SCHEDULED
    status: Text = ""
    start_time: Moment = None
    duration: Minutes = 0
    timezone: Text = ""
    password: Annotated[Text, Field(repr=False)] = ""
    pmi: Identifier = ""
    creation_source: Text = ""
    occurrences: tuple[Occurrence, ...] = ()
    recurrence: HeldRecurrence | None = None
    settings: HeldSettings = HeldSettings()

    @property
    def coming(self) -> tuple[Occurrence, ...]:
        """Return the occurrences that take place: Zoom may list removed ones as deleted."""
        return tuple(o for o in self.occurrences if not o.is_deleted)


class MeetingSummary(Answer):
    """A meeting in a host's list; the agenda is cut to 250 characters, a series is one entry."""

    id: int
    uuid: Text = ""
    host_id: Text = ""
    topic: Text = ""
    agenda: Text = ""
    type: int = MeetingType.SCHEDULED
    start_time: Moment = None
    duration: Minutes = 0
    timezone: Text = ""
    created_at: Moment = None
    join_url: Annotated[Text, Field(repr=False)] = ""


class MeetingPage(Answer):
    """One page of a host's meetings; an empty token ends the list."""

    meetings: tuple[MeetingSummary, ...]
    next_page_token: Text = ""
