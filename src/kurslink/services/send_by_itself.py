"""What the office lets run by itself: reminders, latecomers, corrections. All off by default."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from kurslink.models import (
    NOT_TOLD,
    Course,
    CourseStatus,
    Dispatch,
    DispatchState,
    MailArea,
    MailMessage,
    MailSettings,
    last_day,
)
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal
from kurslink.services.mails.settled_news import is_settled
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import due_before, place_dispatch
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import BACKGROUND

_FRESH = timedelta(days=1)  # a reminder older than that came from switching reminders on


def send_by_itself(*, now: datetime) -> int:
    """Place what `MailSettings` asks for; how many dispatches. Done twice nothing is sent twice."""
    wanted = MailSettings.load()
    if not wanted.sends_access_data:
        return 0
    placed = 0
    if wanted.sends_to_latecomers:
        wish = Wish.usual(to_instructors=False, is_unasked=True)
        placed += sum(_placed(each, wish, now) for each in _sent_before(now))
    if wanted.corrects_by_itself:
        placed += sum(_corrected(each, now) for each in _told(now))
    return placed + sum(_reminded(each, wanted, now) for each in _beginning(wanted, now))


def _placed(course: Course, wish: Wish, now: datetime) -> bool:
    """Whether anything was sent; what stands in the way now may be gone next time."""
    return bool(prepare_dispatch(course, wish, now=now).written) and _place(course, wish, now)


def _place(course: Course, wish: Wish, now: datetime) -> bool:
    """Whether it could be placed; `place_dispatch` looks once more at what is to be sent."""
    try:
        place_dispatch(course, wish, actor=BACKGROUND, now=now)
    except Refusal:
        return False
    return True


def _coming(now: datetime) -> "QuerySet[Course]":
    today = now.astimezone(time_zone()).date()
    coming = Q(last_day=None) | Q(last_day__gte=today)
    courses = Course.objects.annotate(last_day=last_day()).filter(coming)
    return courses.select_related("online__software")


def _sent_before(now: datetime) -> "QuerySet[Course]":
    """Courses whose participants were sent their access data: a latecomer belongs to them."""
    sent = Dispatch.objects.filter(
        area=MailArea.ACCESS_DATA, to_participants=True, state=DispatchState.DONE
    )
    return _coming(now).filter(pk__in=sent.values("course"))


def _told(now: datetime) -> "QuerySet[Course]":
    told = MailMessage.objects.filter(is_test=False).exclude(course=None)
    courses = told.exclude(state__in=NOT_TOLD).values("course")
    return _coming(now).filter(pk__in=courses)


def _corrected(course: Course, now: datetime) -> bool:
    is_cancelled = course.status == CourseStatus.CANCELLED
    area = MailArea.CANCELLATION if is_cancelled else MailArea.CHANGE
    wish = Wish.usual(area, is_unasked=True)
    is_due = is_settled(prepare_dispatch(course, wish, now=now), now=now)
    return is_due and _place(course, wish, now)


def _beginning(wanted: MailSettings, now: datetime) -> Iterator[Course]:
    """Online courses that begin so soon that a reminder may be due."""
    furthest = max(wanted.reminder_days or 0, 2 if wanted.reminder_hours else 0)
    if not furthest:
        return
    today = now.astimezone(time_zone()).date()
    soon = Q(days__date__range=(today, today + timedelta(days=furthest)))
    without_days = Q(starts_on__range=(today, today + timedelta(days=furthest)))
    courses = _coming(now).filter(soon | without_days, online__is_online=True)
    yield from courses.exclude(status=CourseStatus.CANCELLED).distinct().prefetch_related("days")


def _reminded(course: Course, wanted: MailSettings, now: datetime) -> bool:
    begins_at = _begins_at(course)
    return any(
        _remind(course, moment, now)
        for moment in _moments(course, wanted, begins_at)
        if moment <= now < min(moment + _FRESH, begins_at or moment + _FRESH)
    )


def _moments(
    course: Course, wanted: MailSettings, begins_at: datetime | None
) -> Iterator[datetime]:
    """When this course's reminders are due."""
    if wanted.reminder_days:
        moment = due_before(course, wanted.reminder_days)
        if moment is not None:
            yield moment
    if wanted.reminder_hours and begins_at is not None:
        yield begins_at - timedelta(hours=wanted.reminder_hours)


def _begins_at(course: Course) -> datetime | None:
    """The first moment of the course (UTC: hours are counted from it); None without an hour."""
    for day in course.days.all():
        if day.takes_place:
            times = day.times()
            return _moment(day.date, times[0]) if times else None
    if course.starts_on and course.starts_at:
        return _moment(course.starts_on, course.starts_at)
    return None


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=time_zone()).astimezone(UTC)


def _remind(course: Course, moment: datetime, now: datetime) -> bool:
    """Once for each of its moments; the lock keeps a second sender out."""
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        done = Dispatch.objects.filter(course=course, area=MailArea.REMINDER, placed_at__gte=moment)
        if done.exists():
            return False
        wish = Wish.usual(MailArea.REMINDER, only_new=False)
        return _placed(course, wish, now)
