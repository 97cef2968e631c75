"""Zoom's spelling: what it answers, read tolerantly, and what we send, checked strictly."""

from kurslink.zoom.schemas.held import (
    HeldRecurrence,
    HeldSettings,
    Meeting,
    MeetingPage,
    MeetingSummary,
    Occurrence,
)
from kurslink.zoom.schemas.spelling import (
    LicenceType,
    MeetingType,
)
from kurslink.zoom.schemas.users import (
    AuthenticationAnswer,
    MeetingSecurity,
    PasscodeRule,
    SecurityAnswer,
    UserPage,
    ZoomUser,
)
from kurslink.zoom.schemas.wanted import (
    MeetingChange,
    MeetingSettings,
    NewMeeting,
    OccurrenceChange,
    Recurrence,
)

__all__ = [
    "AuthenticationAnswer",
    "HeldRecurrence",
    "HeldSettings",
    "LicenceType",
    "Meeting",
    "MeetingChange",
    "MeetingPage",
    "MeetingSecurity",
    "MeetingSettings",
    "MeetingSummary",
    "MeetingType",
    "NewMeeting",
    "Occurrence",
    "OccurrenceChange",
    "PasscodeRule",
    "Recurrence",
    "SecurityAnswer",
    "UserPage",
    "ZoomUser",
]
