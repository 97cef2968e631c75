"""Courses with Zoom that begin within 14 days and have no meeting, nor an order for one."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from kurslink.models import OPEN, ZOOM, Meeting, Order
from kurslink.models.meeting import HISTORY
from kurslink.services.find_course import online_soon
from kurslink.services.overview.soon_courses import SoonCourse

DAYS = 14


def without_meeting(now: datetime) -> tuple[SoonCourse, ...]:
    """The next first; one query. Running courses count: their next day is as near."""
    meeting = Meeting.objects.filter(course=OuterRef("pk")).exclude(state__in=HISTORY)
    order = Order.objects.filter(course=OuterRef("pk"), state__in=OPEN)
    courses = online_soon(today=localdate(now), days=DAYS).filter(
        ~Exists(meeting), ~Exists(order), online__software__name=ZOOM
    )
    named = courses.only("number", "title")
    return tuple(SoonCourse(course, course.next_on) for course in named)  # type: ignore[attr-defined]  # from online_soon
