"""Which courses a meeting without one may belong to: by link, title, number or first date."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from kurslink.models import ZOOM, Course, CourseDay, CourseStatus, ForeignMeeting, Meeting
from kurslink.models.course import CourseQuerySet
from kurslink.models.meeting import HISTORY
from kurslink.services.connection.zoom_access import time_zone

_SUGGESTED = 8
_FOUND = 20
_TITLE_TELLS_FROM = 6  # shorter titles stand in many topics


def suggest_courses(foreign: ForeignMeeting) -> list[Course]:
    """The courses that fit best, the likeliest first: those whose link was entered by hand."""
    scored = _without_meeting().annotate(
        topic=Value(foreign.topic),
        title_length=Length("title"),
        by_link=_points(_same_number(foreign), 4),
        by_name=_points(_named_in_topic(foreign), 2),
        by_date=_points(Q(Exists(_days_like(foreign))), 1),
    )
    ranked = scored.annotate(points=F("by_link") + F("by_name") + F("by_date"))
    return list(ranked.filter(points__gt=0).order_by("-points", "number_key", "pk")[:_SUGGESTED])


def search_courses(text: str) -> list[Course]:
    """The first courses without a meeting whose number or title has every word of `text`."""
    courses = _without_meeting().matching(text)
    return list(courses.order_by("-semester__first_on", "number_key")[:_FOUND])


def _without_meeting() -> CourseQuerySet:
    """Courses that could take a meeting: they take place, have none, and no other software."""
    held = Meeting.objects.filter(course=OuterRef("pk")).exclude(state__in=HISTORY)
    usable = Q(online=None) | Q(online__software=None) | Q(online__software__name=ZOOM)
    courses = Course.objects.filter(usable, ~Exists(held)).exclude(status=CourseStatus.CANCELLED)
    return courses.select_related("semester")


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=0, output_field=IntegerField())


def _same_number(foreign: ForeignMeeting) -> Q:
    number = str(foreign.zoom_meeting_id)
    grouped = f"{number[:3]} {number[3:-4]} {number[-4:]}"
    by_number = Q(online__meeting_number__in=(number, grouped))
    return by_number | Q(online__link__contains=f"/j/{number}")


def _named_in_topic(foreign: ForeignMeeting) -> Q:
    words = [word.strip("()[],.;:") for word in foreign.topic.split()]
    title = Q(topic__icontains=F("title"), title_length__gte=_TITLE_TELLS_FROM)
    return Q(number__in=words) | title


def _days_like(foreign: ForeignMeeting) -> QuerySet[CourseDay]:
    days = CourseDay.objects.filter(course=OuterRef("pk"))
    if foreign.starts_at is None:
        return days.none()
    local = foreign.starts_at.astimezone(time_zone())
    return days.filter(date=local.date(), starts_at=local.time())
