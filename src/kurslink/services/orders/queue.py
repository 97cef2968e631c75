"""The queue of jobs, in our own database: a job is put there in the transaction of its row.

Tasks are named, not imported: `worker/tasks.py` stands above (a test checks that each exists).
"""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONValue

from kurslink.models import Order

CARRY_OUT = "carry_out"
_URGENT, _BATCH = 10, 0
_JOBS = UUID("6b757273-6c69-4e6b-8a6f-6273c0ffee00")  # any, but always this one
_MANY = 500  # after so many new jobs the database needs to know how many there are


def defer_orders(orders: Iterable[Order]) -> None:
    """Put a job for each order into the queue, urgent ones before all others."""
    listed = list(orders)
    for is_urgent, priority in ((True, _URGENT), (False, _BATCH)):
        jobs: list[dict[str, JSONValue]] = [
            {"order_id": each.pk} for each in listed if each.is_urgent is is_urgent
        ]
        if jobs:
            app.configure_task(CARRY_OUT, priority=priority).batch_defer(*jobs)
    if len(listed) >= _MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE procrastinate_jobs")


def token_of_job(job_id: int) -> UUID:
    """The token under which a job works: who finds the job of a dead worker knows what it held."""
    return uuid5(_JOBS, str(job_id))


def queued_order_ids() -> set[int]:
    """The orders for which a job waits.

    A job that runs proves nothing for an order that waits: its worker may have lost it. One job too
    many finds its order taken and does nothing.
    """
    jobs = ProcrastinateJob.objects.filter(task_name=CARRY_OUT, status="todo")
    return {args["order_id"] for args in jobs.values_list("args", flat=True)}


def course_number(order_id: int) -> str:
    """What people call the course of an order; empty if the order is gone."""
    numbers = Order.objects.filter(pk=order_id).values_list("course__number", flat=True)
    return numbers.first() or ""
