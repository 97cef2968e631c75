"""What others do at Zoom: meetings made by hand, or by a process of ours that lost them."""

from datetime import datetime

from kurslink.models import Course, Meeting, ZoomAccount
from kurslink.services.connection.zoom_access import connect
from kurslink.services.transfer.markers import agenda_with
from kurslink.zoom.schemas import MeetingType, NewMeeting
from tests.simulator_process import RunningSimulator


def made_by_hand(
    simulator: RunningSimulator, *, topic: str = "Teamrunde", host: int = 0, **fields: object
) -> int:
    """The ID of a meeting somebody made in the portal for 02.09.2026, 18:00."""
    body = {
        "topic": topic,
        "type": 2,
        "start_time": "2026-09-02T18:00:00",
        "duration": 90,
        "timezone": "Europe/Berlin",
        "password": "246810",
        **fields,
    }
    return int(simulator.control.create_meeting(simulator.hosts[host], **body)["id"])


def made_by_us(
    simulator: RunningSimulator, account: ZoomAccount, marker: str, *, host: int = 0
) -> int:
    """The ID of a meeting a process of ours made with `marker`, without storing it."""
    meeting = NewMeeting(
        topic="Englisch B1 am Abend",
        agenda=agenda_with(marker),
        type=MeetingType.SCHEDULED,
        start_time=datetime(2026, 9, 2, 18),  # noqa: DTZ001  # wall clock beside its zone
        duration=90,
        timezone="Europe/Berlin",
        password="135790",
    )
    with connect(account, lambda _record: None) as zoom:
        return zoom.create_meeting(simulator.hosts[host], meeting).id


def current(course: Course) -> Meeting:
    meeting = course.current_meeting()
    assert meeting is not None
    return meeting
