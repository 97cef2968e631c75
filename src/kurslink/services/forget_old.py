"""Forgets what is of no use any more: counts of past days, old jobs, sessions, links, requests."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from kurslink.models import (
    ApiRequest,
    Invitation,
    MailSecret,
    MailState,
    WebhookDelivery,
    WriteBudget,
)
from kurslink.services.limits.write_budget import utc_day

KEPT = timedelta(days=90)
_REQUESTS_KEPT = timedelta(days=30)
_JOBS_KEPT = timedelta(days=14)
# By events, which the database dates: the queue lives by its clock.
_OLD_JOBS = """
    DELETE FROM procrastinate_jobs WHERE status IN ('failed', 'succeeded', 'cancelled', 'aborted')
    AND NOT EXISTS (
        SELECT FROM procrastinate_events WHERE job_id = procrastinate_jobs.id
        AND at > clock_timestamp() - %s::interval
    )
"""


def forget_old(*, now: datetime) -> None:
    """Drop budgets of days past, jobs that are over, invitations and personal links nobody can use.

    Sessions that are over too: they may hold notices with names that were never shown. Orders
    and steps are history: they stay until their period is over (run_retention).
    """
    Session.objects.filter(expire_date__lt=now).delete()
    Invitation.objects.filter(expires_at__lt=now - KEPT).delete()
    on_their_way = (MailState.WAITING, MailState.HANDED_OVER)
    MailSecret.objects.exclude(mail__state__in=on_their_way).delete()
    ApiRequest.objects.filter(made_at__lt=now - _REQUESTS_KEPT).delete()
    WebhookDelivery.objects.filter(ended_at__lt=now - _REQUESTS_KEPT).delete()
    WriteBudget.objects.filter(on__lt=utc_day(now - KEPT)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_OLD_JOBS, [str(_JOBS_KEPT)])
