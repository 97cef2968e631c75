"""Notes what only a person knows: a letter is printed, an uncertain mail has arrived."""

from collections.abc import Iterable
from datetime import datetime

from kurslink.models import MailMessage, MailState
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
    chosen = MailMessage.objects.filter(pk__in=[mail.pk for mail in mails], state=before)
    return chosen.update(state=after, ended_at=now, problem=None)
