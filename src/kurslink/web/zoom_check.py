"""„Jetzt mit Zoom abgleichen": looks at Zoom, by a click or by itself once the tab is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.check_meeting import Finding, check_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words.sentences import explain
from kurslink.web.online_details import OnlineDetailsPage
from kurslink.web.page import PATIENCE, Unable, is_htmx
from kurslink.zoom.errors import ZoomError


class CheckMeeting(OnlineDetailsPage):
    """Keeps what Zoom says and shows the tab again; a script takes the parts that may differ."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The tab: a look is asked for with POST, for it keeps what it finds."""
        del request
        return redirect("online_details", self.kwargs["course_id"])

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Look, wait a few seconds at most, and say what came of it."""
        if not is_htmx(request):
            messages.info(request, self._look())
            return redirect("online_details", self.kwargs["course_id"])
        try:
            self.check_said = self._look()
        except (Refusal, ZoomError) as error:
            self.check_said = _in_short(error)
        return self._show(request, self._form())

    def _look(self) -> str:
        # The page's own course is read afterwards: its state may be another by then.
        course = get_object_or_404(Course, pk=self.kwargs["course_id"])
        meeting = course.current_meeting()
        if meeting is None:
            raise Refusal(RefusalCode.NO_MEETING, number=course.number)
        found = check_meeting(meeting, actor=self.actor, now=clock.now(), budget=PATIENCE)
        return _words(found.finding)


def _words(finding: Finding) -> str:
    match finding:
        case Finding.EQUAL:
            return _("Abgeglichen: In Zoom wurde nichts geändert.")
        case Finding.DRIFT:
            return _("Abgeglichen: In Zoom wurde etwas geändert.")
        case Finding.LATER | Finding.NOTHING:
            return _("Das Meeting wird gerade bearbeitet und später abgeglichen.")
        case _:
            return _("Abgeglichen: Dieses Meeting ist so nicht mehr zu benutzen.")


def _in_short(error: Unable) -> str:
    return _("Nicht abgeglichen. {why}").format(why=explain(error).message)
