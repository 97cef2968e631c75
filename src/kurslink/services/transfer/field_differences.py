"""Where a meeting at Zoom differs from the course beside its days, and who has the last word."""

from dataclasses import dataclass
from enum import StrEnum

from kurslink.models import Meeting
from kurslink.planning.topic import cut
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.markers import agenda_with, has_marker
from kurslink.services.transfer.meeting_settings import (
    ALTERNATIVES_NOTIFIED,
    compare_settings,
    settings_to_send,
)
from kurslink.services.transfer.steps import ChangeDetails, ChangeHost, Step
from kurslink.services.transfer.wanted_meeting import Wanted

AGENDA_LIMIT = 2000  # characters, by Zoom's description


class Owner(StrEnum):
    """Whose value holds: the office's is sent, Zoom's is taken over."""

    OFFICE = "office"
    ZOOM = "zoom"


class Field(StrEnum):
    """What can differ."""

    TOPIC = "topic"
    HOST = "host"
    ALTERNATIVES = "alternatives"
    LINK = "link"
    PASSCODE = "passcode"


@dataclass(frozen=True)
class FieldDifference:
    """One field with our value and Zoom's."""

    field: Field
    here: str
    at_zoom: str
    owner: Owner


def compare_fields(
    meeting: Meeting, wanted: Wanted, at_zoom: MeetingAtZoom
) -> tuple[FieldDifference, ...]:
    """Every field that differs, the office's first. E-mails are compared without case."""
    here, there = _joined(wanted.alternatives), _joined(at_zoom.alternatives)
    pairs = (
        (Field.TOPIC, wanted.topic, at_zoom.topic, Owner.OFFICE),
        (Field.HOST, wanted.host.email.casefold(), at_zoom.host_email, Owner.OFFICE),
        (Field.ALTERNATIVES, here, there, Owner.OFFICE),
        (Field.LINK, meeting.join_url, at_zoom.join_url, Owner.ZOOM),
        (Field.PASSCODE, meeting.passcode, at_zoom.passcode, Owner.ZOOM),
    )
    return tuple(FieldDifference(*pair) for pair in pairs if pair[1] != pair[2])


def steps_for(meeting: Meeting, wanted: Wanted, at_zoom: MeetingAtZoom) -> tuple[Step, ...]:
    """The steps that send what the office owns and Zoom holds differently: host first."""
    host = wanted.host.email
    hand_over = () if host.casefold() == at_zoom.host_email else (ChangeHost(host),)
    details = _details(meeting, wanted, at_zoom)
    return hand_over if details.is_empty else (*hand_over, details)


def _details(meeting: Meeting, wanted: Wanted, at_zoom: MeetingAtZoom) -> ChangeDetails:
    alternatives = tuple(sorted(wanted.alternatives))
    settings = settings_to_send(compare_settings(meeting, wanted.settings, at_zoom.settings))
    if alternatives == at_zoom.alternatives:
        sent_alternatives = None
    else:  # or Zoom might mail them
        sent_alternatives = alternatives
        told = {ALTERNATIVES_NOTIFIED: wanted.settings[ALTERNATIVES_NOTIFIED]}
        settings = {**told, **(settings or {})}
    return ChangeDetails(
        topic=None if wanted.topic == at_zoom.topic else wanted.topic,
        alternatives=sent_alternatives,
        agenda=_agenda(meeting, at_zoom),
        settings=settings,
    )


def _agenda(meeting: Meeting, at_zoom: MeetingAtZoom) -> str | None:
    """The marker put back before whatever somebody wrote into the agenda at Zoom."""
    if has_marker(at_zoom.agenda, meeting.marker):
        return None
    return cut(f"{agenda_with(meeting.marker)}\n{at_zoom.agenda}".strip(), AGENDA_LIMIT)


def _joined(addresses: tuple[str, ...]) -> str:
    return "; ".join(sorted(addresses))
