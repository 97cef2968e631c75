"""„Benutzer & Rechte": who may sign in, as what, and with which proof."""

from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kurslink.models import Language, Role, SecondFactorRule, User
from kurslink.services import clock
from kurslink.services.change_user import UserValues, change_user, end_sessions
from kurslink.services.errors import Refusal
from kurslink.services.invite_user import Invited, invite_again, invite_user
from kurslink.services.mails.account_mail import can_mail
from kurslink.services.second_factor import (
    reset_second_factor,
    set_second_factor_rule,
    with_second_factor,
)
from kurslink.web.forms import add_refusal
from kurslink.web.page import institution_of
from kurslink.web.settings_page import SettingsPage
from kurslink.web.user_form import NewUserForm, SecondFactorForm, UserForm


def _listed() -> QuerySet[User]:
    people = with_second_factor(User.objects.select_related("invitation"))
    return people.order_by("-is_active", Lower("name"), "pk")


class Users(SettingsPage):
    """Everybody who may sign in, and those who might once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table, and the rule for second factors."""
        rule = SecondFactorForm(initial={"rule": institution_of(request).second_factor})
        context = {"people": _listed(), "form": rule, "now": clock.now()}
        return self.draw(request, "users/list.html", context)


class DemandSecondFactor(SettingsPage):
    """The rule of the installation."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it; it holds at once, also for who does this."""
        form = SecondFactorForm(request.POST)
        if form.is_valid():
            set_second_factor_rule(SecondFactorRule(form.cleaned_data["rule"]), actor=self.actor)
            messages.success(request, _("Die Regel für den zweiten Faktor gilt ab sofort."))
        return redirect("users")


class InvitingPage(SettingsPage):
    """What inviting for the first time and again share."""

    def told(self, request: HttpRequest, invited: Invited) -> HttpResponse:
        """The mail is on its way; or the link to hand over, shown this once."""
        if invited.mail:
            text = _("Die Einladung an %(email)s ist unterwegs.")
            messages.success(request, text % {"email": invited.user.email})
            return redirect("users")
        return self.draw(request, "users/link.html", {"invited": invited})


class NewUser(InvitingPage):
    """Adds somebody, who chooses a password by a link."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._show(request, NewUserForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Invite, or say at its field why not."""
        form = NewUserForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        values = form.cleaned_data
        try:
            invited = invite_user(
                values["email"],
                name=values["name"],
                role=Role(values["role"]),
                language=Language(values["language"]),
                actor=self.actor,
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._show(request, form, status=422)
        return self.told(request, invited)

    def _show(self, request: HttpRequest, form: NewUserForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "can_mail": can_mail()}
        return self.draw(request, "users/new.html", context, status)


class OneUser(SettingsPage):
    """What the pages about one person share."""

    @cached_property
    def person(self) -> User:
        """The person of the address. Raises Http404."""
        return get_object_or_404(_listed(), pk=self.kwargs["user_id"])


class ChangeUser(OneUser):
    """Name, role, and whether they may sign in."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The person as stored."""
        held = self.person
        initial = {name: getattr(held, name) for name in UserForm.base_fields}
        return self._show(request, UserForm(initial=initial))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = UserForm(request.POST)
        if form.is_valid() and self._store(form):
            messages.success(request, _("Die Angaben sind gespeichert."))
            return redirect("users")
        return self._show(request, form, status=422)

    def _store(self, form: UserForm) -> bool:
        given = form.cleaned_data
        values = UserValues(
            name=given["name"],
            phone=given["phone"],
            role=Role(given["role"]),
            is_active=given["is_active"],
        )
        try:
            change_user(self.person, values, actor=self.actor)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: UserForm, status: int = 200) -> HttpResponse:
        may_invite = self.person.is_active and not self.person.has_usable_password()
        context = {"form": form, "person": self.person, "may_invite": may_invite}
        return self.draw(request, "users/change.html", context | {"now": clock.now()}, status)


class InviteAgain(OneUser, InvitingPage):
    """A new link instead of the last one."""

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The old link ends."""
        return self.told(request, invite_again(self.person, actor=self.actor, now=clock.now()))


class EndSessions(OneUser):
    """Signs somebody out everywhere."""

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """At their next request."""
        end_sessions(self.person, actor=self.actor)
        text = _("%(name)s ist überall abgemeldet.") % {"name": self.person}
        messages.success(request, text)
        return redirect("users")


class ResetSecondFactor(OneUser):
    """For who has lost the telephone."""

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The person is told by mail."""
        if reset_second_factor(self.person, actor=self.actor, now=clock.now()):
            text = _("Der zweite Faktor von %(name)s ist zurückgesetzt.")
        else:
            text = _("%(name)s hatte keinen zweiten Faktor.")
        messages.success(request, text % {"name": self.person})
        return redirect("users")
