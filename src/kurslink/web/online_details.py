"""The tab „3. Seite": the box „Online-Kurs", and beside it the truth day by day."""

from dataclasses import fields
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from kurslink.models import OPEN, Meeting, OnlineDetails, Software, ZoomAccount, ZoomUser
from kurslink.services import clock
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.edit_online_details import (
    FROM_ZOOM,
    OnlineValues,
    edit_online_details,
    is_attached,
    values_of,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.limits.write_budget import DAILY_WRITES, writes_today
from kurslink.services.rights import Right
from kurslink.services.switch_off import Release, switch_off
from kurslink.services.transfer.choose_host import alternatives_on_offer, hosts_on_offer
from kurslink.services.transfer.course_schedule import schedule_of
from kurslink.services.words.sentences import Explanation, explain
from kurslink.web.course_page import CoursePage
from kurslink.web.day_by_day import day_by_day
from kurslink.web.day_words import words_for_line
from kurslink.web.forms import KernForm, SecretInput, TextField, add_refusal, close
from kurslink.web.meeting_state import meeting_state
from kurslink.web.page import PATIENCE, is_htmx

_SECRET = ("passcode", "moderator_code")
_FIXED_WHILE_ATTACHED = (*FROM_ZOOM, "account")


class OnlineForm(KernForm):
    """The fields of the box „Online-Kurs", in the order and with the labels of the seed."""

    is_online = forms.BooleanField(label=_("Online-Kurs"), required=False)
    link = TextField(label=_("Link"), required=False)
    phone_number = TextField(label=_("Rufnummer"), required=False)
    participant_code = TextField(label=_("Teilnehmer-Code"), required=False)
    meeting_number = TextField(label=_("Meeting-ID"), required=False)
    passcode = TextField(label=_("Passwort"), required=False, widget=SecretInput)
    software = forms.ModelChoiceField(
        Software.objects.filter(is_active=True),
        label=_("Software"),
        required=False,
        empty_label=_("– keine –"),
    )
    account = forms.ModelChoiceField(
        ZoomAccount.objects.filter(is_active=True),
        label=_("Zugang"),
        required=False,
        empty_label=_("– bitte wählen –"),
    )
    host = forms.ModelChoiceField(
        ZoomUser.objects.none(),
        label=_("Host"),
        required=False,
        empty_label=_("– bitte wählen –"),
    )
    alternatives = forms.ModelMultipleChoiceField(
        ZoomUser.objects.none(),
        label=_("Alternativen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    moderator_code = TextField(label=_("Moderator-Code"), required=False, widget=SecretInput)
    info = TextField(label=_("Info"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, details: OnlineDetails, *args: Any, is_fixed: bool, **kwargs: Any) -> None:
        """`is_fixed`: a meeting is attached, so Zoom's fields and the way there are closed."""
        held = values_of(details)
        initial = {each.name: getattr(held, each.name) for each in fields(held)}
        super().__init__(*args, initial=initial, **kwargs)
        self._offer(held)
        for field in self.fields.values():
            field.show_hidden_initial = True  # tells what was changed here from what was only shown
        for name in _FIXED_WHILE_ATTACHED if is_fixed else ():
            self.fields[name].disabled = True

    def _offer(self, held: OnlineValues) -> None:
        """What can be chosen: what is offered now, and what the course already has."""
        kept = {user.pk for user in (held.host, *held.alternatives) if user}
        for name, offer in (("host", hosts_on_offer), ("alternatives", alternatives_on_offer)):
            offered = {user.pk for user in offer(held.account)} if held.account else set()
            users = Q(pk__in=offered | kept)
            if self.is_bound:  # another Zugang may have been chosen in the same moment
                users |= Q(is_offered=True)
            self._choices(name, ZoomUser.objects.filter(users))
        self._choices("software", _active_or(held.software, Software))
        self._choices("account", _active_or(held.account, ZoomAccount))

    def _choices(self, name: str, rows: QuerySet[Any]) -> None:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows

    def values(self) -> OnlineValues:
        """What the clerk entered; what was not in the box or not changed there keeps what it holds.

        So two people, or two tabs, with the same box open do not undo each other's fields.
        """
        entered = {
            name: value
            for name, value in self.cleaned_data.items()
            if self._was_sent(name) and self._was_changed(name)
        }
        merged = {**self.initial, **entered}
        return OnlineValues(**merged | {"alternatives": frozenset(merged["alternatives"])})

    def _was_sent(self, name: str) -> bool:
        """Browsers send nothing for an empty tick, so the field beside it has to tell."""
        twin = {"is_online": "csrfmiddlewaretoken", "alternatives": "host"}.get(name, name)
        return twin in self.data

    def _was_changed(self, name: str) -> bool:
        """Whether the value differs from what the box showed, if it says what it showed."""
        return self[name].html_initial_name not in self.data or name in self.changed_data


def _active_or(held: Software | ZoomAccount | None, model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.filter(Q(is_active=True) | Q(pk=held.pk if held else None))


class OnlineDetailsPage(CoursePage):
    """Shows and changes the box „Online-Kurs"."""

    tab = "online_details"
    heading: ClassVar[Any] = _("Online-Kurs")
    question: Explanation | None = None  # what becomes of the meeting, if the clerk has to say
    check_said: str = ""  # what came of a look at Zoom, if there was one just now

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The box as stored."""
        return self._show(request, self._form())

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store the box, or show what is wrong at its field."""
        self.actor.require(Right.EDIT)
        form = self._form(request.POST)
        if form.is_valid() and self._store(form):
            return self._answer(request)
        return self._show(request, form, status=200 if self.question else 422)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """On to the preview if that button was pressed: what was typed is saved by then."""
        if request.POST.get("then") == "preview":
            address = reverse("transfer_preview", args=[self.course.pk])
            return HttpResponseClientRedirect(address) if is_htmx(request) else redirect(address)
        messages.success(request, translate("Die Angaben zum Online-Kurs sind gespeichert."))
        return redirect(request.path)

    def _form(self, *data: Any) -> OnlineForm:
        return OnlineForm(self._details, *data, is_fixed=is_attached(self._meeting))

    @cached_property
    def _details(self) -> OnlineDetails:
        return OnlineDetails.objects.get_or_create(course=self.course)[0]

    @cached_property
    def _meeting(self) -> Meeting | None:
        return self.course.current_meeting()

    def _store(self, form: OnlineForm) -> bool:
        release = form.data.get("release", "")
        try:
            if release in set(Release):
                self._switch_off(form, Release(release))
            else:
                edit_online_details(
                    self.course, actor=self.actor, now=clock.now(), values=form.values()
                )
        except Refusal as refusal:
            if refusal.code is RefusalCode.MEETING_EXISTS:
                self.question = explain(refusal)
            else:
                add_refusal(form, refusal)
            return False
        return True

    def _switch_off(self, form: OnlineForm, release: Release) -> None:
        switch_off(
            self.course,
            actor=self.actor,
            clock=clock.now,
            release=release,
            values=form.values(),
            budget=PATIENCE,
        )

    def _show(self, request: HttpRequest, form: OnlineForm, status: int = 200) -> HttpResponse:
        if not self.actor.may(Right.EDIT):
            close(form, hidden=_SECRET)
        context = {
            "form": form,
            "heading": self.heading,
            "details": self._details,
            "question": self.question,
            "locked": _locked(),
            "several_accounts": ZoomAccount.objects.filter(is_active=True).count() > 1,
            "has_accounts": ZoomAccount.objects.filter(is_active=True).exists(),
        }
        return self.draw(request, "course/online.html", context | self._truth(), status)

    def _truth(self) -> dict[str, Any]:
        meeting, now = self._meeting, clock.now()
        schedule = schedule_of(self.course, now=now, zone=time_zone())
        lines = day_by_day(self.course, meeting, now=now)
        return {
            "meeting": meeting,
            "order": self.course.orders.filter(state__in=OPEN).first(),
            "is_attached": is_attached(meeting),
            "check_said": self.check_said,
            "looks_by_itself": self.request.method == "GET",
            "lines": [(line, words_for_line(line)) for line in lines],
            "differing": sum(line.differs for line in lines),
            "chosen_count": len(schedule.chosen),
            "used_writes": writes_today(self._details.host, now) if self._details.host else None,
            "daily_writes": DAILY_WRITES,
        } | meeting_state(meeting, now=now, with_passcode=self.actor.may(Right.EDIT))


def _locked() -> Explanation | None:
    """Why the Zoom functions may not be used now; None if they may."""
    try:
        require_active(clock.now())
    except Refusal as refusal:
        return explain(refusal)
    return None


class OnlineDetailsBox(OnlineDetailsPage):
    """The same box, reached by „Details" in „Einordnung des Kurses" (decision 16)."""

    tab = "course"
    heading = _("Online-Kurs (Details)")
