"""Takes mails back that nobody has got yet, and letters nobody has printed."""

from collections.abc import Iterable
from datetime import datetime

from kurslink.models import Dispatch, DispatchState, MailMessage, MailState
from kurslink.services.rights import Actor, Right

CANCELLABLE = (MailState.WAITING, MailState.TO_PRINT)


def cancel_mails(mails: Iterable[MailMessage], *, actor: Actor, now: datetime) -> int:
    """How many were taken back; what the mail server has got already stays as it is."""
    actor.require(Right.SEND)
    chosen = MailMessage.objects.filter(pk__in=[mail.pk for mail in mails])
    return chosen.filter(state__in=CANCELLABLE).update(state=MailState.CANCELLED, ended_at=now)


def cancel_dispatch(dispatch: Dispatch, *, actor: Actor, now: datetime) -> bool:
    """Whether it was stopped; one that is done stays done, its mails are cancelled apart."""
    actor.require(Right.SEND)
    open_one = Dispatch.objects.filter(
        pk=dispatch.pk, state__in=(DispatchState.PLANNED, DispatchState.HELD)
    )
    return bool(open_one.update(state=DispatchState.CANCELLED, done_at=now))
