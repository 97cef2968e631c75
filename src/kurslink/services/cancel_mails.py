"""Takes mails back that nobody has got yet, and letters nobody has printed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kurslink.models import Dispatch, DispatchState, Event, MailMessage, MailState
from kurslink.services.journal.mails import about_people, record_mails
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right

CANCELLABLE = (MailState.WAITING, MailState.TO_PRINT)


def cancel_mails(mails: Iterable[MailMessage], *, actor: Actor, now: datetime) -> int:
    """How many were taken back; what the mail server has got already stays as it is."""
    actor.require(Right.SEND)
    with transaction.atomic():
        chosen = about_people(mails, state__in=CANCELLABLE)
        rows = MailMessage.objects.filter(pk__in=[mail.pk for mail in chosen])
        count = rows.update(state=MailState.CANCELLED, ended_at=now)
        record_mails(actor, Event.MAIL_CANCELLED, chosen)
    return count


def cancel_dispatch(dispatch: Dispatch, *, actor: Actor, now: datetime) -> bool:
    """Whether it was stopped; one that is done stays done, its mails are cancelled apart."""
    actor.require(Right.SEND)
    open_one = Dispatch.objects.filter(
        pk=dispatch.pk, state__in=(DispatchState.PLANNED, DispatchState.HELD)
    )
    with transaction.atomic():
        is_stopped = bool(open_one.update(state=DispatchState.CANCELLED, done_at=now))
        if is_stopped:
            values = {"dispatch": dispatch.pk, "area": dispatch.area}
            record(actor, Event.DISPATCH_CANCELLED, dispatch, **values)
    return is_stopped
