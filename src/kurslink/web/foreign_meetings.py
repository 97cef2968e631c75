"""„Meetings ohne Kurs": what Zoom holds and no course does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kurslink.models import ForeignMeeting, ZoomAccount
from kurslink.services import clock
from kurslink.services.activation import read_activation
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.find_foreign_meetings import Look, look_at_account
from kurslink.services.foreign.listing import foreign_meetings, lines_of
from kurslink.services.rights import Right
from kurslink.services.words.describe_standing import describe_standing
from kurslink.services.words.sentences import explain
from kurslink.web.lists.wishes import Chip
from kurslink.web.page import LONG_PATIENCE, Page
from kurslink.zoom.errors import ZoomError

ROWS = 50
_HOSTS_NAMED = 3

COLUMNS = (
    ("topic", gettext_lazy("Thema, Meeting-ID")),
    ("start", gettext_lazy("Beginn")),
    ("host", gettext_lazy("Host")),
    ("origin", gettext_lazy("Herkunft")),
    ("seen", gettext_lazy("Gesehen")),
)
ORDERS = {
    "topic": "topic",
    "start": "starts_at",
    "host": "host__email",
    "seen": "seen_at",
}
_DEFAULT = "start"


@dataclass(frozen=True)
class ForeignFilter:
    """The wishes of an address; unknown ones are ignored."""

    ignored: bool
    order: str
    is_descending: bool

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "ForeignFilter":
        """Read the parameters ignored and sort."""
        sort = query.get("sort", _DEFAULT)
        return cls(
            ignored=query.get("ignored") == "1",
            order=name if (name := sort.removeprefix("-")) in ORDERS else _DEFAULT,
            is_descending=sort.startswith("-"),
        )

    def meetings(self) -> QuerySet[ForeignMeeting]:
        """The meetings that fit, in order."""
        first = OrderBy(F(ORDERS[self.order]), descending=self.is_descending, nulls_last=True)
        return foreign_meetings(ignored=self.ignored).order_by(first, "pk")

    def chips(self) -> Iterator[Chip]:
        """What the list is narrowed to."""
        if self.ignored:
            yield Chip("ignored", _("Ignorierte"))


class ForeignMeetings(Page):
    """The list as of the latest look at Zoom; people who may transfer can look again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list, narrowed and sorted as the address says."""
        chosen = ForeignFilter.parse(request.GET.dict())
        page = Paginator(chosen.meetings(), ROWS).get_page(request.GET.get("page"))
        lines = [(line, describe_standing(line)) for line in lines_of(page.object_list)]
        account_count = ZoomAccount.objects.count()
        may_act = self.actor.may(Right.TRANSFER) and read_activation(clock.now()).is_open
        context = {
            "chosen": chosen,
            "chips": tuple(chosen.chips()),
            "columns": COLUMNS,
            "orders": ORDERS,
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": lines,
            "ignored_count": foreign_meetings(ignored=True).count(),
            "has_accounts": bool(account_count),
            "several_accounts": account_count > 1,
            "may_act": may_act,
        }
        return render(request, "foreign/list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """„Jetzt in Zoom nachsehen", in every Zugang; one that fails does not stop the others."""
        self.actor.require(Right.TRANSFER)
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
