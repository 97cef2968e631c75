"""Letters for people without an e-mail address: one a page, to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from kurslink.models import Institution, MailState
from kurslink.services import clock
from kurslink.services.rights import Right
from kurslink.web.mail_actions import carry_out
from kurslink.web.mail_filter import MailFilter
from kurslink.web.page import Page


class Letters(Page):
    """Those nobody has printed yet, of one dispatch (`versand`) or all; they hold passcodes."""

    right = Right.EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The letters, in the order in which they were written."""
        wanted = MailFilter.parse({"dispatch": request.GET.get("versand", "")})
        letters = wanted.found().filter(state=MailState.TO_PRINT).select_related("course")
        context = {
            "letters": letters.order_by("placed_at", "pk"),
            "institution": Institution.load(),
            "today": localdate(clock.now()),
            "may_send": self.actor.may(Right.SEND),
        }
        return render(request, "outbox/letters.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """„Als gedruckt kennzeichnen": the letters of the page, not those written since."""
        carry_out(request, self.actor)
        return redirect("outbox")
