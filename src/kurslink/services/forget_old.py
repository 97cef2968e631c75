"""Forgets what is of no use any more: counts of past days, old jobs, sessions that are over."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from kurslink.models import WriteBudget
from kurslink.services.limits.write_budget import utc_day

KEPT = timedelta(days=90)
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
    """Drop budgets of days past, jobs and sessions that are over; orders and steps stay: history.

    A session holds what its messages and its last import said, names of people among them.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    WriteBudget.objects.filter(on__lt=utc_day(now - KEPT)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_OLD_JOBS, [str(_JOBS_KEPT)])
