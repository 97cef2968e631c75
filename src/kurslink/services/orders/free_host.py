"""Keeps two people who saw the same free licence from taking it for the same evening."""

from datetime import datetime

from kurslink.models import Course, ZoomUser
from kurslink.services.batches.host_calendars import host_calendars
from kurslink.services.batches.host_collisions import host_collisions
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.transfer.choose_host import account_of, host_for
from kurslink.services.transfer.course_schedule import schedule_of


def require_free_host(course: Course, now: datetime) -> None:
    """Raise Refusal(HOST_TAKEN) if the host of `course` holds another course at that time.

    Whoever asks for the same host waits until the transaction has ended. A course that cannot be
    transferred at all is told so by its order.
    """
    meeting = course.current_meeting()
    try:
        host = host_for(course.online, account_of(course.online, meeting))
        days = schedule_of(course, now=now, zone=time_zone()).chosen
    except Refusal:
        return
    ZoomUser.objects.select_for_update(no_key=True).get(pk=host.pk)
    calendars = host_calendars(now, only=host)
    for notice in host_collisions(calendars, course, days, host=host, meeting=meeting):
        raise Refusal(RefusalCode.HOST_TAKEN, **notice.data)
