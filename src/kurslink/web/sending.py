"""„Zugangsdaten versenden": who gets what and when; looked at first, then sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kurslink.models import Course, Dispatch, MailArea, User
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.mails.wish import DispatchPlan, Fate, Line
from kurslink.services.mails.write_mails import mail_text
from kurslink.services.place_dispatch import due_before, place_dispatch, require_sending
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import Right
from kurslink.services.words.describe_sending import describe_change, describe_placed
from kurslink.services.words.sentences import Explanation, describe_notice, explain
from kurslink.web.page import Page
from kurslink.web.row_keys import keys_in
from kurslink.web.sending_form import SendingForm
from kurslink.web.sending_words import words_for_fate


@dataclass(frozen=True)
class _Shown:
    """The plan of one course as the page draws it."""

    plan: DispatchPlan
    lines: list[dict[str, Any]]
    notices: list[str]
    explanation: Explanation | None
    due_at: datetime | None

    @property
    def sums(self) -> dict[str, int]:
        """How many people meet which fate."""
        return {fate.value: self.plan.count(fate) for fate in Fate}


class NewDispatch(Page):
    """Courses stand in the address (`course=1&course=2`), the choice in the form."""

    right = Right.SEND

    def get(self, request: HttpRequest) -> HttpResponse:
        """The plan for the choice so far; with none, what is usual."""
        return self._drawn(request, SendingForm.of(request.GET))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send, or plan for later, for each course; what is refused says why."""
        form = SendingForm.of(request.POST)
        if not form.is_valid():
            return self._drawn(request, form, status=422)
        require_sending(self.actor)
        courses, refused = _courses(request.POST), []
        placed = []
        for course in courses:
            try:
                placed.append(self._place(request, course, form))
            except Refusal as refusal:
                refused.append(refusal)
        if refused and len(courses) == 1:
            raise refused[0]
        _say(request, placed, refused)
        return redirect("course_mails", courses[0].pk) if len(courses) == 1 else redirect("outbox")

    def _place(self, request: HttpRequest, course: Course, form: SendingForm) -> Dispatch:
        return place_dispatch(
            course,
            form.wish(),
            actor=self.actor,
            now=clock.now(),
            user=cast(User, request.user),
            due_at=form.due_at(),
            days_before=form.lead_days(),
        )

    def _drawn(self, request: HttpRequest, form: SendingForm, status: int = 200) -> HttpResponse:
        courses = _courses(request.POST or request.GET)
        shown = [self._shown(request, course, form) for course in courses]
        context = {
            "form": form,
            "shown": shown,
            "courses": courses,
            "area": MailArea(form.area),
            "mails": sum(each.plan.count(Fate.MAIL) for each in shown),
            "letters": sum(each.plan.count(Fate.LETTER) for each in shown),
            "query": form.query(courses),
            "why_not": self._why_not(),
        }
        return render(request, "sending/new.html", context, status=status)

    def _shown(self, request: HttpRequest, course: Course, form: SendingForm) -> _Shown:
        user = cast(User, request.user)
        plan = prepare_dispatch(course, form.wish(), now=clock.now(), user=user)
        days = form.lead_days()
        return _Shown(
            plan,
            [_line(line) for line in plan.lines],
            [describe_notice(notice) for notice in plan.notices],
            explain(plan.error) if plan.error else None,
            form.due_at() if days is None else due_before(course, days),
        )

    def _why_not(self) -> Explanation | None:
        """Why nothing can be sent at all, whatever the course."""
        try:
            require_sending(self.actor)
        except Refusal as refusal:
            return explain(refusal)
        return None


class MailPreview(Page):
    """One mail as it would be sent now."""

    right = Right.SEND

    def get(
        self, request: HttpRequest, course_id: int, audience: str, person_id: int
    ) -> HttpResponse:
        """The text, with ways to the neighbours in the list."""
        form = SendingForm.of(request.GET)
        course = Course.objects.filter(pk=course_id).first()
        if course is None:
            raise Http404
        plan = prepare_dispatch(course, form.wish(), now=clock.now(), user=cast(User, request.user))
        lines = plan.lines
        places = [
            place for place, line in enumerate(lines) if line.recipient.key == (audience, person_id)
        ]
        if not places:
            raise Http404
        place = places[0]
        context = {
            "course": course,
            "line": lines[place],
            "words": words_for_fate(lines[place].fate),
            "mail": mail_text(plan, lines[place]),
            "wish": plan.wish,
            "before": lines[place - 1] if place else None,
            "after": lines[place + 1] if place + 1 < len(lines) else None,
            "query": request.GET.urlencode(),
        }
        return render(request, "sending/preview.html", context)


def _courses(query: QueryDict) -> list[Course]:
    keys = keys_in(query.getlist("course"))
    found = Course.objects.filter(pk__in=keys).select_related("semester", "online__software")
    return list(found.prefetch_related("days"))


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "words": words_for_fate(line.fate),
        "changes": [describe_change(change) for change in line.changes],
    }


def _say(request: HttpRequest, placed: list[Dispatch], refused: list[Refusal]) -> None:
    for dispatch in placed:
        messages.success(request, describe_placed(dispatch))
    for refusal in refused:
        explanation = explain(refusal)
        messages.warning(request, f"{explanation.message} {explanation.hint}")
    if not placed and not refused:
        messages.warning(request, _("Kein Kurs ist gewählt."))
