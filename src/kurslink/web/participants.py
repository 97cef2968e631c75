"""One participant: what is kept, the courses, who registered whom, the mails."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as translate

from kurslink.models import Participant
from kurslink.services.edit_person import PersonValues, edit_participant
from kurslink.services.errors import Refusal
from kurslink.services.mails_of import mails_of
from kurslink.services.rights import Right
from kurslink.web.day_words import words_for_enrolment
from kurslink.web.forms import add_refusal, close
from kurslink.web.page import Page
from kurslink.web.person_forms import ParticipantForm

MOST_LINES = 200
"""More courses or mails than this of one person are not shown; the file of „Auskunft" has all."""


class ParticipantPage(Page):
    """The data of a person; a change holds in all courses."""

    @cached_property
    def person(self) -> Participant:
        """The person of the address. Raises Http404."""
        return get_object_or_404(Participant, pk=self.kwargs["participant_id"])

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """As stored."""
        values = {name: getattr(self.person, name) for name in ParticipantForm.base_fields}
        return self._show(request, ParticipantForm(initial=values))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show what is wrong at its field."""
        self.actor.require(Right.EDIT)
        form = ParticipantForm(request.POST)
        if form.is_valid() and self._store(form):
            messages.success(request, translate("Die Änderungen sind gespeichert."))
            return redirect("participant", self.person.pk)
        return self._show(request, form, status=422)

    def _store(self, form: ParticipantForm) -> bool:
        try:
            edit_participant(
                self.person, actor=self.actor, values=PersonValues(**form.cleaned_data)
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: ParticipantForm, status: int = 200) -> HttpResponse:
        may_edit = self.actor.may(Right.EDIT)
        if not may_edit:
            close(form)
        newest = ("-course__starts_on", "-pk")
        own = self.person.enrolments.select_related("course__semester", "registrant", "participant")
        others = self.person.registrations.select_related("course__semester", "participant")
        context = {
            "person": self.person,
            "list": "participants",
            "kind": "teilnehmende",
            "form": form,
            "may_edit": may_edit,
            "may_privacy": self.actor.may(Right.PRIVACY),
            "enrolments": [
                (each, words_for_enrolment(each)) for each in own.order_by(*newest)[:MOST_LINES]
            ],
            "registered": [
                (each, words_for_enrolment(each))
                for each in others.exclude(participant=self.person).order_by(*newest)[:MOST_LINES]
            ],
            "mails": mails_of(self.person)[:MOST_LINES],
        }
        return render(request, "people/participant.html", context, status=status)
