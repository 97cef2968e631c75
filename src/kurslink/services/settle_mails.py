"""Notes what only a person knows: a letter is printed, an uncertain mail has arrived."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kurslink.models import Event, MailMessage, MailState
from kurslink.services.journal.mails import about_people, record_mails
from kurslink.services.rights import Actor, Right


def mark_printed(mails: Iterable[MailMessage], *, actor: Actor, now: datetime) -> int:
    """How many letters of `mails` were still to be printed."""
    return _settle(mails, MailState.TO_PRINT, MailState.PRINTED, actor=actor, now=now)


def mark_arrived(mails: Iterable[MailMessage], *, actor: Actor, now: datetime) -> int:
    """How many of `mails` were uncertain until now."""
    return _settle(mails, MailState.UNCERTAIN, MailState.SENT, actor=actor, now=now)


def _settle(
    mails: Iterable[MailMessage],
    before: MailState,
    after: MailState,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    actor.require(Right.SEND)
    event = Event.LETTER_PRINTED if after == MailState.PRINTED else Event.MAIL_SETTLED
    with transaction.atomic():
        chosen = about_people(mails, state=before)
        rows = MailMessage.objects.filter(pk__in=[mail.pk for mail in chosen])
        count = rows.update(state=after, ended_at=now, problem=None)
        record_mails(actor, event, chosen)
    return count
