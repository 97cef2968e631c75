"""Makes a course what a program says of it: new or known, done twice it is the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kurslink.models import Course, CourseStatus, Event, Instructor, OnlineDetails, Semester
from kurslink.planning.half_years import half_year_of
from kurslink.services.course_instructors import add_to_course, remove_from_course
from kurslink.services.course_reference import CourseReference, find_meant
from kurslink.services.edit_course import CourseValues, edit_course
from kurslink.services.edit_person import InstructorValues, add_instructor, edit_instructor
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.importing.named_semesters import NamedSemesters
from kurslink.services.importing.one_at_a_time import wait_for_other_imports
from kurslink.services.journal.record import record
from kurslink.services.replace_course_days import GivenDay, replace_course_days
from kurslink.services.rights import Actor, Right

_OF_NEW = CourseValues(
    title="",
    subtitle="",
    department="",
    starts_on=None,
    ends_on=None,
    starts_at=None,
    ends_at=None,
    place="",
    room="",
    kind="Normalkurs",
    is_bamf=False,
    is_artists_fund=False,
    is_new=False,
    status=CourseStatus.PLANNED,
    minimum=None,
    maximum=None,
)

_LIMITS = {"semester": 20, "number": 40}


@dataclass(frozen=True)
class CourseDraft:
    """What a program says of a course; what it does not say stays as it is.

    `values` are some of CourseValues by name. `semester` and `number` are needed for a new course
    that the reference does not name.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    semester: str | None = None
    number: str | None = None
    external_id: str | None = None
    days: Sequence[GivenDay] | None = None
    instructors: Sequence[InstructorValues] | None = None


def put_course(
    reference: CourseReference,
    draft: CourseDraft,
    *,
    actor: Actor,
    now: datetime,
    precondition: Callable[[Course | None], None],
) -> tuple[Course, bool]:
    """The course, and whether it is new.

    `precondition` sees the course as it is, locked, or None; what it raises ends everything.
    Raises Refusal; its data name the field as `attribute`.
    """
    actor.require(Right.EDIT)
    with transaction.atomic():
        course = find_meant(reference, for_update=True)
        if course is None:
            wait_for_other_imports()
            course = find_meant(reference, for_update=True)
        precondition(course)
        is_new = course is None
        if course is None:
            course = _new(reference, draft, actor=actor, now=now)
        else:
            _require_same_name(course, draft)
        _store(course, draft, actor=actor, now=now)
    return course, is_new


def _store(course: Course, draft: CourseDraft, *, actor: Actor, now: datetime) -> None:
    if draft.external_id is not None and draft.external_id != course.external_id:
        _require_free(draft.external_id)
        course.external_id = draft.external_id
    course.missing_since = None
    course.save(update_fields=["external_id", "missing_since"])
    if draft.instructors is not None:
        _set_instructors(course, [_known(each, actor) for each in draft.instructors], actor)
    if draft.days is not None:
        replace_course_days(course, draft.days, actor=actor, now=now)
    held = {each.name: getattr(course, each.name) for each in fields(CourseValues)}
    values = CourseValues(**held | dict(draft.values))
    edit_course(course, actor=actor, now=now, values=values)


def _new(reference: CourseReference, draft: CourseDraft, *, actor: Actor, now: datetime) -> Course:
    if reference.course_id is not None:
        raise Refusal(RefusalCode.COURSE_UNKNOWN, number=str(reference))
    code, number = reference.semester or draft.semester, reference.number or draft.number
    title = draft.values.get("title")
    needed = {"semester": code, "number": number, "title": title}
    missing = [name for name, value in needed.items() if not value]
    if not code or not number or missing:
        raise Refusal(
            RefusalCode.COURSE_FIELDS_MISSING, fields=missing, attribute=next(iter(missing), None)
        )
    _require_length("semester", code)
    _require_length("number", number)
    semester = _semester(code, _first_day(draft))
    if semester.courses.filter(number__iexact=number).exists():
        raise Refusal(
            RefusalCode.COURSE_NUMBER_TAKEN, number=number, semester=code, attribute="number"
        )
    external_id = draft.external_id if draft.external_id is not None else reference.external_id
    _require_free(external_id)
    of_new = {each.name: getattr(_OF_NEW, each.name) for each in fields(CourseValues)}
    course = Course.new(
        number=number,
        semester=semester,
        external_id=external_id,
        changed_at=now,
        **of_new | {"title": title},
    )
    course.save()
    OnlineDetails.objects.create(course=course)
    record(actor, Event.COURSE_CREATED, course)
    return course


def _require_length(name: str, text: str) -> None:
    if len(text) > _LIMITS[name]:
        raise Refusal(
            RefusalCode.TEXT_TOO_LONG,
            field=name,
            count=len(text),
            limit=_LIMITS[name],
            attribute=name,
        )


def _first_day(draft: CourseDraft) -> date | None:
    dates = [each.values.date for each in draft.days or ()]
    first: date | None = draft.values.get("starts_on")
    return first or min(dates, default=None)


def _semester(code: str, first: date | None) -> Semester:
    """The semester with this code, made if the first day tells where it lies."""
    semesters = NamedSemesters()
    found = semesters.find(code)
    if found is not None:
        return found
    if first is None:
        known = [each.code for each in semesters]
        raise Refusal(
            RefusalCode.SEMESTER_UNKNOWN, semester=code, known=known, attribute="semester"
        )
    natural = half_year_of(first)
    name = natural.name if natural.code == code else f"Semester {code}"
    return Semester.objects.create(
        code=code, name=name, first_on=natural.first_on, last_on=natural.last_on
    )


def _require_free(external_id: str) -> None:
    owner = Course.objects.filter(external_id=external_id).first() if external_id else None
    if owner is not None:
        raise Refusal(
            RefusalCode.EXTERNAL_ID_TAKEN,
            external_id=external_id,
            owner=str(owner),
            attribute="external_id",
        )


def _require_same_name(course: Course, draft: CourseDraft) -> None:
    """Another number would be another course to everybody who knows the old one."""
    code, number = course.semester.code, course.number
    is_same = draft.semester in (None, code) and (draft.number or number).casefold() == (
        number.casefold()
    )
    if not is_same:
        raise Refusal(RefusalCode.COURSE_MOVED, number=number, semester=code, attribute="number")


def _set_instructors(course: Course, wanted: Sequence[Instructor], actor: Actor) -> None:
    for person in course.instructors.exclude(pk__in=[each.pk for each in wanted]):
        remove_from_course(course, person, actor=actor)
    for person in wanted:
        add_to_course(course, person, actor=actor)


def _known(values: InstructorValues, actor: Actor) -> Instructor:
    """Who is meant, brought up to date or added: by number, else by name and address."""
    if values.number:
        person = Instructor.objects.filter(number=values.number).first()
    else:
        person = Instructor.objects.filter(
            number="",
            first_name=values.first_name,
            last_name=values.last_name,
            email__iexact=values.email,
        ).first()
    if person is None:
        return add_instructor(actor=actor, values=values)
    edit_instructor(person, actor=actor, values=values)
    return person
