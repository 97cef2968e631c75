"""The notice that a host holds another course at that time: in the plan and in the preview."""

from collections.abc import Iterable
from datetime import datetime

from kurslink.models import Course, Meeting, ZoomUser
from kurslink.planning.days import Day
from kurslink.services.batches.host_calendars import HostCalendars, windows_of
from kurslink.services.words.notices import Notice, NoticeCode


def host_collisions(
    calendars: HostCalendars,
    course: Course,
    days: Iterable[Day],
    *,
    host: ZoomUser,
    meeting: Meeting | None,
) -> tuple[Notice, ...]:
    """One notice if `host` cannot hold all `days` of `course`, unless Zoom has them so already.

    Whether it collides or not, from then on the days stand in the host's calendar.
    """
    held = _held_by(meeting, host)
    windows = [each for each in windows_of(course, days) if each.start not in held]
    calendar = calendars.of(host)
    found = calendar.collisions(windows)
    calendar.add(windows)
    if not found:
        return ()
    mine, other = found[0]
    number = calendars.number_of(other.course)
    data = {"host": host.email, "when": mine.start, "other": number, "count": len(found)}
    return (Notice(NoticeCode.HOST_BUSY, data),)


def _held_by(meeting: Meeting | None, host: ZoomUser) -> set[datetime]:
    if meeting is None or not meeting.is_at_zoom or meeting.host_id != host.pk:
        return set()
    return {one.starts_at for one in meeting.occurrences.all()}
