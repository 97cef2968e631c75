"""Courses: list, read, write by semester and number or by external id, delete."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from ninja import Header, Query, Router
from ninja.responses import Status

from kurslink.api.addressing import (
    NumberInPath,
    SemesterInPath,
    course_at,
    cursor_after,
    key_before,
    reference_of,
)
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.course_shapes import CourseGiven, CoursePage, CourseSent, etag_of, in_full, today
from kurslink.api.texts import Moment
from kurslink.models import Course, ZoomState
from kurslink.services import clock
from kurslink.services.course_reference import courses_in_full
from kurslink.services.delete_course import delete_course
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.put_course import put_course
from kurslink.services.rights import Actor, Right
from kurslink.services.switch_off import Release

router = Router(tags=["Courses"])

PATIENCE = 8.0
"""Seconds a request waits for Zoom, all calls together."""

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The `ETag` you read. If the course was changed since, nothing is done (412).",
    ),
]


@router.get("", response=CoursePage, summary="List courses")
def list_courses(
    request: TokenRequest,
    *,
    semester: Annotated[str, Query(description="Only of this semester.", max_length=40)] = "",
    online: Annotated[
        bool | None, Query(description="Only online courses, or only others.")
    ] = None,
    zoom_state: Annotated[ZoomState | None, Query(description="Only in this state.")] = None,
    changed_since: Annotated[
        Moment | None,
        Query(description="Only changed or transferred since this moment, with an offset."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
    cursor: Annotated[str, Query(max_length=40, description="`next` of the page before.")] = "",
) -> dict[str, Any]:
    """Courses in the order they came to be known, so that a page never skips or repeats one."""
    actor = actor_of(request)
    actor.require(Right.VIEW)
    courses = courses_in_full().with_zoom_state(today()).filter(pk__gt=key_before(cursor))
    if semester:
        courses = courses.filter(semester__code=semester)
    if online is not None:
        courses = courses.filter(online__is_online=online)
    if zoom_state is not None:
        courses = courses.filter(**{"zoom_state": zoom_state})  # an annotation
    found = list(_changed(courses, changed_since).order_by("pk")[: limit + 1])
    following = cursor_after(found[limit - 1].pk) if len(found) > limit else None
    return {"courses": [in_full(each, actor) for each in found[:limit]], "next": following}


def _changed(courses: "QuerySet[Course]", since: datetime | None) -> "QuerySet[Course]":
    if since is None:
        return courses
    return courses.filter(Q(changed_at__gte=since) | Q(transferred_at__gte=since))


@router.get("/{semester}/{number}", response=CourseGiven, summary="Read a course")
def read_course(
    request: TokenRequest, *, response: HttpResponse, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """The course with its days and how it stands with Zoom. The header `ETag` names this state."""
    actor = actor_of(request)
    document = _document(course_at(semester, number, actor=actor), actor)
    response["ETag"] = etag_of(document)
    return document


@router.put(
    "/{semester}/{number}",
    response={200: CourseGiven, 201: CourseGiven},
    summary="Create or change a course",
)
def write_course(
    request: TokenRequest,
    *,
    response: HttpResponse,
    semester: SemesterInPath,
    number: NumberInPath,
    course: CourseSent,
    if_match: IfMatch = None,
) -> Status[dict[str, Any]]:
    """Sent twice it is the same course. A new semester is made from the first day."""
    actor = actor_of(request)

    def unchanged(held: Course | None) -> None:
        _require_match(held, if_match, actor)

    reference = reference_of(semester, number)
    written, is_new = put_course(
        reference, course.draft(), actor=actor, now=clock.now(), precondition=unchanged
    )
    document = _document(written, actor)
    response["ETag"] = etag_of(document)
    return Status(201 if is_new else 200, document)


@router.delete("/{semester}/{number}", response={204: None}, summary="Delete a course")
def remove_course(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    meeting: Annotated[
        Release | None,
        Query(description="What becomes of a meeting at Zoom: `delete` it or `detach` it."),
    ] = None,
    if_match: IfMatch = None,
) -> Status[None]:
    """Deletes the course with its days and enrolments.

    While Zoom holds a meeting for it, say in `meeting` what becomes of that (409 otherwise).
    """
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    _require_match(course, if_match, actor)
    delete_course(course, actor=actor, clock=clock.now, release=meeting, budget=PATIENCE)
    return Status(204, None)


def _document(course: Course, actor: Actor) -> dict[str, Any]:
    annotated = courses_in_full().with_zoom_state(today()).get(pk=course.pk)
    return in_full(annotated, actor)


def _require_match(held: Course | None, wanted: str | None, actor: Actor) -> None:
    """Raise Refusal if somebody changed the course since the program read it."""
    if wanted is None or (wanted.strip() == "*" and held is not None):
        return
    if held is None or wanted.strip() != etag_of(_document(held, actor)):
        raise Refusal(RefusalCode.CHANGED_MEANWHILE, number=held.number if held else "–")
