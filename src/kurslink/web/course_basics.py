"""The tab „1. Seite": what the office keeps about a course (Stammdaten)."""

from dataclasses import fields

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, CourseStatus
from kurslink.services import clock
from kurslink.services.edit_course import CourseValues, edit_course
from kurslink.services.errors import Refusal
from kurslink.services.rights import Right
from kurslink.web.course_page import CoursePage
from kurslink.web.forms import (
    GermanDateField,
    GermanTimeField,
    KernForm,
    TextField,
    add_refusal,
    close,
)

_GENERAL = ("title", "subtitle", "department", "status", "place", "room")
_TIMES = ("starts_on", "ends_on", "starts_at", "ends_at")
_PLACES = ("minimum", "maximum")
_CLASSIFICATION = ("kind", "is_bamf", "is_artists_fund", "is_new")


class CourseForm(KernForm):
    """The fields of the „1. Seite", with the labels the office knows."""

    title = TextField(label=_("Titel"), max_length=500)
    subtitle = TextField(label=_("Untertitel"), max_length=500, required=False)
    department = TextField(label=_("Fachbereich"), max_length=200, required=False)
    status = forms.TypedChoiceField(
        label=_("Status"), choices=CourseStatus.choices, coerce=CourseStatus
    )
    place = TextField(label=_("Kursort"), max_length=300, required=False)
    room = TextField(label=_("Raum"), max_length=300, required=False)
    starts_on = GermanDateField(label=_("Datum von"), required=False)
    ends_on = GermanDateField(label=_("Datum bis"), required=False)
    starts_at = GermanTimeField(label=_("Uhrzeit von"), required=False)
    ends_at = GermanTimeField(label=_("Uhrzeit bis"), required=False)
    minimum = forms.IntegerField(label=_("TN min"), min_value=0, max_value=99_999, required=False)
    maximum = forms.IntegerField(label=_("TN max"), min_value=0, max_value=99_999, required=False)
    kind = TextField(label=_("Typ des Kurses"), max_length=60)
    is_bamf = forms.BooleanField(label=_("BAMF-Kurs"), required=False)
    is_artists_fund = forms.BooleanField(label=_("Künstlersozialkasse"), required=False)
    is_new = forms.BooleanField(label=_("Neuer Kurs"), required=False)

    def sections(self) -> dict[str, list[forms.BoundField]]:
        """The fields by box, in the order they are shown."""
        named = {
            "general": _GENERAL,
            "times": _TIMES,
            "places": _PLACES,
            "classification": _CLASSIFICATION,
        }
        return {key: [self[name] for name in names] for key, names in named.items()}


class CourseBasics(CoursePage):
    """Shows and changes the fields of the „1. Seite"."""

    tab = "course"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The fields as stored."""
        return self._show(request, CourseForm(initial=_initial(self.course)))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show what is wrong at its field."""
        self.actor.require(Right.EDIT)
        form = CourseForm(request.POST, initial=_initial(self.course))
        if form.is_valid() and self._store(form):
            messages.success(request, translate("Die Änderungen sind gespeichert."))
            return redirect("course", self.course.pk)
        return self._show(request, form, status=422)

    def _store(self, form: CourseForm) -> bool:
        values = CourseValues(**form.cleaned_data)
        try:
            edit_course(self.course, actor=self.actor, now=clock.now(), values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: CourseForm, status: int = 200) -> HttpResponse:
        if not self.actor.may(Right.EDIT):
            close(form)
        context = {"form": form, "sections": form.sections()}
        return self.draw(request, "course/basics.html", context, status)


def _initial(course: Course) -> dict[str, object]:
    return {each.name: getattr(course, each.name) for each in fields(CourseValues)}
