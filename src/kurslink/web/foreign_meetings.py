"""„Meetings ohne Kurs": what Zoom holds and no course does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import ForeignMeeting, ZoomAccount
from kurslink.services import clock
from kurslink.services.activation import read_activation
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.find_foreign_meetings import Look, look_at_account
from kurslink.services.foreign.listing import (
    ForeignLine,
    find_foreign,
    foreign_meetings,
    lines_of,
)
from kurslink.services.rights import Right
from kurslink.services.words.sentences import explain
from kurslink.web.foreign_columns import foreign_list
from kurslink.web.ignoring import ignore_ticked
from kurslink.web.lists.list_page import ListPage, Narrowed
from kurslink.web.lists.wishes import Chip
from kurslink.web.page import LONG_PATIENCE
from kurslink.zoom.errors import ZoomError

_HOSTS_NAMED = 3


class ForeignMeetings(ListPage[ForeignMeeting]):
    """The list as of the latest look at Zoom; people who may transfer can look again."""

    template = "foreign/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; of several Zugänge each line names its own."""
        self.account_count = ZoomAccount.objects.count()
        self.listing = foreign_list(several_accounts=self.account_count > 1)
        return super().get(request)

    def narrowed(self, request: HttpRequest) -> Narrowed[ForeignMeeting]:
        """Those to be looked at, or the ignored ones; each may be searched."""
        text, ignored = request.GET.get("q", "").strip(), request.GET.get("ignored") == "1"
        chips = []
        if text:
            chips.append(Chip("q", _("Suche: %(text)s") % {"text": text}))
        if ignored:
            chips.append(Chip("ignored", _("Ignorierte")))
        return Narrowed(find_foreign(foreign_meetings(ignored=ignored), text), tuple(chips))

    def dressed(self, rows: Iterable[ForeignMeeting]) -> list[ForeignLine]:
        """With what each is to us."""
        return lines_of(rows)

    def key(self, row: ForeignLine) -> int | None:
        """Several can be ignored, or shown again, at once."""
        return row.meeting.pk if self._may_act else None

    @cached_property
    def _may_act(self) -> bool:
        return self.actor.may(Right.TRANSFER) and read_activation(clock.now()).is_open

    def more(self, request: HttpRequest) -> dict[str, Any]:
        """What may be done, and what else there is."""
        return {
            "text": request.GET.get("q", "").strip(),
            "ignored": request.GET.get("ignored") == "1",
            "ignored_count": foreign_meetings(ignored=True).count(),
            "has_accounts": bool(self.account_count),
            "may_act": self._may_act,
            "tick": "foreign",
            "tick_form": "selection",
            "row_actions": "foreign/actions.html" if self._may_act else "",
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ignore what is ticked, or „Jetzt in Zoom nachsehen" in every Zugang that answers."""
        self.actor.require(Right.TRANSFER)
        if "do" in request.POST:
            ignore_ticked(request, self.actor)
            return redirect(request.get_full_path())
        accounts = list(ZoomAccount.objects.all())
        if not accounts:
            raise Refusal(RefusalCode.NO_ACCOUNT)
        until = clock.now() + timedelta(seconds=LONG_PATIENCE)
        looks = [look for account in accounts if (look := self._look(request, account, until))]
        if looks:
            messages.success(request, _summary(looks))
        return redirect(request.get_full_path())

    def _look(self, request: HttpRequest, account: ZoomAccount, until: datetime) -> Look | None:
        now = clock.now()
        left = (until - now).total_seconds()
        try:
            look = look_at_account(account, actor=self.actor, now=now, budget=left)
        except ZoomError as error:
            messages.error(request, _failure(account.email, error))
            return None
        for unread in look.unread[:_HOSTS_NAMED]:
            messages.warning(request, _failure(unread.host.email, unread.error))
        if rest := len(look.unread[_HOSTS_NAMED:]):
            more = ngettext(
                "Auch %(n)s weitere Liste kam nicht.",
                "Auch %(n)s weitere Listen kamen nicht.",
                rest,
            )
            messages.warning(request, more % {"n": rest})
        return look


def _summary(looks: list[Look]) -> str:
    foreign = sum(look.foreign for look in looks)
    if not foreign:
        return _("In Zoom nachgesehen: Jedes Meeting gehört zu einem Kurs.")
    found = ngettext(
        "In Zoom nachgesehen: %(n)s Meeting gehört zu keinem Kurs.",
        "In Zoom nachgesehen: %(n)s Meetings gehören zu keinem Kurs.",
        foreign,
    )
    return found % {"n": foreign}


def _failure(whose: str, error: ZoomError) -> str:
    why = explain(error)
    sentence = _("Die Meetings von %(whose)s konnten nicht gelesen werden. %(message)s %(hint)s")
    return sentence % {"whose": whose, "message": why.message, "hint": why.hint}
