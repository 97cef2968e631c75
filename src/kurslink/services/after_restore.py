"""After a backup was restored: what may have happened since is done by nobody a second time.

The database knows nothing of the time between. Meetings made then are found by their marker (the
sweep), mails sent then cannot be: so no mail leaves by itself until a person has looked.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kurslink.models import (
    OPEN,
    Dispatch,
    DispatchState,
    Event,
    MailMessage,
    MailSettings,
    MailState,
    Meeting,
    Order,
    OrderState,
)
from kurslink.models.meeting import HISTORY
from kurslink.services.journal.record import record
from kurslink.services.mails.problems import RESTORED
from kurslink.services.rights import Actor, Right

_ON_THE_WAY = (MailState.WAITING, MailState.HANDED_OVER)


@dataclass(frozen=True)
class AfterRestore:
    """How much there was of each; `automatic`: mails left by themselves until now."""

    mails: int
    dispatches: int
    orders: int
    meetings: int
    automatic: bool


def after_restore(*, actor: Actor, now: datetime, made_at: str) -> AfterRestore:
    """Settle what the backup of `made_at` left open. Raises Refusal."""
    actor.require(Right.SETTINGS)
    problem = {"code": RESTORED, "data": {}}
    with transaction.atomic():
        mails = MailMessage.objects.filter(state__in=_ON_THE_WAY).update(
            state=MailState.UNCERTAIN, ended_at=now, problem=problem
        )
        due = Dispatch.objects.filter(state=DispatchState.PLANNED, due_at__lte=now)
        done = AfterRestore(
            mails=mails,
            dispatches=due.update(state=DispatchState.HELD, problem=problem),
            orders=_cancel_orders(now),
            meetings=Meeting.objects.exclude(state__in=HISTORY).update(check_due_at=now),
            automatic=_stop_sending_by_itself(),
        )
        record(actor, Event.RESTORED, made_at=made_at, mails=done.mails, orders=done.orders)
    return done


def _cancel_orders(now: datetime) -> int:
    """Who carried one out since cannot be known: the office asks again once Zoom was swept."""
    orders = Order.objects.filter(state__in=OPEN)
    return orders.update(state=OrderState.CANCELLED, ended_at=now, token=None, leased_until=None)


def _stop_sending_by_itself() -> bool:
    held = MailSettings.load()
    was_on = bool(
        held.corrects_by_itself
        or held.sends_to_latecomers
        or held.reminder_days
        or held.reminder_hours
    )
    held.corrects_by_itself = held.sends_to_latecomers = False
    held.reminder_days = held.reminder_hours = None
    held.save()
    return was_on
