"""Writes who has a place in courses into a file: a table with one row per enrolment."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kurslink.models import Course, Enrolment, Event, Institution, User
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.exports.record_export import record_export
from kurslink.services.exports.table import ExportChoice, ExportFormat, TableName, write_table
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.rights import Actor, Right
from kurslink.services.variables.course_values import (
    Values,
    course_values,
    institution_values,
    user_values,
    with_values,
)
from kurslink.services.variables.enrolment_values import enrolment_values
from kurslink.services.variables.known import choose_enrolment_variables
from kurslink.services.variables.person_values import greeting_values


def export_enrolments(
    courses: "QuerySet[Course]", choice: ExportChoice, *, actor: Actor, user: User | None = None
) -> bytes:
    """The file with everybody who has a place in `courses`, course by course, by name.

    Each variable keeps its own field: WEBIN_… are the course's, ONLINE… the enrolment's (decision
    26). A file of people is for those who may have passcodes too. Raises Refusal for calendars, a
    variable that is unknown or not for `actor`, and a missing right.
    """
    actor.require(Right.EDIT)
    if choice.format is ExportFormat.ICS:
        raise Refusal(RefusalCode.CALENDAR_OF_ENROLMENTS)
    record_export(courses, choice, Event.ENROLMENTS_EXPORTED, actor=actor)
    if choice.instructor is not None:
        courses = taught_by(courses, choice.instructor)
    variables = choose_enrolment_variables(choice.variables, actor=actor)
    institution = Institution.load()
    rest = institution_values(institution) | user_values(user, institution)
    rows = (values | rest for values in _rows(courses))
    return write_table(choice.format, TableName("enrolments", _("Anmeldungen")), variables, rows)


def places_in(courses: "QuerySet[Course]") -> "QuerySet[Enrolment]":
    """Everybody who has a place in `courses`."""
    return Enrolment.objects.filter(HAS_PLACE, course__in=courses.order_by().values("pk"))


def _rows(courses: "QuerySet[Course]") -> Iterator[Values]:
    """Values of course and enrolment; a course's are made once."""
    of_course = {course.pk: course_values(course) for course in with_values(courses)}
    people = places_in(courses).select_related("participant", "course__online")
    order = ("course__number_key", "course", "participant__name_key")
    for enrolment in people.order_by(*order, "pk"):
        greeting = greeting_values(enrolment.participant)
        yield of_course[enrolment.course_id] | greeting | enrolment_values(enrolment)
