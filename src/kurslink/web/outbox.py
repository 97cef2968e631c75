"""„Versand": every mail and letter, what became of it, and whether the mail server can be had."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kurslink.models import MailMessage, MailState
from kurslink.services import clock
from kurslink.services.mails.standing import read_standing
from kurslink.services.rights import Right
from kurslink.web.lists.list_page import ListPage, Narrowed
from kurslink.web.mail_actions import carry_out
from kurslink.web.mail_columns import MAILS
from kurslink.web.mail_filter import MailFilter
from kurslink.web.mail_lines import MailLine, lines_of


class Outbox(ListPage[MailMessage]):
    """The newest mail first."""

    listing = MAILS
    template = "outbox/list.html"
    export_right = Right.EDIT

    def narrowed(self, request: HttpRequest) -> Narrowed[MailMessage]:
        """What the address says."""
        chosen = MailFilter.parse(request.GET.dict())
        return Narrowed(chosen.mails(), tuple(chosen.chips()))

    def dressed(self, rows: Iterable[MailMessage]) -> list[MailLine]:
        """With what may be decided about each."""
        return lines_of(rows, now=clock.now())

    def key(self, row: MailLine) -> int | None:
        """Who may send may decide about several at once."""
        return row.mail.pk if self.actor.may(Right.SEND) else None

    def more(self, request: HttpRequest) -> dict[str, Any]:
        """The states there are, and how the mail server is."""
        chosen = MailFilter.parse(request.GET.dict())
        counts, may_send = chosen.counts(), self.actor.may(Right.SEND)
        return {
            "filter": chosen,
            "counts": counts,
            "letters": dict(counts).get(MailState.TO_PRINT, 0),
            "may_read": self.actor.may(Right.EDIT),
            "total": sum(count for _, count in counts),
            "standing": read_standing(now=clock.now()),
            "may_send": may_send,
            "tick": "mail",
            "row_actions": "outbox/actions.html" if may_send else "",
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """A button of a line, of everything ticked, or „Jetzt versuchen"."""
        carry_out(request, self.actor)
        return redirect(request.get_full_path())
