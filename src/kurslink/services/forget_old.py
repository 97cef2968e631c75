"""Forgets what is of no use any more: counts of past days, jobs that failed long ago."""

from datetime import datetime, timedelta

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
    """Drop budgets of days past and jobs that are over. Orders and steps are history: they stay."""
    WriteBudget.objects.filter(on__lt=utc_day(now - KEPT)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_OLD_JOBS, [str(_JOBS_KEPT)])
