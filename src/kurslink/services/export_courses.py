"""Writes courses into a file: a table of export variables, or a calendar of their days."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kurslink.models import Course, Institution, Instructor, User
from kurslink.services.exports.course_calendar import calendar_days, with_sequence
from kurslink.services.rights import Actor, Right
from kurslink.services.variables.course_values import (
    Values,
    course_values,
    institution_values,
    user_values,
    with_values,
)
from kurslink.services.variables.known import Variable, choose_course_variables, hidden_from
from kurslink.sources.calendar_writer import write_calendar
from kurslink.sources.csv_writer import write_csv
from kurslink.sources.xlsx_writer import write_xlsx


class ExportFormat(StrEnum):
    """In which form courses can be had."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"

    @property
    def media_type(self) -> str:
        """What a browser is told about the file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
    ExportFormat.ICS: "text/calendar; charset=utf-8",
}


@dataclass(frozen=True)
class ExportChoice:
    """What is wanted: `variables` by name, in order, none for all; calendars have none.

    With `instructor`, the courses of this person, and in a calendar only their days.
    """

    format: ExportFormat
    variables: tuple[str, ...] = ()
    instructor: Instructor | None = None


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
    if choice.instructor is not None:
        courses = _taught_by(courses, choice.instructor)
    if choice.format is ExportFormat.ICS:
        return _calendar(courses, choice.instructor, actor=actor, now=now)
    variables = choose_course_variables(choice.variables, actor=actor)
    institution = Institution.load()
    rest = institution_values(institution) | user_values(user, institution)
    rows = (course_values(course) | rest for course in with_values(courses))
    return _table(choice.format, variables, rows)


def _taught_by(courses: "QuerySet[Course]", instructor: Instructor) -> "QuerySet[Course]":
    """By keys: joins would give a course once for each of its days."""
    of_courses = Q(pk__in=instructor.courses.values("pk"))
    of_days = Q(pk__in=instructor.days.values("course"))
    return courses.filter(of_courses | of_days)


def _table(form: ExportFormat, variables: tuple[Variable, ...], values: Iterable[Values]) -> bytes:
    names = [variable.name for variable in variables]
    if form is ExportFormat.JSON:
        courses = [{name: each[name] for name in names} for each in values]
        return json.dumps({"courses": courses}, ensure_ascii=False, indent=2).encode()
    rows = ([each[name] for name in names] for each in values)
    if form is ExportFormat.XLSX:
        return write_xlsx(_("Kurse"), names, rows)
    return write_csv(names, rows)


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
