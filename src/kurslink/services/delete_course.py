"""Deletes a course; what becomes of a meeting it still has at Zoom is decided first."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kurslink.models import Course, Event, Meeting
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.edit_online_details import is_attached
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.orders.open_order import require_no_open_order
from kurslink.services.rights import Actor, Right
from kurslink.services.switch_off import Release
from kurslink.services.withdraw_course import withdraw_course


def delete_course(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    release: Release | None = None,
    budget: float | None = None,
) -> None:
    """Delete `course` with its Kurstage, past meetings and orders; nothing of it is left here.

    `release` says what becomes of a meeting Zoom holds or may hold; `budget`: seconds a
    person waits for Zoom. Raises Refusal (MEETING_UNDECIDED, ORDER_OPEN), Busy, ZoomError;
    then the course stays.
    """
    actor.require(Right.EDIT)
    require_no_open_order(course)
    if is_attached(course.current_meeting()):
        _release(course, release, actor=actor, clock=clock, budget=budget)
    with transaction.atomic():
        Course.objects.select_for_update().filter(pk=course.pk).first()
        require_no_open_order(course)
        _delete_meetings(course, now=clock())
        record(actor, Event.COURSE_DELETED, course)
        course.delete()


def _release(
    course: Course,
    release: Release | None,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    budget: float | None,
) -> None:
    if release is None:
        raise Refusal(RefusalCode.MEETING_UNDECIDED, number=course.number)
    if release is Release.DELETE:
        withdraw_course(course, actor=actor, clock=clock, budget=budget)
    else:
        detach_meeting(course, actor=actor, clock=clock, budget=budget)


def _delete_meetings(course: Course, *, now: datetime) -> None:
    """The database protects a course that has meetings: only here they may go with it."""
    meetings = list(Meeting.objects.select_for_update().filter(course=course))
    if any(meeting.is_claimed(now) for meeting in meetings):
        raise Busy(course=course.number)
    if is_attached(course.current_meeting()):
        raise Refusal(RefusalCode.MEETING_UNDECIDED, number=course.number)
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).delete()
