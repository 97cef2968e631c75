"""What every page shows around its content: institution, menu, semesters, person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kurslink.models import OPEN, Order, Semester
from kurslink.services.rights import Actor, Right
from kurslink.web.page import actor_of, institution_of
from kurslink.web.page_help import help_for


@dataclass(frozen=True)
class MenuEntry:
    """A line of the side menu; `count` is what is open there, if it counts."""

    label: str
    url: str
    icon: str
    is_current: bool
    count: int | None = None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`; asks the database only for people who are signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"openid_name": settings.KURSLINK_OPENID_NAME, "page_help": help_for(request)}
    actor = actor_of(request)
    semesters = list(Semester.objects.all())
    usual = request.session.get("semester")
    return {
        "actor": actor,
        "institution": institution_of(request),
        "page_help": help_for(request),
        "menu": tuple(_menu(actor, request.path)),
        "semesters": semesters,
        "semester": next((each for each in semesters if each.code == usual), None),
    }


def _menu(actor: Actor, path: str) -> Iterator[MenuEntry]:
    home = reverse("home")
    yield MenuEntry(_("Übersicht"), home, "home", path == home)
    yield _entry(_("Kurse"), "courses", "checklist", path)
    open_orders = Order.objects.filter(state__in=OPEN).count()
    yield _entry(_("Übertragungen"), "batches", "autorenew", path, count=open_orders)
    yield _entry(_("Teilnehmende"), "participants", "account-circle", path)
    yield _entry(_("Dozenten"), "instructors", "account-circle", path)
    yield _entry(_("Lizenzbelegung"), "licence_board", "calendar-today", path)
    yield _entry(_("Versand"), "outbox", "mail", path, also=("send",))
    if actor.may(Right.IMPORT):
        yield _entry(_("Import"), "import", "drive-folder-upload", path)
    if actor.may(Right.PRIVACY):
        yield _entry(_("Datenschutz"), "privacy", "visibility-off", path)
    if actor.may(Right.JOURNAL):
        yield _entry(_("Protokoll"), "journal", "draft", path)
    if actor.may(Right.SETTINGS):
        yield _entry(_("Einstellungen"), "settings", "settings", path)
    yield _entry(_("Hilfe"), "help", "help", path)


def _entry(
    label: str,
    name: str,
    icon: str,
    path: str,
    *,
    count: int | None = None,
    also: tuple[str, ...] = (),
) -> MenuEntry:
    """`also`: the names of pages that belong here though their addresses begin elsewhere."""
    is_current = any(path.startswith(reverse(each)) for each in (name, *also))
    return MenuEntry(label, reverse(name), icon, is_current, count)
