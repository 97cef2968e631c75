"""One enrolment: „Seite 1" with the person and the status, „Seite 2" with the own way in."""

from dataclasses import fields
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Enrolment, EnrolmentStatus
from kurslink.services.edit_enrolments import (
    AccessValues,
    EnrolmentValues,
    add_enrolment,
    cancel_enrolment,
    edit_access,
    edit_enrolment,
    revive_enrolment,
)
from kurslink.services.edit_person import PersonValues, RegistrantValues
from kurslink.services.errors import Refusal
from kurslink.services.rights import Right
from kurslink.web.course_page import CoursePage
from kurslink.web.day_words import words_for_enrolment
from kurslink.web.forms import KernForm, TextField, add_refusal, close
from kurslink.web.person_forms import ParticipantForm
from kurslink.web.undo import say_undoable

_PERSON = tuple(ParticipantForm.base_fields)
_REGISTRANT = ("registrant_first_name", "registrant_last_name", "registrant_email")


class EnrolmentForm(ParticipantForm):
    """A person, who registered the person, and how the enrolment stands."""

    status = forms.TypedChoiceField(
        label=_("Status"), choices=EnrolmentStatus.choices, coerce=EnrolmentStatus
    )
    registrant_first_name = TextField(label=_("Vorname"), max_length=100, required=False)
    registrant_last_name = TextField(label=_("Nachname"), max_length=100, required=False)
    registrant_email = TextField(label=_("E-Mail"), max_length=254, required=False)

    def sections(self) -> dict[str, list[forms.BoundField]]:
        """The fields by box."""
        named = {"person": _PERSON, "state": ("status",), "registrant": _REGISTRANT}
        return {key: [self[name] for name in names] for key, names in named.items()}

    def values(self) -> EnrolmentValues:
        """What was entered."""
        said = self.cleaned_data
        registrant = {
            each.name: said[f"registrant_{each.name}"] for each in fields(RegistrantValues)
        }
        return EnrolmentValues(
            person=PersonValues(**{name: said[name] for name in _PERSON}),
            registrant=RegistrantValues(**registrant) if any(registrant.values()) else None,
            status=said["status"],
        )


class AccessForm(KernForm):
    """The group „Online-Kurs" of „Seite 2"; the service knows how long a value may be."""

    link = TextField(label=_("Link"), required=False)
    participant_code = TextField(label=_("Teilnehmer-Code"), required=False)
    passcode = TextField(label=_("Passwort"), required=False)


class _EnrolmentPage(CoursePage):
    """What the pages of one enrolment share."""

    tab = "enrolments"

    @cached_property
    def enrolment(self) -> Enrolment:
        """The enrolment of the address. Raises Http404."""
        enrolments = self.course.enrolments.select_related("participant", "registrant", "course")
        return get_object_or_404(enrolments, pk=self.kwargs["enrolment_id"])

    def show(
        self, request: HttpRequest, form: forms.Form, *, page: int, status: int = 200
    ) -> HttpResponse:
        """„Seite 1" or „Seite 2"."""
        if not self.actor.may(Right.EDIT):
            close(form, hidden=("participant_code", "passcode"))
        context: dict[str, Any] = {
            "form": form,
            "page": page,
            "enrolment": self.enrolment,
            "state": words_for_enrolment(self.enrolment),
            "is_online": bool(
                getattr(self.course, "online", None) and self.course.online.is_online
            ),
        }
        if isinstance(form, EnrolmentForm):
            context["sections"] = form.sections()
        return self.draw(request, "course/enrolment.html", context, status)


class AddEnrolment(CoursePage):
    """Enrols a person by hand."""

    tab = "enrolments"
    right = Right.EDIT

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """An empty form."""
        return self._show(request, EnrolmentForm(initial={"status": EnrolmentStatus.ENROLLED}))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Enrol, or show what is wrong at its field."""
        form = EnrolmentForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, 422)
        try:
            enrolment = add_enrolment(self.course, actor=self.actor, values=form.values())
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, 422)
        said = translate("%(name)s ist in die Belegung aufgenommen.")
        messages.success(request, said % {"name": enrolment.participant})
        return redirect("enrolments", self.course.pk)

    def _show(self, request: HttpRequest, form: EnrolmentForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "page": 1, "sections": form.sections()}
        return self.draw(request, "course/enrolment.html", context, status)


class EnrolmentBasics(_EnrolmentPage):
    """„Seite 1"."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """As stored."""
        return self.show(request, EnrolmentForm(initial=_initial(self.enrolment)), page=1)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show what is wrong at its field."""
        self.actor.require(Right.EDIT)
        form = EnrolmentForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, page=1, status=422)
        try:
            edit_enrolment(self.enrolment, actor=self.actor, values=form.values())
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.show(request, form, page=1, status=422)
        messages.success(request, translate("Die Anmeldung ist gespeichert."))
        return redirect("enrolment", self.course.pk, self.enrolment.pk)


class EnrolmentAccess(_EnrolmentPage):
    """„Seite 2": only what an online course needs."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """As stored."""
        initial = {name: getattr(self.enrolment, name) for name in AccessForm.base_fields}
        return self.show(request, AccessForm(initial=initial), page=2)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show which field is too long."""
        self.actor.require(Right.EDIT)
        form = AccessForm(request.POST)
        form.is_valid()  # no field demands anything
        try:
            edit_access(self.enrolment, actor=self.actor, values=AccessValues(**form.cleaned_data))
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.show(request, form, page=2, status=422)
        messages.success(request, translate("Die Anmeldung ist gespeichert."))
        return redirect("enrolment_access", self.course.pk, self.enrolment.pk)


class CancelEnrolment(_EnrolmentPage):
    """„stornieren"."""

    right = Right.EDIT

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Cancel, and back to the list."""
        before = self.enrolment.status
        cancel_enrolment(self.enrolment, actor=self.actor)
        said = translate("Die Anmeldung von %(name)s ist storniert.")
        undo = reverse("revive_enrolment", args=[self.course.pk, self.enrolment.pk, before])
        say_undoable(request, said % {"name": self.enrolment.participant}, undo=undo)
        return redirect("enrolments", self.course.pk)


class ReviveEnrolment(_EnrolmentPage):
    """„Rückgängig" after „stornieren"."""

    right = Right.EDIT

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int | str) -> HttpResponse:
        """Back to the status the address names, and to the list."""
        status = self.kwargs["status"]
        if status not in EnrolmentStatus.values:
            raise Http404
        revive_enrolment(self.enrolment, EnrolmentStatus(status), actor=self.actor)
        said = translate("Die Anmeldung von %(name)s gilt wieder.")
        messages.success(request, said % {"name": self.enrolment.participant})
        return redirect("enrolments", self.course.pk)


def _initial(enrolment: Enrolment) -> dict[str, object]:
    person = {name: getattr(enrolment.participant, name) for name in _PERSON}
    registrant = {
        name: getattr(enrolment.registrant, name.removeprefix("registrant_"), "")
        for name in _REGISTRANT
    }
    return person | registrant | {"status": enrolment.status}
