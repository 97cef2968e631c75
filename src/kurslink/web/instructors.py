"""One instructor: what is kept, the courses and days taught, the calendar, the mails."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as translate

from kurslink.models import Course, Instructor
from kurslink.services import clock
from kurslink.services.disclose_person import days_of
from kurslink.services.edit_person import InstructorValues, add_instructor, edit_instructor
from kurslink.services.errors import Refusal
from kurslink.services.export_courses import export_courses
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.mails_of import mails_of
from kurslink.services.rights import Right
from kurslink.web.download import download
from kurslink.web.forms import add_refusal, close
from kurslink.web.page import Page
from kurslink.web.participants import MOST_LINES
from kurslink.web.person_forms import InstructorForm


class NewInstructor(Page):
    """Somebody no course file has named."""

    right = Right.EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._show(request, InstructorForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add the person, or show what is wrong at its field."""
        form = InstructorForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, 422)
        try:
            values = InstructorValues(**form.cleaned_data)
            person = add_instructor(actor=self.actor, values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, 422)
        messages.success(request, translate("%(name)s ist aufgenommen.") % {"name": person})
        return redirect("instructor", person.pk)

    def _show(self, request: HttpRequest, form: InstructorForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "list": "instructors", "may_edit": True}
        return render(request, "people/instructor.html", context, status=status)


class _OneInstructor(Page):
    """What the pages of one instructor share."""

    @cached_property
    def person(self) -> Instructor:
        """The person of the address. Raises Http404."""
        return get_object_or_404(Instructor, pk=self.kwargs["instructor_id"])


class InstructorPage(_OneInstructor):
    """The data of a person; a change holds in all courses."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """As stored."""
        values = {name: getattr(self.person, name) for name in InstructorForm.base_fields}
        return self._show(request, InstructorForm(initial=values))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show what is wrong at its field."""
        self.actor.require(Right.EDIT)
        form = InstructorForm(request.POST)
        if form.is_valid() and self._store(form):
            messages.success(request, translate("Die Änderungen sind gespeichert."))
            return redirect("instructor", self.person.pk)
        return self._show(request, form, status=422)

    def _store(self, form: InstructorForm) -> bool:
        values = InstructorValues(**form.cleaned_data)
        try:
            edit_instructor(self.person, actor=self.actor, values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: InstructorForm, status: int = 200) -> HttpResponse:
        may_edit = self.actor.may(Right.EDIT)
        if not may_edit:
            close(form)
        courses = taught_by(Course.objects.select_related("semester"), self.person)
        context = {
            "person": self.person,
            "list": "instructors",
            "kind": "dozenten",
            "form": form,
            "may_edit": may_edit,
            "may_privacy": self.actor.may(Right.PRIVACY),
            "courses": courses.order_by("-starts_on", "-pk")[:MOST_LINES],
            "days": days_of(self.person)[:MOST_LINES],
            "mails": mails_of(self.person)[:MOST_LINES],
        }
        return render(request, "people/instructor.html", context, status=status)


class InstructorCalendar(_OneInstructor):
    """„Kalender": the days this person teaches, for a calendar program."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:  # noqa: ARG002  # all of it stands in the address
        """The iCalendar file."""
        choice = ExportChoice(ExportFormat.ICS, instructor=self.person)
        courses = Course.objects.order_by("number_key", "pk")
        content = export_courses(courses, choice, actor=self.actor, now=clock.now())
        name = f"dozent-{self.person.pk}.ics"
        return download(content, name=name, media_type=choice.format.media_type)
