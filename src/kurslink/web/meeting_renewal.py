"""„Neu anlegen" and „Nur lösen" for a meeting that cannot be had any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.models import Meeting
from kurslink.services import clock
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.renew_meeting import is_lost, renew_meeting
from kurslink.services.rights import Right
from kurslink.web.course_page import CoursePage
from kurslink.web.meeting_state import meeting_state
from kurslink.web.page import PATIENCE


class RenewMeeting(CoursePage):
    """Says what it means for people who have the old link, then lets the old meeting go."""

    tab = "online_details"
    right = Right.TRANSFER

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """What will be new, and what becomes of the old link."""
        meeting = self._lost_meeting()
        context = {"meeting": meeting} | meeting_state(meeting, now=clock.now())
        return self.draw(request, "transfer/renew.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Let go, and on to the preview of the new meeting if one is wanted."""
        if request.POST.get("then") == "release":
            self._lost_meeting()
            detach_meeting(self.course, actor=self.actor, clock=clock.now, budget=PATIENCE)
            messages.success(request, _("Der Kurs ist vom Meeting gelöst."))
            return redirect("online_details", self.course.pk)
        renew_meeting(self.course, actor=self.actor, clock=clock.now, budget=PATIENCE)
        messages.info(
            request,
            _("Das alte Meeting ist gelöst. Angelegt wird das neue erst nach der Vorschau."),
        )
        return redirect("transfer_preview", self.course.pk)

    def _lost_meeting(self) -> Meeting:
        meeting = self.course.current_meeting()
        if meeting is None:
            raise Refusal(RefusalCode.NO_MEETING, number=self.course.number)
        if not is_lost(meeting):
            raise Refusal(RefusalCode.MEETING_BACK, number=self.course.number)
        return meeting
