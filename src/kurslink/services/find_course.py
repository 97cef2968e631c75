"""Finds the course a number means."""

from django.db.models import QuerySet

from kurslink.models import ZOOM, Course
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


def online_courses(*, semester_code: str | None = None) -> QuerySet[Course]:
    """Every course marked as online course with Zoom, in order of number."""
    courses = Course.objects.filter(
        online__is_online=True, online__software__name=ZOOM
    ).select_related("semester", "online__software", "online__account", "online__host")
    return courses.filter(semester__code=semester_code) if semester_code else courses
