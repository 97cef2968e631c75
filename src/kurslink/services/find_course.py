"""Finds the course a number means."""

from datetime import date

from django.db.models import Q, QuerySet

from kurslink.models import ZOOM, Course, CourseStatus
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
