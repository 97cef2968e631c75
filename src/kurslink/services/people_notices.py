"""What should be known about the Host and the Alternativen of a course, before Zoom says it."""

from collections.abc import Sequence
from datetime import datetime

from kurslink.models import Course, LicenceType, ZoomUser
from kurslink.planning.days import Day
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.transfer.course_schedule import schedule_of
from kurslink.services.words.notices import Notice, NoticeCode

_BASIC_MINUTES = 40


def people_notices(course: Course, *, now: datetime) -> tuple[Notice, ...]:
    """For the box „Online-Kurs": a basic host of long days, and people gone from Zoom."""
    details = course.online
    hosts = [details.host] if details.host else []
    days = schedule_of(course, now=now, zone=time_zone()).chosen
    on_hosts = [notice for host in hosts for notice in basic_host_notices(host, days)]
    named = dict.fromkeys([*hosts, *details.alternatives.all()])
    gone = [user.email for user in named if user.vanished_at is not None]
    return (*on_hosts, *(Notice(NoticeCode.USER_VANISHED, {"user": email}) for email in gone))


def basic_host_notices(host: ZoomUser, days: Sequence[Day]) -> tuple[Notice, ...]:
    """The warning that Zoom ends a basic host's meetings after 40 minutes, if a day is longer."""
    longest = max((day.duration for day in days), default=0)
    if host.licence_type != LicenceType.BASIC or longest <= _BASIC_MINUTES:
        return ()
    return (Notice(NoticeCode.BASIC_HOST, {"host": host.email}),)
