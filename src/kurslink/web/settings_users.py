"""„Benutzer": the licences of a Zugang, which are offered as Host, and who is gone from Zoom."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kurslink.models import Course, LicenceType, ZoomAccount, ZoomUser
from kurslink.services import clock
from kurslink.services.courses_using import courses_of_vanished
from kurslink.services.offer_hosts import offer_hosts
from kurslink.services.read_licences import read_licences
from kurslink.web.page import LONG_PATIENCE
from kurslink.web.row_keys import keys_in
from kurslink.web.settings_page import AccountPage

PER_PAGE = 100


class Show(StrEnum):
    """Which users the list is narrowed to."""

    ALL = ""
    OFFERED = "offered"
    LICENSED = "licensed"
    BASIC = "basic"
    PENDING = "pending"
    VANISHED = "vanished"


SHOW_LABELS = {
    Show.ALL: _("alle"),
    Show.OFFERED: _("als Host angebotene"),
    Show.LICENSED: _("mit Lizenz"),
    Show.BASIC: _("ohne Lizenz"),
    Show.PENDING: _("eingeladene"),
    Show.VANISHED: _("nicht mehr in Zoom"),
}

_PRESENT = Q(vanished_at=None)
_LICENSED = Q(licence_type=LicenceType.LICENSED)
_ONLY: Mapping[Show, Q] = {
    Show.ALL: Q(),
    Show.OFFERED: Q(is_offered=True),
    Show.LICENSED: _PRESENT & _LICENSED,
    Show.BASIC: _PRESENT & ~_LICENSED,
    Show.PENDING: _PRESENT & Q(status="pending"),
    Show.VANISHED: ~_PRESENT,
}


class AccountUsers(AccountPage):
    """The users as last read; ticked ones are offered as Host."""

    tab = "account_users"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """One page of the list, narrowed as the address says."""
        show, text = _shown(request.GET), request.GET.get("text", "").strip()
        page = Paginator(_chosen(self.account, show, text), PER_PAGE).get_page(
            request.GET.get("page")
        )
        context: dict[str, Any] = {
            "users": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "has_users": self.account.users.exists(),
            "offered": self.account.users.filter(is_offered=True).count(),
            "show": show,
            "shows": [(each.value, label) for each, label in SHOW_LABELS.items()],
            "text": text,
            "vanished": _vanished(self.account),
        }
        return self.draw(request, "accounts/users.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Read the users from Zoom, or store which are offered."""
        if "read" in request.POST:
            users = read_licences(
                self.account, actor=self.actor, now=clock.now(), budget=LONG_PATIENCE
            )
            present = sum(user.vanished_at is None for user in users)
            read = ngettext("%(n)s Benutzer gelesen.", "%(n)s Benutzer gelesen.", present)
            messages.success(request, read % {"n": present})
        else:
            offer_hosts(self.account, _offered(self.account, request.POST), actor=self.actor)
            messages.success(request, translate("Die Auswahl der Hosts ist gespeichert."))
        return redirect(request.get_full_path())


def _shown(data: QueryDict) -> Show:
    value = data.get("show", "")
    return Show(value) if value in set(Show) else Show.ALL


def _chosen(account: ZoomAccount, show: Show, text: str) -> QuerySet[ZoomUser]:
    users = account.users.filter(_ONLY[show])
    return users.filter(Q(email__icontains=text) | Q(name__icontains=text)) if text else users


def _offered(account: ZoomAccount, data: QueryDict) -> set[int]:
    """The ticked ones, and of those that were not on the page the ones offered so far."""
    before = set(account.users.filter(is_offered=True).values_list("pk", flat=True))
    return (before - _keys(data, "shown")) | _keys(data, "user")


def _keys(data: QueryDict, name: str) -> set[int]:
    return set(keys_in(data.getlist(name)))


def _vanished(account: ZoomAccount) -> list[tuple[ZoomUser, list[Course]]]:
    """Users Zoom no longer has whom courses still name, each with these courses."""
    gone = Prefetch("online__alternatives", ZoomUser.objects.exclude(vanished_at=None))
    courses = courses_of_vanished(account).select_related("online__host").prefetch_related(gone)
    found: dict[ZoomUser, list[Course]] = {}
    for course in courses:
        host = course.online.host
        named = {*course.online.alternatives.all(), *([host] if host else ())}
        for user in named:
            if user.vanished_at:
                found.setdefault(user, []).append(course)
    return sorted(found.items(), key=lambda item: item[0].email)
