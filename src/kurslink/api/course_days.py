"""The days of a course, as a resource of their own."""

from typing import Annotated, Any

from ninja import Body, Router
from pydantic import Field

from kurslink.api.addressing import NumberInPath, SemesterInPath, course_at
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.course_shapes import DayGiven, DaySent, day_document
from kurslink.api.texts import Given, Sent
from kurslink.models import CourseDay
from kurslink.services import clock
from kurslink.services.replace_course_days import replace_course_days

router = Router(tags=["Course days"])


class DaysSent(Sent):
    """The whole set of days."""

    course_days: list[DaySent] = Field(max_length=500)


class DaysGiven(Given):
    """The days in order."""

    course_days: list[DayGiven]


@router.get("/{semester}/{number}/days", response=DaysGiven, summary="List course days")
def list_course_days(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """Also days that do not take place any more."""
    course = course_at(semester, number, actor=actor_of(request))
    return {"course_days": [day_document(day) for day in course.days.all()]}


@router.put("/{semester}/{number}/days", response=DaysGiven, summary="Replace course days")
def write_course_days(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    days: Annotated[DaysSent, Body()],
) -> dict[str, Any]:
    """Matched by date and begin, so that ids stay; a day no longer named stops taking place."""
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    given = [each.given() for each in days.course_days]
    replace_course_days(course, given, actor=actor, now=clock.now())
    rows = CourseDay.objects.filter(course=course)
    return {"course_days": [day_document(day) for day in rows]}
