"""Finds the course a number means."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kurslink.models import ZOOM, Course, CourseDay, CourseStatus
from kurslink.services.errors import Refusal, RefusalCode


def get_course(number: str, *, semester_code: str | None = None) -> Course:
    """The course with this number, whatever its case. Raises Refusal naming the semesters.

    A number is unique only together with its semester.
    """
    courses = Course.objects.filter(number__iexact=number.strip()).select_related(
        "semester", "online__software", "online__account", "online__host"
    )
    if semester_code is not None:
        courses = courses.filter(semester__code=semester_code)
    found = list(courses)
    if not found:
        raise Refusal(RefusalCode.COURSE_UNKNOWN, number=number)
    if len(found) > 1:
        codes = sorted(course.semester.code for course in found)
        raise Refusal(RefusalCode.COURSE_AMBIGUOUS, number=number, semesters=codes)
    return found[0]


def online_courses(*, today: date, semester_code: str | None = None) -> QuerySet[Course]:
    """Every online course with Zoom that takes place and is not over, in order of number."""
    marked = Q(online__is_online=True, online__software__name=ZOOM)
    coming = ~Q(status=CourseStatus.CANCELLED) & ~Q(ends_on__lt=today)
    courses = Course.objects.filter(marked, coming).select_related(
        "semester", "online__software", "online__account", "online__host"
    )
    return courses.filter(semester__code=semester_code) if semester_code else courses


def online_soon(*, today: date, days: int) -> QuerySet[Course]:
    """Online courses, of any software, with a course day from `today` to `days` days later.

    Annotated with that day (`next_on`) and in its order; a course without Kurstage has the one
    day of its „1. Seite".
    """
    last = today + timedelta(days=days)
    taking_place = CourseDay.objects.filter(is_cancelled=False, missing_since=None)
    near = taking_place.filter(date__range=(today, last))
    next_on = near.filter(course=OuterRef("pk")).order_by("date").values("date")[:1]
    without_days = Q(starts_on__range=(today, last)) & ~Exists(
        CourseDay.objects.filter(course=OuterRef("pk"))
    )
    return (
        Course.objects.filter(Q(pk__in=near.values("course")) | without_days)
        .filter(online__is_online=True)
        .exclude(status=CourseStatus.CANCELLED)
        .annotate(next_on=Coalesce(Subquery(next_on), F("starts_on")))
        .order_by("next_on", "number_key", "pk")
    )
