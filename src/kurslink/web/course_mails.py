"""The tab „Versand" of a course: what is planned, what was sent, and to whom."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kurslink.models import Dispatch, DispatchState, MailState
from kurslink.services import clock
from kurslink.services.cancel_mails import cancel_dispatch
from kurslink.services.rights import Right
from kurslink.services.words.mail_problems import explain_problem
from kurslink.web.course_page import CoursePage
from kurslink.web.mail_actions import carry_out
from kurslink.web.mail_filter import newest_first
from kurslink.web.mail_lines import lines_of
from kurslink.web.row_keys import find_key

ROWS = 50


class CourseMails(CoursePage):
    """Dispatches first, then every mail of the course, the newest first."""

    tab = "course_mails"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The two lists."""
        mails = newest_first(self.course.mails.all())
        letters = Count("mails", filter=Q(mails__state=MailState.TO_PRINT))
        dispatches = self.course.dispatches.annotate(total=Count("mails"), letters=letters)
        page = Paginator(mails, ROWS).get_page(request.GET.get("page"))
        context = {
            "dispatches": _lines(dispatches.order_by("-placed_at", "-pk")),
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": lines_of(page.object_list, now=clock.now()),
            "may_send": self.actor.may(Right.SEND),
        }
        return self.draw(request, "course/mails.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Abbrechen" of a dispatch, or a button of the mails."""
        key = find_key(request.POST.get("dispatch", ""))
        if key is not None:
            dispatch = get_object_or_404(self.course.dispatches, pk=key)
            if cancel_dispatch(dispatch, actor=self.actor, now=clock.now()):
                messages.success(request, _("Der Versand ist abgebrochen."))
        else:
            carry_out(request, self.actor)
        return redirect(request.get_full_path())


def _lines(dispatches: Iterable[Dispatch]) -> list[dict[str, Any]]:
    return [
        {
            "dispatch": dispatch,
            "problem": explain_problem(dispatch.problem) if dispatch.problem else None,
            "is_open": dispatch.state in (DispatchState.PLANNED, DispatchState.HELD),
        }
        for dispatch in dispatches
    ]
