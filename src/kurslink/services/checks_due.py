"""Which meetings somebody wants compared with Zoom, and the nightly round through all of them."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from kurslink.models import CourseDay, Meeting
from kurslink.services.check_meeting import CHECKED_STATES
from kurslink.services.find_course import online_soon
from kurslink.services.rights import Actor, Right

NIGHTLY = timedelta(hours=20)
"""Less than a day, so that a round that began late does not skip the next one."""


def meetings_to_check(*, now: datetime) -> list[int]:
    """Ids of the meetings whose check is due and that nobody works on, the longest due first."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = Meeting.objects.filter(free, check_due_at__lte=now).order_by("check_due_at", "pk")
    return list(due.values_list("pk", flat=True))


def due_before_start(*, actor: Actor, now: datetime) -> int:
    """Let the meetings of today's and tomorrow's courses be checked now; how many are.

    Also those looked at a moment ago: somebody wants to know how they stand. Raises Refusal.
    """
    actor.require(Right.VIEW)
    courses = online_soon(today=localdate(now), days=1)
    meetings = Meeting.objects.filter(
        course__in=courses.order_by().values("pk"),
        state__in=CHECKED_STATES,
        zoom_meeting_id__isnull=False,
    )
    return meetings.update(check_due_at=now)


def due_nightly(*, now: datetime) -> int:
    """Let every meeting of a course that has not ended be checked; how many fell due.

    Those looked at within the last hours, and those already due, are left as they are.
    """
    today = localdate(now)
    later_day = CourseDay.objects.filter(course=OuterRef("course"), date__gte=today)
    is_open = Q(course__ends_on=None) | Q(course__ends_on__gte=today) | Exists(later_day)
    is_stale = Q(checked_at=None) | Q(checked_at__lt=now - NIGHTLY)
    meetings = Meeting.objects.filter(
        is_open,
        is_stale,
        state__in=CHECKED_STATES,
        zoom_meeting_id__isnull=False,
        check_due_at=None,
    )
    return meetings.update(check_due_at=now)
