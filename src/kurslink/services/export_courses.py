"""Writes courses into a file: a table of export variables, or a calendar of their days."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kurslink.models import Course, Event, Institution, Instructor, User
from kurslink.services.exports.course_calendar import calendar_days, with_sequence
from kurslink.services.exports.record_export import record_export
from kurslink.services.exports.table import ExportChoice, ExportFormat, TableName, write_table
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.rights import Actor, Right
from kurslink.services.variables.course_values import (
    course_values,
    institution_values,
    user_values,
    with_values,
)
from kurslink.services.variables.known import choose_course_variables, hidden_from
from kurslink.sources.calendar_writer import write_calendar


def export_courses(
    courses: "QuerySet[Course]",
    choice: ExportChoice,
    *,
    actor: Actor,
    now: datetime,
    user: User | None = None,
) -> bytes:
    """The file with `courses` in their order; BEN_… are the values of `user`, or of
    the standard contact.

    Raises Refusal for a variable that is unknown, of another level, or not for `actor`.
    """
    actor.require(Right.VIEW)
    record_export(courses, choice, Event.COURSES_EXPORTED, actor=actor)
    if choice.instructor is not None:
        courses = taught_by(courses, choice.instructor)
    if choice.format is ExportFormat.ICS:
        return _calendar(courses, choice.instructor, actor=actor, now=now)
    variables = choose_course_variables(choice.variables, actor=actor)
    institution = Institution.load()
    rest = institution_values(institution) | user_values(user, institution)
    rows = (course_values(course) | rest for course in with_values(courses))
    return write_table(choice.format, TableName("courses", _("Kurse")), variables, rows)


def _calendar(
    courses: "QuerySet[Course]", instructor: Instructor | None, *, actor: Actor, now: datetime
) -> bytes:
    institution = Institution.load()
    days = calendar_days(
        with_sequence(with_values(courses)),
        instance_id=institution.instance_id,
        hidden=hidden_from(actor),
        instructor=instructor,
    )
    name = f"{institution.name}: {instructor}" if instructor else institution.name
    return write_calendar(name, days, written_at=now)
