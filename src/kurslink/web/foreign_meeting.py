"""One meeting no course holds: give it to a course, ignore it, delete it."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kurslink.models import Course, ForeignMeeting
from kurslink.services import clock
from kurslink.services.adopt_meeting import adopt_meeting
from kurslink.services.delete_foreign_meeting import delete_foreign_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.foreign.listing import ForeignLine, lines_of
from kurslink.services.ignore_foreign_meeting import (
    ignore_foreign_meeting,
    show_foreign_meeting,
)
from kurslink.services.rights import Right
from kurslink.services.suggest_courses import search_courses, suggest_courses
from kurslink.services.words.describe_standing import describe_standing
from kurslink.services.words.sentences import explain
from kurslink.web.page import PATIENCE, Page, Unable, status_of
from kurslink.web.row_keys import find_key


class ForeignMeetingPage(Page):
    """What the pages of one such meeting share."""

    right = Right.TRANSFER

    @cached_property
    def foreign(self) -> ForeignMeeting:
        """The meeting of the address. Raises Http404."""
        rows = ForeignMeeting.objects.select_related("account", "host")
        return get_object_or_404(rows, pk=self.kwargs["foreign_id"])

    @property
    def line(self) -> ForeignLine:
        """The meeting with what it is to us."""
        (line,) = lines_of([self.foreign])
        return line

    def refused(self, request: HttpRequest, error: Unable) -> HttpResponse:
        """The refusal with the way back to the list."""
        if not self.actor.may(self.right):
            return super().refused(request, error)
        context = {"explanation": explain(error), "users_url": self._users_url(error)}
        return render(request, "foreign/refused.html", context, status=status_of(error))

    def _users_url(self, error: Unable) -> str:
        """Where „Benutzer auslesen" is, if that is what helps and the actor may."""
        is_unread = isinstance(error, Refusal) and error.code is RefusalCode.MEETING_HOST_UNKNOWN
        if not is_unread or not self.actor.may(Right.SETTINGS):
            return ""
        return reverse("account_users", args=[self.foreign.account_id])


class AdoptForeign(ForeignMeetingPage):
    """„Einem Kurs zuordnen": suggestions first, any other course by number or title."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The meeting, and the courses that could take it."""
        text = request.GET.get("text", "").strip()
        context = {
            "foreign": self.foreign,
            "origin": describe_standing(self.line),
            "text": text,
            "found": search_courses(text) if text else [],
            "suggested": suggest_courses(self.foreign),
        }
        return render(request, "foreign/adopt.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Give it to the chosen course; Zoom is only read."""
        key = request.POST.get("course", "")
        course = get_object_or_404(Course, pk=find_key(key))
        adopt_meeting(
            course,
            meeting=self.foreign.zoom_meeting_id,
            account=self.foreign.account,
            actor=self.actor,
            clock=clock.now,
            budget=PATIENCE,
        )
        messages.success(request, adopted_sentence())
        return redirect("online_details", course.pk)


def adopted_sentence() -> str:
    """What has happened, and what is left to do."""
    return _(
        "Das Meeting gehört jetzt zu diesem Kurs; Link, Meeting-ID und Passwort bleiben. "
        "„Meeting aktualisieren“ zeigt, was sich in Zoom ändern würde."
    )


class IgnoreForeign(ForeignMeetingPage):
    """„Ignorieren"."""

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Take it off the list; Zoom is not asked."""
        ignore_foreign_meeting(self.foreign, actor=self.actor, now=clock.now())
        messages.success(request, _("Das Meeting wird ignoriert; in Zoom ändert sich nichts."))
        return redirect("foreign_meetings")


class ShowForeign(ForeignMeetingPage):
    """„Wieder anzeigen"."""

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Back on the list."""
        show_foreign_meeting(self.foreign, actor=self.actor)
        messages.success(request, _("Das Meeting steht wieder in der Liste."))
        return redirect("foreign_meetings")


class DeleteForeign(ForeignMeetingPage):
    """Asks, then deletes a meeting that Kurslink made."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """What will be gone."""
        line = self.line
        if not line.is_ours:
            raise Refusal(RefusalCode.MEETING_NOT_OURS)
        context = {"foreign": self.foreign, "line": line, "origin": describe_standing(line)}
        return render(request, "foreign/delete.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Delete it at Zoom."""
        delete_foreign_meeting(self.foreign, actor=self.actor, clock=clock.now, budget=PATIENCE)
        messages.success(request, _("Das Meeting ist in Zoom gelöscht."))
        return redirect("foreign_meetings")
