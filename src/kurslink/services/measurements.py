"""What an installation has to do and how far it is, in numbers: counted when somebody asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Sum

from kurslink.models import (
    MailMessage,
    MailState,
    Meeting,
    MeetingState,
    Order,
    OrderState,
    WriteBudget,
    ZoomAccount,
)
from kurslink.services.limits.write_budget import utc_day
from kurslink.services.orders.workers import living_workers


@dataclass(frozen=True)
class Measurements:
    """Every state is there, also with nothing in it: an alert needs a 0, not a gap.

    Ages count from the moment a thing was due, so what waits for tomorrow is not late.
    """

    orders: Mapping[str, int]
    mails: Mapping[str, int]
    meetings: Mapping[str, int]
    oldest_order: timedelta
    oldest_mail: timedelta
    writes_today: Mapping[str, int]
    workers: int


def measure(now: datetime) -> Measurements:
    """Count everything once."""
    orders = Order.objects.filter(state=OrderState.WAITING, due_at__lte=now)
    mails = MailMessage.objects.filter(state=MailState.WAITING, due_at__lte=now)
    return Measurements(
        orders=_by_state(Order, OrderState),
        mails=_by_state(MailMessage, MailState),
        meetings=_by_state(Meeting, MeetingState),
        oldest_order=_age(orders.aggregate(first=Min("due_at"))["first"], now),
        oldest_mail=_age(mails.aggregate(first=Min("due_at"))["first"], now),
        writes_today=_writes_today(now),
        workers=living_workers(),
    )


def _by_state(
    model: type[Order | MailMessage | Meeting],
    states: type[OrderState | MailState | MeetingState],
) -> Mapping[str, int]:
    rows = model._default_manager.order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in states} | dict(rows)


def _age(first: datetime | None, now: datetime) -> timedelta:
    return now - first if first else timedelta()


def _writes_today(now: datetime) -> Mapping[str, int]:
    """Create and update requests since 00:00 UTC of all hosts of a Zugang, by its address."""
    rows = WriteBudget.objects.filter(on=utc_day(now)).order_by()
    used = dict(rows.values_list("host__account__email").annotate(Sum("used")))
    return {account.email: used.get(account.email, 0) for account in ZoomAccount.objects.all()}
