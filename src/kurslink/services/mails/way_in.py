"""What a mail tells about a course: the way in and the days; and whether that may be told."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kurslink.models import OPEN, Course, CourseStatus, MailArea, Meeting, MeetingState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.renew_meeting import is_lost

Told = dict[str, Any]
"""Variables by name, and under DAYS the days that take place as [date, begin, end] (ISO)."""

DAYS = "DAYS"
WAY_IN = (
    "WEBIN_LINK", "WEBIN_PW", "WEBIN_MID", "WEBIN_RUFN", "WEBIN_TNCO", "WEBIN_MOCO", "WEBIN_SW"
)  # fmt: skip


def told_to(course: Course, values: Mapping[str, str]) -> Told:
    """What somebody learns whose mail is written with `values`."""
    days = [
        [day.date.isoformat(), *(each.isoformat("minutes") for each in day.times() or ())]
        for day in course.days.all()
        if day.takes_place
    ]
    is_cancelled = course.status == CourseStatus.CANCELLED
    return {name: values[name] for name in WAY_IN} | {DAYS: [] if is_cancelled else days}


def version_of(told: Told) -> str:
    """A digest: equal for equal access data."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def has_way_in(told: Told) -> bool:
    """Whether somebody who is told this gets in: a link, or a number to dial."""
    return bool(told["WEBIN_LINK"] or told["WEBIN_RUFN"])


def why_not_ready(course: Course, area: MailArea) -> Refusal | None:
    """Why nobody can be written to about `course` at the moment; None if nothing is in the way.

    Zoom's access data count only as they were read back for the course as it is now.
    """
    number = course.number
    is_cancelled = course.status == CourseStatus.CANCELLED
    if area is MailArea.CANCELLATION:
        return None if is_cancelled else Refusal(RefusalCode.COURSE_TAKES_PLACE, number=number)
    if is_cancelled:
        return Refusal(RefusalCode.COURSE_CANCELLED_NO_MAIL, number=number)
    if not course.online.is_online:
        return Refusal(RefusalCode.NOT_ONLINE, number=number)
    return _zoom_not_ready(course) if course.online.uses_zoom else None


def _zoom_not_ready(course: Course) -> Refusal | None:
    meeting = course.current_meeting()
    if course.orders.filter(state__in=OPEN).exists():
        return Refusal(RefusalCode.ACCESS_IN_WORK, number=course.number)
    if meeting is None or not meeting.is_at_zoom:
        return Refusal(RefusalCode.ACCESS_MISSING, number=course.number)
    if is_lost(meeting) or not _is_verified(course, meeting):
        return Refusal(RefusalCode.ACCESS_NOT_CURRENT, number=course.number)
    return None


def _is_verified(course: Course, meeting: Meeting) -> bool:
    """Read back from Zoom after the last change of the course, and unchanged at Zoom since."""
    is_current = meeting.transferred_at is not None and course.changed_at <= meeting.transferred_at
    return meeting.state == MeetingState.LIVE and meeting.drift is None and is_current
