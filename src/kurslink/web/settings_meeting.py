"""The tab „Meeting" of a Zugang: „Aufbau des Themas" with preview, and how meetings are set up."""

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course
from kurslink.planning.topic import LIMIT
from kurslink.services import clock
from kurslink.services.accounts import save_account
from kurslink.services.errors import Refusal
from kurslink.services.meeting_profile import MINUTES, Profile, profile_of, save_profile
from kurslink.services.transfer.course_topic import preview_topic, topic_variables
from kurslink.services.words.sentences import explain
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.settings_page import AccountPage, without_secrets
from kurslink.web.zoom_accounts import stored_values


class TopicForm(KernForm):
    """„Aufbau des Themas", and the course on which it is tried out."""

    topic_template = TextField(
        label=_("Aufbau des Themas"),
        required=False,
        max_length=200,
        help_text=_("Leer: der Kurstitel."),
    )
    sample = forms.CharField(
        label=_("Vorschau mit Kurs"),
        required=False,
        help_text=_("Eine Kursnummer; leer: irgendein Kurs."),
    )


class ProfileForm(KernForm):
    """How Zoom sets the meetings of this Zugang up; the names are those of Profile."""

    waiting_room = forms.BooleanField(label=_("Warteraum"), required=False)
    join_before_host = forms.BooleanField(label=_("Beitritt vor dem Host"), required=False)
    join_before_minutes = forms.TypedChoiceField(
        label=_("Frühestens"),
        choices=[
            (n, format_lazy(_("{n} Minuten vorher"), n=n) if n else _("jederzeit")) for n in MINUTES
        ],
        coerce=int,
    )
    mute_upon_entry = forms.BooleanField(label=_("Stummschalten beim Beitritt"), required=False)
    host_video = forms.BooleanField(label=_("Video des Hosts an"), required=False)
    participant_video = forms.BooleanField(label=_("Video der Teilnehmenden an"), required=False)
    zoom_notifications = forms.BooleanField(
        label=_("E-Mails von Zoom"),
        required=False,
        help_text=_("Zoom schreibt dann von sich aus an Hosts. Üblich ist: aus."),
    )


class AccountMeeting(AccountPage):
    """Both boxes; each has its own button and its own address."""

    tab = "account_meeting"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The boxes as stored, the topic tried out on a course."""
        return self.show(request)

    def show(
        self,
        request: HttpRequest,
        *,
        topic: TopicForm | None = None,
        profile: ProfileForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page, with the forms given or the stored values."""
        topic = topic or TopicForm(initial={"topic_template": self.account.topic_template})
        context = {
            "topic": topic,
            "profile": profile or ProfileForm(initial=asdict(profile_of(self.account))),
            "variables": topic_variables(),
            "limit": LIMIT,
            **_tried_out(topic["topic_template"].value() or "", topic["sample"].value() or ""),
        }
        return self.draw(request, "accounts/meeting.html", context, status)


class TopicBox(AccountMeeting):
    """Stores „Aufbau des Themas"; without the button it is only tried out."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or show what would come of it."""
        form = TopicForm(request.POST)
        if form.is_valid() and "save" in request.POST and self._store(form):
            messages.success(request, translate("Der Aufbau des Themas ist gespeichert."))
            return redirect("account_meeting", self.account.pk)
        return self.show(request, topic=form, status=422 if form.errors else 200)

    def _store(self, form: TopicForm) -> bool:
        template = form.cleaned_data["topic_template"]
        values = replace(stored_values(self.account), topic_template=template)
        try:
            row = without_secrets().get(pk=self.account.pk)  # filled even when refused
            save_account(values, actor=self.actor, account=row)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True


class ProfileBox(AccountMeeting):
    """Stores how meetings are set up."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store, or explain what contradicts itself."""
        form = ProfileForm(request.POST)
        if form.is_valid():
            try:
                save_profile(self.account, Profile(**form.cleaned_data), actor=self.actor)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                done = translate("Die Einstellungen für neue Meetings sind gespeichert.")
                messages.success(request, done)
                return redirect("account_meeting", self.account.pk)
        return self.show(request, profile=form, status=422)


def _tried_out(template: str, number: str) -> dict[str, Any]:
    """What the template makes of a real course, or why it makes nothing."""
    course = _sample(number.strip())
    if course is None:
        return {"course": None}
    try:
        return {"course": course, "preview": preview_topic(template, course)}
    except Refusal as refusal:
        return {"course": course, "explanation": explain(refusal)}


def _sample(number: str) -> Course | None:
    """The course with this number, or the next online course to begin, or any."""
    courses = Course.objects.select_related("semester")
    if number:
        return courses.filter(number=number).order_by("-semester__first_on").first()
    coming = courses.filter(online__is_online=True, starts_on__gte=localdate(clock.now()))
    return coming.order_by("starts_on").first() or courses.first()
