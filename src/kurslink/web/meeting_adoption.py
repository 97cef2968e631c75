"""„Vorhandenes Meeting übernehmen": the course keeps the link it was announced with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kurslink.services import clock
from kurslink.services.adopt_meeting import adopt_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Right
from kurslink.services.transfer.choose_host import account_for
from kurslink.web.course_page import CoursePage
from kurslink.web.foreign_meeting import adopted_sentence
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.page import PATIENCE


class AdoptionForm(KernForm):
    """Which meeting."""

    meeting = TextField(
        label=_("Meeting-ID oder Link"),
        help_text=_("Zum Beispiel 830 1964 2761 oder https://zoom.us/j/83019642761?pwd=…"),
    )


class AdoptMeeting(CoursePage):
    """Reads the meeting from Zoom and makes it the course's; nothing is sent."""

    tab = "online_details"
    right = Right.TRANSFER

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The field, for browsers that came without it, and with what the course has by hand."""
        typed = self.course.online.link or self.course.online.meeting_number
        return self._show(request, AdoptionForm(initial={"meeting": typed}))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Adopt it, or say at the field why not."""
        form = AdoptionForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            adopt_meeting(
                self.course,
                meeting=form.cleaned_data["meeting"],
                actor=self.actor,
                clock=clock.now,
                budget=PATIENCE,
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, status=422, users_url=self._users_url(refusal))
        messages.success(request, adopted_sentence())
        return redirect("online_details", self.course.pk)

    def _users_url(self, refusal: Refusal) -> str:
        """Where „Benutzer auslesen" is, if that is what helps and the actor may."""
        is_unread = refusal.code is RefusalCode.MEETING_HOST_UNKNOWN
        if not is_unread or not self.actor.may(Right.SETTINGS):
            return ""
        return reverse("account_users", args=[account_for(self.course.online).pk])

    def _show(
        self, request: HttpRequest, form: AdoptionForm, *, status: int = 200, users_url: str = ""
    ) -> HttpResponse:
        context = {"form": form, "users_url": users_url}
        return self.draw(request, "course/adopt.html", context, status)
