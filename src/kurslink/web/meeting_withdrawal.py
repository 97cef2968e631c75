"""„Meeting löschen": says what it means before it is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kurslink.models import OrderKind
from kurslink.services import clock
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.place_order import place_order
from kurslink.services.rights import Right
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

    def post(self, _request: HttpRequest, **_address: int) -> HttpResponse:
        """Queue the deletion and go on to its progress."""
        place_order(self.course, actor=self.actor, now=clock.now(), kind=OrderKind.WITHDRAW)
        return redirect("transfer_result", self.course.pk)
