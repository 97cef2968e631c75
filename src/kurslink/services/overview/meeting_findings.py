"""What keeps a course from taking place as far as its meeting goes; from our rows."""

from collections.abc import Iterator

from kurslink.models import Course, Meeting, MeetingState
from kurslink.services.overview.obstacles import Finding, Obstacle
from kurslink.services.renew_meeting import is_lost

_UNSETTLED = (MeetingState.CREATING, MeetingState.UNKNOWN, MeetingState.FAILED)


def meeting_findings(course: Course) -> Iterator[Finding]:
    """For a course with Zoom; `orders` (open ones), `meetings` and their hosts are prefetched."""
    meeting = course.current_meeting()
    if course.orders.all():
        yield Finding(Obstacle.IN_WORK)
    elif is_lost(meeting):
        yield Finding(Obstacle.LOST)
    elif meeting is None or not meeting.is_at_zoom:
        yield Finding(Obstacle.NO_MEETING)
    else:
        yield from _of_meeting(course, meeting)


def _of_meeting(course: Course, meeting: Meeting) -> Iterator[Finding]:
    if meeting.drift is not None:
        yield Finding(Obstacle.CHANGED_AT_ZOOM)
    elif meeting.state in _UNSETTLED or meeting.transferred_at is None:
        yield Finding(Obstacle.UNSETTLED)
    elif meeting.state == MeetingState.DIFFERENCE:
        yield Finding(Obstacle.DIFFERENCE)
    elif course.changed_at > meeting.transferred_at:
        yield Finding(Obstacle.CHANGED_HERE)
    if not meeting.host.may_host:
        yield Finding(Obstacle.HOST_UNFIT)
