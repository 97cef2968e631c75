"""Mails the server refused, and those nobody knows to have arrived: a person decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from kurslink.models import MailMessage, MailState

_RECENT = timedelta(days=30)
"""An older refusal that nobody answered is history: it stays in the list „Versand"."""


@dataclass(frozen=True)
class FailedMails:
    """How many are undecided."""

    rejected: int
    uncertain: int


def failed_mails(now: datetime) -> FailedMails:
    """Without tests and without those that were sent once more; one query."""
    repetition = MailMessage.objects.filter(repeats=OuterRef("pk")).exclude(
        state=MailState.CANCELLED
    )
    mails = MailMessage.objects.filter(
        ~Exists(repetition),
        state__in=(MailState.REJECTED, MailState.UNCERTAIN),
        is_test=False,
        placed_at__gt=now - _RECENT,
    )
    counts = mails.aggregate(
        rejected=Count("pk", filter=Q(state=MailState.REJECTED)),
        uncertain=Count("pk", filter=Q(state=MailState.UNCERTAIN)),
    )
    return FailedMails(**counts)
