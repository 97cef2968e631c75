"""Courses that begin within 7 days whose enrolled people have not been sent their access data."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from django.utils.timezone import localdate

from kurslink.models import (
    Dispatch,
    DispatchState,
    MailArea,
    MailSettings,
)
from kurslink.services.find_course import online_soon
from kurslink.services.mails.untold_people import untold_people
from kurslink.services.overview.soon_courses import SoonCourse

DAYS = 7


def untold(now: datetime) -> tuple[SoonCourse, ...]:
    """How many people of which course, the next first; none while nothing is sent from here.

    A course whose dispatch is planned needs nobody to think of it.
    """
    if not MailSettings.load().sends_access_data:
        return ()
    planned = Dispatch.objects.filter(
        course=OuterRef("pk"),
        area=MailArea.ACCESS_DATA,
        to_participants=True,
        state=DispatchState.PLANNED,
    )
    soon = online_soon(today=localdate(now), days=DAYS).filter(~Exists(planned))
    courses = {course.pk: course for course in soon.only("number", "title")}
    counts = dict(_untold_people(list(courses)))
    return tuple(
        SoonCourse(course, course.next_on, counts[key])  # type: ignore[attr-defined]  # from online_soon
        for key, course in courses.items()
        if key in counts
    )


def _untold_people(course_ids: list[int]) -> list[tuple[int, int]]:
    people = untold_people().filter(course__in=course_ids)
    counted = people.order_by().values("course").annotate(total=Count("pk"))
    return list(counted.values_list("course", "total"))
