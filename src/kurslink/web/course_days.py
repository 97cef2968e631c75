"""The tab „2. Seite": the course days (Kurstage)."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import CourseDay
from kurslink.services import clock
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.edit_course_days import (
    DayValues,
    add_course_day,
    cancel_course_day,
    change_course_day,
    restore_course_day,
)
from kurslink.services.errors import Refusal
from kurslink.services.rights import Right
from kurslink.services.transfer.course_schedule import schedule_of
from kurslink.web.course_page import CoursePage
from kurslink.web.day_words import Words, words_for_day
from kurslink.web.forms import GermanDateField, GermanTimeField, KernForm, TextField, add_refusal
from kurslink.web.tags import clock as clock_text
from kurslink.web.tags import day as day_text
from kurslink.web.undo import say_undoable


class DayForm(KernForm):
    """One course day."""

    date = GermanDateField(label=_("Datum"))
    starts_at = GermanTimeField(label=_("Beginn"), required=False)
    ends_at = GermanTimeField(label=_("Ende"), required=False)
    room = TextField(label=_("Raum"), max_length=300, required=False)
    note = TextField(label=_("Bemerkung"), max_length=300, required=False)


class DaysPage(CoursePage):
    """What the pages of the „2. Seite" share: the table, and a form beside it."""

    tab = "course_days"

    def day(self) -> CourseDay:
        """The day of the address. Raises Http404."""
        return get_object_or_404(self.course.days, pk=self.kwargs["day_id"])

    def show(
        self,
        request: HttpRequest,
        form: DayForm,
        edited: CourseDay | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The table of days with `form` for a new day, or for `edited`."""
        context = {"form": form, "edited": edited, "days": self._days()}
        return self.draw(request, "course/days.html", context, status)

    def stored(self, request: HttpRequest, day: CourseDay, sentence: str) -> HttpResponse:
        """Back to the table; what looks like a slip is said, and kept as entered."""
        for doubt in _doubts(day, localdate(clock.now())):
            messages.warning(request, doubt)
        return self.done(request, day, sentence)

    def done(self, request: HttpRequest, day: CourseDay, sentence: str) -> HttpResponse:
        """Back to the table with `sentence`, which names the day."""
        messages.success(request, sentence % {"day": day_text(day.date)})
        return redirect("course_days", self.course.pk)

    def _days(self) -> list[tuple[CourseDay, Words]]:
        """Each day with its state in words."""
        schedule = schedule_of(self.course, now=clock.now(), zone=time_zone())
        states = {line.day_id: line.state for line in schedule.days}
        return [(day, words_for_day(day, states[day.pk])) for day in self.course.days.all()]


def _doubts(day: CourseDay, today: date) -> Iterator[str]:
    if day.date < today:
        over = translate("Der Kurstag %(day)s ist schon vorbei und wird nicht übertragen.")
        yield over % {"day": day_text(day.date)}
    if day.starts_at and day.ends_at and day.ends_at <= day.starts_at:
        overnight = translate("Der Kurstag %(day)s endet erst am Tag danach um %(end)s Uhr.")
        yield overnight % {"day": day_text(day.date), "end": clock_text(day.ends_at)}


class CourseDays(DaysPage):
    """The table of days; a new one is added beneath."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """All days, in order of time."""
        return self.show(request, DayForm())

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Add a day."""
        self.actor.require(Right.EDIT)
        form = DayForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, status=422)
        values = DayValues(**form.cleaned_data)
        try:
            day = add_course_day(self.course, actor=self.actor, now=clock.now(), values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.show(request, form, status=422)
        return self.stored(request, day, translate("Der Kurstag %(day)s ist hinzugefügt."))


class ChangeDay(DaysPage):
    """The same table with a form for one of its days."""

    right = Right.EDIT

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The day as stored."""
        day = self.day()
        initial = {name: getattr(day, name) for name in DayForm.base_fields}
        form = DayForm(initial=initial)
        form.fields["date"].widget.attrs["autofocus"] = True
        return self.show(request, form, day)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Change the day."""
        day, form = self.day(), DayForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, day, 422)
        values = DayValues(**form.cleaned_data)
        try:
            change_course_day(day, actor=self.actor, now=clock.now(), values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.show(request, form, day, 422)
        return self.stored(request, day, translate("Der Kurstag %(day)s ist geändert."))


class CancelDay(DaysPage):
    """„entfällt": the day stays in the table and is not sent to Zoom."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Cancel the day."""
        day = self.day()
        cancel_course_day(day, actor=self.actor, now=clock.now())
        said = translate("Der Kurstag %(day)s entfällt.") % {"day": day_text(day.date)}
        say_undoable(request, said, undo=reverse("restore_day", args=[self.course.pk, day.pk]))
        return redirect("course_days", self.course.pk)


class RestoreDay(DaysPage):
    """„findet doch statt"."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Let the day take place."""
        day = self.day()
        restore_course_day(day, actor=self.actor, now=clock.now())
        return self.done(request, day, translate("Der Kurstag %(day)s findet doch statt."))
