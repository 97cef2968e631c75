"""What the tabs of a course share: the course, its head, which tab is open."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, ZoomState, places_taken
from kurslink.services import clock
from kurslink.services.renew_meeting import is_lost
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.web.page import Page, Unable, status_of

TABS = (
    ("course", _("1. Seite"), ""),
    ("course_days", _("2. Seite"), _("Kurstage")),
    ("online_details", _("3. Seite"), _("Online-Kurs")),
    ("enrolments", _("Belegung"), ""),
    ("course_mails", _("Versand"), ""),
    ("course_history", _("Verlauf"), ""),
)


class CoursePage(Page):
    """A page about one course; `tab` names the tab it stands under."""

    tab: ClassVar[str]

    @cached_property
    def course(self) -> Course:
        """The course of the address, with its Zoom state. Raises Http404."""
        courses = (
            Course.objects.with_zoom_state(localdate(clock.now()))
            .annotate(booked=places_taken())
            .select_related("semester", "online__software", "online__account", "online__host")
        )
        return get_object_or_404(courses, pk=self.kwargs["course_id"])

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """`template` with the head every page of a course has."""
        return render(request, template, self._head() | context, status=status)

    def refused(self, request: HttpRequest, error: Unable) -> HttpResponse:
        """The refusal under the course's head, with the ways on."""
        lost = self.actor.may(Right.TRANSFER) and is_lost(self.course.current_meeting())
        context = {"explanation": explain(error), "is_lost": lost}
        return self.draw(request, "course/refused.html", context, status_of(error))

    def _head(self) -> dict[str, Any]:
        days = [day for day in self.course.days.all() if day.takes_place]
        is_changed = self.course.zoom_state == ZoomState.CHANGED
        return {
            "course": self.course,
            "semester": self.course.semester,
            "first_day": days[0].date if days else self.course.starts_on,
            "last_day": days[-1].date if days else self.course.ends_on,
            "day_count": len(days),
            "changed_since": self.course.changed_at if is_changed else None,
            "tabs": TABS,
            "tab": self.tab,
            "may_edit": self.actor.may(Right.EDIT),
            "may_transfer": self.actor.may(Right.TRANSFER),
        }
