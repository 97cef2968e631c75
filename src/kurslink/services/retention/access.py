"""Lets go of the meetings of courses long over, and empties what says how to get in."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import (
    OPEN,
    Course,
    Enrolment,
    MailMessage,
    Meeting,
    MeetingState,
    OnlineDetails,
    OrderKind,
)
from kurslink.models.errors import EncryptionError
from kurslink.models.meeting import HISTORY
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal
from kurslink.services.place_order import place_order
from kurslink.services.retention.due import (
    MEETING_ACCESS,
    ON_THEIR_WAY,
    ONLINE_ACCESS,
    OWN_ACCESS,
    any_filled,
)
from kurslink.services.retention.things import Counts, Thing
from kurslink.services.rights import BACKGROUND
from kurslink.zoom.errors import ZoomError

_AT_ONCE = 200


def release_meetings(
    courses: "QuerySet[Course]", *, at_zoom: bool, clock: Callable[[], datetime]
) -> Counts:
    """Let every course go of its meeting; with `at_zoom` an order deletes it there first.

    What Zoom or somebody's work stands in the way of is left for the next run.
    """
    counts: Counter[Thing] = Counter()
    for key in list(courses.order_by("pk").values_list("pk", flat=True)):
        course = Course.objects.get(pk=key)
        try:
            counts[_release(course, at_zoom=at_zoom, clock=clock)] += 1
        except (Refusal, ZoomError, EncryptionError):
            counts[Thing.MEETINGS_LEFT] += 1
    return dict(counts)


def _release(course: Course, *, at_zoom: bool, clock: Callable[[], datetime]) -> Thing:
    meeting = course.current_meeting()
    may_be_there = meeting is not None and (meeting.is_at_zoom or _is_unknown(meeting))
    if at_zoom and may_be_there:
        if not course.orders.filter(state__in=OPEN).exists():
            kind = OrderKind.WITHDRAW
            place_order(course, actor=BACKGROUND, now=clock(), kind=kind, is_urgent=False)
        return Thing.MEETINGS_AT_ZOOM
    detach_meeting(course, actor=BACKGROUND, clock=clock)
    return Thing.MEETINGS_RELEASED


def _is_unknown(meeting: Meeting) -> bool:
    return meeting.state in (MeetingState.CREATING, MeetingState.UNKNOWN)


def empty_access(courses: "QuerySet[Course]") -> int:
    """Empty the access data of `courses` that hold no meeting, in no history kept; how many."""
    keys = list(courses.order_by("pk").values_list("pk", flat=True))
    emptied = 0
    for start in range(0, len(keys), _AT_ONCE):
        emptied += _empty(keys[start : start + _AT_ONCE])
    return emptied


def _empty(keys: list[int]) -> int:
    with transaction.atomic():
        current = Meeting.objects.filter(course__in=keys).exclude(state__in=HISTORY)
        held = set(current.values_list("course", flat=True))
        free = [key for key in keys if key not in held]
        online = OnlineDetails.objects.filter(any_filled(ONLINE_ACCESS), course__in=free)
        online.update(**dict.fromkeys(ONLINE_ACCESS, ""))
        own = Enrolment.objects.filter(any_filled(OWN_ACCESS), course__in=free)
        own.update(**dict.fromkeys(OWN_ACCESS, ""))
        past = Meeting.objects.filter(course__in=free)
        past.update(**dict.fromkeys(MEETING_ACCESS, ""), drift=None, problem=None)
        told = MailMessage.objects.filter(course__in=free).exclude(state__in=ON_THEIR_WAY)
        told.exclude(told={}).update(told={})
    return len(free)
