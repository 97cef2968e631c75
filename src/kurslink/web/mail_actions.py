"""What the buttons of the outbox do, for one mail or for all that are ticked."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import MailMessage
from kurslink.services import clock
from kurslink.services.cancel_mails import cancel_mails
from kurslink.services.errors import Refusal
from kurslink.services.resend_mail import resend_mail
from kurslink.services.rights import Actor, Right
from kurslink.services.settle_mails import mark_arrived, mark_printed
from kurslink.services.try_mail_server import try_mail_server
from kurslink.services.words.sentences import explain
from kurslink.web.mail_filter import newest_first
from kurslink.web.mail_lines import lines_of
from kurslink.web.row_keys import keys_in

CHOSEN = "chosen"
"""The value of a button that is meant for everything that is ticked."""

_Act = Callable[[list[MailMessage], Actor, datetime], str]


def carry_out(request: HttpRequest, actor: Actor) -> None:
    """Do what the pressed button says and tell what was done. Raises Refusal."""
    actor.require(Right.SEND)
    if "try" in request.POST:
        try_mail_server(actor=actor)
        messages.success(request, _("Der Mailserver wird jetzt noch einmal versucht."))
        return
    name = next((name for name in _ACTS if name in request.POST), None)
    if name is None:
        return
    value = request.POST[name]
    named = request.POST.getlist("mail") if value == CHOSEN else [value]
    mails = list(newest_first(MailMessage.objects.filter(pk__in=keys_in(named))))
    said = _ACTS[name](mails, actor, clock.now())
    if mails:
        messages.success(request, said)
    else:
        messages.warning(request, _("Haken Sie zuerst an, worum es geht."))


def _cancel(mails: list[MailMessage], actor: Actor, now: datetime) -> str:
    count = cancel_mails(mails, actor=actor, now=now)
    said = ngettext("%(n)s E-Mail abgebrochen.", "%(n)s E-Mails abgebrochen.", count)
    return said % {"n": count}


def _resend(mails: list[MailMessage], actor: Actor, now: datetime) -> str:
    """One that must not be repeated does not stop the others; it is told why."""
    chosen = [line.mail for line in lines_of(mails, now=now) if line.may_resend]
    refused: list[Refusal] = []
    for mail in chosen:
        try:
            resend_mail(MailMessage.objects.get(pk=mail.pk), actor=actor, now=now)
        except Refusal as refusal:
            refused.append(refusal)
    count = len(chosen) - len(refused)
    if refused and not count:
        raise refused[0]
    said = ngettext(
        "%(n)s E-Mail wird erneut gesendet.", "%(n)s E-Mails werden erneut gesendet.", count
    )
    why = dict.fromkeys(explain(refusal).message for refusal in refused)
    return " ".join([said % {"n": count}, *why])


def _printed(mails: list[MailMessage], actor: Actor, now: datetime) -> str:
    count = mark_printed(mails, actor=actor, now=now)
    said = ngettext(
        "%(n)s Brief als gedruckt gekennzeichnet.",
        "%(n)s Briefe als gedruckt gekennzeichnet.",
        count,
    )
    return said % {"n": count}


def _arrived(mails: list[MailMessage], actor: Actor, now: datetime) -> str:
    count = mark_arrived(mails, actor=actor, now=now)
    said = ngettext(
        "%(n)s E-Mail als angekommen gekennzeichnet.",
        "%(n)s E-Mails als angekommen gekennzeichnet.",
        count,
    )
    return said % {"n": count}


_ACTS: dict[str, _Act] = {
    "cancel": _cancel,
    "resend": _resend,
    "printed": _printed,
    "arrived": _arrived,
}
