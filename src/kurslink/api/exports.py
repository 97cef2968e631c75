"""Files: courses or enrolments as a table, courses also as a calendar."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query, Router

from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.export_courses import export_courses
from kurslink.services.export_enrolments import export_enrolments
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.find_instructor import get_instructor

router = Router(tags=["Exports"])

_BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file.",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "text/calendar": {"schema": {"type": "string"}},
                "application/json": {"schema": {"type": "object"}},
                ExportFormat.XLSX.media_type: {"schema": _BINARY},
            },
        }
    }
}

Format = Annotated[ExportFormat, Query(alias="format", description="Form of the file.")]
Variables = Annotated[
    str,
    Query(
        max_length=2_000,
        description="Names of export variables with commas; all if left out.",
        examples=["KURSNR,WEBIN_LINK"],
    ),
]
SemesterOnly = Annotated[str, Query(max_length=40, description="Only of this semester.")]
NumberOnly = Annotated[str, Query(max_length=40, description="Only this course number.")]
InstructorOnly = Annotated[
    str, Query(max_length=100, description="Only of this person (number or address).")
]
OnlineOnly = Annotated[bool, Query(description="Only online courses.")]


@router.get("/courses", openapi_extra=_FILE, summary="Export courses")
def export_course_file(
    request: TokenRequest,
    *,
    form: Format = ExportFormat.CSV,
    variables: Variables = "",
    semester: SemesterOnly = "",
    number: NumberOnly = "",
    instructor: InstructorOnly = "",
    online: OnlineOnly = False,
) -> HttpResponse:
    """One row per course, or a calendar (`ics`); passcodes only for who may have them."""
    choice = _choice(form, variables, instructor)
    courses = _courses(semester, number, online=online)
    file = export_courses(courses, choice, actor=actor_of(request), now=clock.now())
    return HttpResponse(file, content_type=form.media_type)


@router.get("/enrolments", openapi_extra=_FILE, summary="Export enrolments")
def export_enrolment_file(
    request: TokenRequest,
    *,
    form: Format = ExportFormat.CSV,
    variables: Variables = "",
    semester: SemesterOnly = "",
    number: NumberOnly = "",
    instructor: InstructorOnly = "",
    online: OnlineOnly = False,
) -> HttpResponse:
    """One row per person with a place in a course; for tokens that may change courses."""
    choice = _choice(form, variables, instructor)
    courses = _courses(semester, number, online=online)
    file = export_enrolments(courses, choice, actor=actor_of(request))
    return HttpResponse(file, content_type=form.media_type)


def _choice(form: ExportFormat, variables: str, instructor: str) -> ExportChoice:
    return ExportChoice(
        form,
        variables=tuple(name.strip() for name in variables.split(",") if name.strip()),
        instructor=get_instructor(instructor) if instructor else None,
    )


def _courses(semester: str, number: str, *, online: bool) -> "QuerySet[Course]":
    courses = Course.objects.all()
    if semester:
        courses = courses.filter(semester__code=semester)
    if number:
        courses = courses.filter(number__iexact=number)
    return courses.filter(online__is_online=True) if online else courses
