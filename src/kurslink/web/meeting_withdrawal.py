"""„Meeting löschen": says what it means before it is done, and offers only to detach it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.models import Meeting, OrderKind
from kurslink.services import clock
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.place_order import place_order
from kurslink.services.rights import Right
from kurslink.services.switch_off import Release
from kurslink.web.course_page import CoursePage
from kurslink.web.page import PATIENCE


class WithdrawMeeting(CoursePage):
    """Asks, then deletes."""

    tab = "online_details"
    right = Right.TRANSFER

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """What will be gone."""
        meeting = self.course.current_meeting()
        if meeting is None:
            raise Refusal(RefusalCode.NO_MEETING, number=self.course.number)
        context = {"meeting": meeting, "coming": coming_dates(meeting)}
        return self.draw(request, "transfer/withdraw.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Queue the deletion and go on to its progress, or only let go of the meeting."""
        if request.POST.get("release") == Release.DETACH:
            detach_meeting(self.course, actor=self.actor, clock=clock.now, budget=PATIENCE)
            messages.success(request, _("Das Meeting ist gelöst; in Zoom besteht es weiter."))
            return redirect("online_details", self.course.pk)
        place_order(self.course, actor=self.actor, now=clock.now(), kind=OrderKind.WITHDRAW)
        return redirect("transfer_result", self.course.pk)


def coming_dates(meeting: Meeting) -> int:
    """How many dates of the meeting are still to come, as far as Zoom told us."""
    return meeting.occurrences.filter(starts_at__gt=clock.now()).count()
