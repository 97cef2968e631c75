"""What Zoom holds for a meeting as far as our rows know: with it a plan needs no call to Zoom."""

from zoneinfo import ZoneInfo

from kurslink.models import Meeting
from kurslink.planning.days import Day
from kurslink.planning.plan import Kind
from kurslink.planning.wall_clock import from_utc
from kurslink.services.transfer.at_zoom import MeetingAtZoom, OccurrenceAtZoom
from kurslink.services.transfer.markers import agenda_with


def known_meeting(meeting: Meeting, zone: ZoneInfo) -> MeetingAtZoom:
    """The meeting as Zoom last told us; somebody may have changed it there since.

    It must have been at Zoom (`meeting.is_at_zoom`). Only its row and its occurrences are asked.
    """
    if meeting.zoom_meeting_id is None:
        raise TypeError("this meeting never was at Zoom")
    return MeetingAtZoom(
        meeting_id=meeting.zoom_meeting_id,
        kind=Kind(meeting.kind),
        topic=meeting.topic,
        host_email=meeting.host.email.casefold(),
        alternatives=tuple(sorted(meeting.alternatives)),
        agenda=agenda_with(meeting.marker),
        join_url=meeting.join_url,
        passcode=meeting.passcode,
        settings=meeting.settings,
        occurrences=tuple(
            OccurrenceAtZoom(
                one.occurrence_id,
                one.starts_at,
                Day(from_utc(one.starts_at, zone), one.duration),
            )
            for one in meeting.occurrences.all()
        ),
        needs_registration=False,
        needs_zoom_login=False,
    )
