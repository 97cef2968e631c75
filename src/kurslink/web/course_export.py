"""„Exportieren": the courses of the list, or of one page, as a file."""

import re
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, Instructor, Semester, User
from kurslink.services import clock
from kurslink.services.export_courses import ExportChoice, ExportFormat, export_courses
from kurslink.services.rights import Actor
from kurslink.services.variables.known import Group, Variable, course_variables
from kurslink.web.course_filter import CourseFilter
from kurslink.web.forms import KernForm
from kurslink.web.page import Page

FORMATS = (
    (ExportFormat.XLSX, _("Excel (XLSX)")),
    (ExportFormat.CSV, _("CSV")),
    (ExportFormat.JSON, _("JSON")),
    (ExportFormat.ICS, _("Kalender (ICS)")),
)
_FILTER = ("q", "semester", "state", "online", "sort")


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

    def __init__(self, actor: Actor, courses: "QuerySet[Course]", *args: Any) -> None:
        super().__init__(*args)
        variables = cast(forms.MultipleChoiceField, self.fields["variables"])
        offered = course_variables(actor)
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


class CourseExport(Page):
    """What shall be in the file; the address carries the filter of the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with every variable chosen."""
        courses = _filtered(request)
        return _show(request, self.actor, ExportForm(self.actor, courses), courses)


class CourseExportFile(Page):
    """The file itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All courses of the filter, on however many pages the list shows them."""
        courses = _filtered(request)
        form = ExportForm(self.actor, courses, request.GET)
        if not form.is_valid():
            return _show(request, self.actor, form, courses, status=422)
        semester = request.GET.get("semester", "")
        known = Semester.objects.filter(code=semester).exists()
        name = f"kurse-{semester}" if known else "kurse"
        return _file(request, self.actor, courses, form.choice(), name)


class CourseCalendar(Page):
    """The days of one course for a calendar program."""

    def get(self, request: HttpRequest, course_id: int) -> HttpResponse:
        """The iCalendar file."""
        course = get_object_or_404(Course, pk=course_id)
        choice, courses = ExportChoice(ExportFormat.ICS), Course.objects.filter(pk=course.pk)
        number = re.sub(r"[^\w.-]+", "-", course.number)
        return _file(request, self.actor, courses, choice, f"kurs-{number}")


def _filtered(request: HttpRequest) -> "QuerySet[Course]":
    return CourseFilter.parse(request.GET.dict()).courses(localdate(clock.now()))


def _teaching(courses: "QuerySet[Course]") -> "QuerySet[Instructor]":
    keys = courses.order_by().values("pk")
    named = Instructor.courses.through.objects.filter(course__in=keys).values("instructor")
    return Instructor.objects.filter(pk__in=named)


def _groups(actor: Actor) -> list[tuple[str, list[Variable]]]:
    """The variables as the picker shows them; groups without any are left out."""
    offered = course_variables(actor)
    groups = ((group, [each for each in offered if each.group == group]) for group in Group)
    return [(str(group.label), found) for group, found in groups if found]


def _show(
    request: HttpRequest,
    actor: Actor,
    form: ExportForm,
    courses: "QuerySet[Course]",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "groups": _groups(actor),
        "chosen": form["variables"].value(),
        "total": courses.count(),
        "kept": [(name, request.GET[name]) for name in _FILTER if name in request.GET],
    }
    return render(request, "courses/export.html", context, status=status)


def _file(
    request: HttpRequest,
    actor: Actor,
    courses: "QuerySet[Course]",
    choice: ExportChoice,
    name: str,
) -> HttpResponse:
    user = cast(User, request.user)
    content = export_courses(courses, choice, actor=actor, now=clock.now(), user=user)
    answer = HttpResponse(content, content_type=choice.format.media_type)
    as_attachment = content_disposition_header(True, f"{name}.{choice.format}")
    answer.headers["Content-Disposition"] = as_attachment
    return answer
