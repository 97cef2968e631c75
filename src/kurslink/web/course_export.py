"""„Exportieren": the courses of the list, or of one page, as a file."""

import re
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, Instructor, Semester, User
from kurslink.services import clock
from kurslink.services.export_courses import export_courses
from kurslink.services.export_enrolments import export_enrolments, places_in
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.rights import Actor, Right
from kurslink.services.variables.known import (
    Group,
    Variable,
    course_variables,
    enrolment_variables,
)
from kurslink.web.course_columns import COURSES
from kurslink.web.course_filter import NAMES, CourseFilter
from kurslink.web.download import download
from kurslink.web.forms import KernForm
from kurslink.web.lists.wishes import SORT, ListWishes
from kurslink.web.page import Page

FORMATS = (
    (ExportFormat.XLSX, _("Excel (XLSX)")),
    (ExportFormat.CSV, _("CSV")),
    (ExportFormat.JSON, _("JSON")),
    (ExportFormat.ICS, _("Kalender (ICS)")),
)
COURSE, ENROLMENT = "course", "enrolment"
"""What one row of the file is, as addresses say it."""


class ExportForm(KernForm):
    """In which form, of whom, with which variables."""

    format = forms.ChoiceField(choices=FORMATS, label=_("Format"))
    instructor = forms.ModelChoiceField(
        Instructor.objects.all(),
        label=_("Dozent"),
        required=False,
        empty_label=_("alle"),
        help_text=_("Nur Kurse dieser Person; im Kalender nur die Tage, die sie unterrichtet."),
    )
    variables = forms.MultipleChoiceField(
        label=_("Export-Variablen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, wish: "Wish", courses: "QuerySet[Course]", *args: Any) -> None:
        super().__init__(*args)
        if wish.level == ENROLMENT:
            formats = cast(forms.ChoiceField, self.fields["format"])
            formats.choices = [each for each in FORMATS if each[0] is not ExportFormat.ICS]
        variables = cast(forms.MultipleChoiceField, self.fields["variables"])
        offered = wish.variables
        variables.choices = [(each.name, each.description) for each in offered]
        variables.initial = [each.name for each in offered]
        people = cast("forms.ModelChoiceField[Instructor]", self.fields["instructor"])
        people.queryset = _teaching(courses)

    def clean(self) -> dict[str, Any]:
        """A table without columns is no table."""
        values = super().clean() or {}
        is_table = values.get("format") != ExportFormat.ICS
        if is_table and not values.get("variables") and "variables" not in self.errors:
            self.add_error("variables", _("Wählen Sie mindestens eine Variable."))
        return values

    def choice(self) -> ExportChoice:
        """What a valid form asks for."""
        return ExportChoice(
            ExportFormat(self.cleaned_data["format"]),
            variables=tuple(self.cleaned_data["variables"]),
            instructor=self.cleaned_data["instructor"],
        )


@dataclass(frozen=True)
class Wish:
    """Who exports, and what one row shall be."""

    actor: Actor
    level: str

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor) -> "Wish":
        """By the address. Raises Refusal for people, if `actor` may not have them."""
        level = ENROLMENT if request.GET.get("level") == ENROLMENT else COURSE
        if level == ENROLMENT:
            actor.require(Right.EDIT)
        return cls(actor, level)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What may be in a row."""
        offered = enrolment_variables if self.level == ENROLMENT else course_variables
        return offered(self.actor)


class CourseExport(Page):
    """What shall be in the file; the address carries the filter of the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with every variable chosen."""
        wish, courses = Wish.of(request, self.actor), _filtered(request)
        return _show(request, wish, ExportForm(wish, courses), courses)


class CourseExportFile(Page):
    """The file itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All courses of the filter, on however many pages the list shows them."""
        wish, courses = Wish.of(request, self.actor), _filtered(request)
        form = ExportForm(wish, courses, request.GET)
        if not form.is_valid():
            return _show(request, wish, form, courses, status=422)
        semester = request.GET.get("semester", "")
        known = Semester.objects.filter(code=semester).exists()
        of_what = "anmeldungen" if wish.level == ENROLMENT else "kurse"
        name = f"{of_what}-{semester}" if known else of_what
        return _file(request, wish, courses, form.choice(), name)


class CourseCalendar(Page):
    """The days of one course for a calendar program."""

    def get(self, request: HttpRequest, course_id: int) -> HttpResponse:
        """The iCalendar file."""
        course = get_object_or_404(Course, pk=course_id)
        choice, courses = ExportChoice(ExportFormat.ICS), Course.objects.filter(pk=course.pk)
        number = re.sub(r"[^\w.-]+", "-", course.number)
        return _file(request, Wish(self.actor, COURSE), courses, choice, f"kurs-{number}")


def _filtered(request: HttpRequest) -> "QuerySet[Course]":
    courses = CourseFilter.parse(request.GET.dict()).courses(localdate(clock.now()))
    wishes: ListWishes[Course] = ListWishes.parse(request.GET, COURSES, ())
    return wishes.sorted(courses, COURSES)


def _teaching(courses: "QuerySet[Course]") -> "QuerySet[Instructor]":
    keys = courses.order_by().values("pk")
    named = Instructor.courses.through.objects.filter(course__in=keys).values("instructor")
    return Instructor.objects.filter(pk__in=named)


def _groups(wish: Wish) -> list[tuple[str, list[Variable]]]:
    """The variables as the picker shows them; groups without any are left out."""
    offered = wish.variables
    groups = ((group, [each for each in offered if each.group == group]) for group in Group)
    return [(str(group.label), found) for group, found in groups if found]


def _levels(actor: Actor) -> list[tuple[str, str]]:
    """What a row may be, with its name; people only for those who may have them in a file."""
    levels = [(COURSE, translate("Kurse")), (ENROLMENT, translate("Anmeldungen"))]
    return levels if actor.may(Right.EDIT) else levels[:1]


def _show(
    request: HttpRequest,
    wish: Wish,
    form: ExportForm,
    courses: "QuerySet[Course]",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "groups": _groups(wish),
        "chosen": form["variables"].value(),
        "level": wish.level,
        "levels": _levels(wish.actor),
        "total": (places_in(courses) if wish.level == ENROLMENT else courses).count(),
        "kept": [(name, request.GET[name]) for name in (*NAMES, SORT) if name in request.GET],
    }
    return render(request, "courses/export.html", context, status=status)


def _file(
    request: HttpRequest,
    wish: Wish,
    courses: "QuerySet[Course]",
    choice: ExportChoice,
    name: str,
) -> HttpResponse:
    user = cast(User, request.user)
    if wish.level == ENROLMENT:
        content = export_enrolments(courses, choice, actor=wish.actor, user=user)
    else:
        content = export_courses(courses, choice, actor=wish.actor, now=clock.now(), user=user)
    return download(content, name=f"{name}.{choice.format}", media_type=choice.format.media_type)
