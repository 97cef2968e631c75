"""„Meeting löschen": says what it means before it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.services import clock
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Right
from kurslink.services.withdraw_course import withdraw_course
from kurslink.web.course_page import CoursePage


class WithdrawMeeting(CoursePage):
    """Asks, then deletes."""

    tab = "online_details"
    right = Right.TRANSFER

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """What will be gone."""
        meeting = self.course.current_meeting()
        if meeting is None:
            raise Refusal(RefusalCode.NO_MEETING, number=self.course.number)
        return self.draw(request, "transfer/withdraw.html", {"meeting": meeting})

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Delete the meeting."""
        withdraw_course(self.course, actor=self.actor, clock=clock.now)
        messages.success(request, _("Das Meeting ist gelöscht; der Link gilt nicht mehr."))
        return redirect("online_details", self.course.pk)
