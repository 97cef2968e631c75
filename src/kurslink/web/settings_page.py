"""What the pages of „Zentrale Einstellungen" share: who may, and where a refusal leads back to."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurslink.models import ZoomAccount
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.web.page import Page, Unable, status_of

TABS = (
    ("change_account", _("Zugang")),
    ("account_meeting", _("Meeting")),
    ("account_users", pgettext_lazy("many", "Benutzer")),
    ("account_passcodes", _("Passwörter")),
)


def without_secrets() -> QuerySet[ZoomAccount]:
    """Every Zugang; a secret is opened when something asks for it, and pages never do."""
    return ZoomAccount.objects.defer("client_secret", "api_secret", "webhook_secret", "token")


class SettingsPage(Page):
    """A page for the Systemverwaltung."""

    right = Right.SETTINGS
    refusal_template: ClassVar[str] = "settings/refused.html"

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """`template` with what each of these pages has around its content."""
        return render(request, template, context, status=status)

    def refused(self, request: HttpRequest, error: Unable) -> HttpResponse:
        """The refusal with the way back into the settings."""
        if not self.actor.may(self.right):
            return super().refused(request, error)
        context = {"explanation": explain(error)}
        return self.draw(request, self.refusal_template, context, status_of(error))


class AccountPage(SettingsPage):
    """A page about one Zugang; `tab` names the tab it stands under."""

    tab: ClassVar[str]
    refusal_template = "accounts/refused.html"

    @cached_property
    def account(self) -> ZoomAccount:
        """The Zugang of the address, readable even when its secrets are not. Raises Http404."""
        return get_object_or_404(without_secrets(), pk=self.kwargs["account_id"])

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """`template` under the head every page of a Zugang has."""
        head = {"account": self.account, "tabs": TABS, "tab": self.tab}
        return super().draw(request, template, head | context, status)
