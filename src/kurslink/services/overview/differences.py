"""Meetings that are otherwise than the course: changed here, changed at Zoom, gone, or refused."""

from datetime import datetime

from django.db.models import F, Q
from django.utils.timezone import localdate

from kurslink.models import Course, Meeting, MeetingState, ZoomState
from kurslink.models.meeting import HISTORY

_SHOWN = (
    ZoomState.GONE,
    ZoomState.CHANGED_AT_ZOOM,
    ZoomState.DIFFERENCE,
    ZoomState.CHANGED,
)


def differences(now: datetime) -> tuple[Course, ...]:
    """Courses with their `zoom_state`, as the course list shows them; two queries.

    The first finds the few that matter: the state of every course is dear.
    """
    otherwise = (
        Q(state__in=(MeetingState.DIFFERENCE, MeetingState.GONE))
        | Q(drift__isnull=False)
        | Q(transferred_at__lt=F("course__changed_at"))
    )
    meetings = Meeting.objects.filter(otherwise).exclude(state__in=HISTORY)
    ids = list(meetings.order_by().values_list("course", flat=True))
    courses = Course.objects.filter(pk__in=ids)
    shown = courses.with_zoom_state(localdate(now)).filter(Q(zoom_state__in=_SHOWN))
    return tuple(shown.only("number", "title").order_by("starts_on", "number_key", "pk"))
