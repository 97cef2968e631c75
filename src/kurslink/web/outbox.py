"""„Versand": every mail and letter, what became of it, and whether the mail server can be had."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kurslink.models import MailState
from kurslink.services import clock
from kurslink.services.mails.standing import read_standing
from kurslink.services.rights import Right
from kurslink.web.mail_actions import carry_out
from kurslink.web.mail_filter import MailFilter
from kurslink.web.mail_lines import lines_of
from kurslink.web.page import Page

ROWS = 50


class Outbox(Page):
    """The newest mail first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list, narrowed as the address says."""
        now = clock.now()
        chosen = MailFilter.parse(request.GET.dict())
        counts = chosen.counts()
        page = Paginator(chosen.mails(), ROWS).get_page(request.GET.get("page"))
        context = {
            "filter": chosen,
            "chips": tuple(chosen.chips()),
            "counts": counts,
            "letters": dict(counts).get(MailState.TO_PRINT, 0),
            "may_read": self.actor.may(Right.EDIT),
            "total": sum(count for _, count in counts),
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": lines_of(page.object_list, now=now),
            "standing": read_standing(now=now),
            "may_send": self.actor.may(Right.SEND),
        }
        return render(request, "outbox/list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """A button of a line, of everything ticked, or „Jetzt versuchen"."""
        carry_out(request, self.actor)
        return redirect(request.get_full_path())
