"""Keeps orders moving: those of dead workers are taken over, those whose time has come are queued.

The rows are the truth. Whatever became of a job, an open order gets another one.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob

from kurslink.models import Order, OrderState
from kurslink.services.orders.queue import CARRY_OUT, defer_orders, queued_order_ids, token_of_job
from kurslink.services.orders.running_order import give_back, take_over_expired
from kurslink.services.orders.workers import HEARTBEAT_LOST

_FORGET = "DELETE FROM procrastinate_jobs WHERE id = ANY(%s) AND status = 'doing'"
_LOCK = 0x6B75_7274  # one process at a time looks after the queue
_MANY = 500


def wake_orders(*, now: datetime) -> int:
    """Take over what dead workers left and queue what is due; how many orders were queued.

    May be called as often and by as many processes as one likes.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            is_ours = cursor.fetchone()
        if not is_ours or not is_ours[0]:
            return 0
        _take_over(now)
        due = Order.objects.filter(state=OrderState.WAITING, due_at__lte=now)
        queued = queued_order_ids()
        woken = [
            order for order in due.order_by("-is_urgent", "due_at", "pk") if order.pk not in queued
        ]
        defer_orders(woken[:_MANY])
        return len(woken[:_MANY])


def _take_over(now: datetime) -> None:
    """Orders of dead workers wait again; their jobs go, for what recurs comes again by itself."""
    dead = _jobs_of_dead_workers()
    held = [token_of_job(job.pk) for job in dead if job.task_name == CARRY_OUT]
    for order in Order.objects.filter(token__in=held, state=OrderState.RUNNING):
        give_back(order, due_at=now)
    take_over_expired(now=now)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [[job.pk for job in dead]])


def _jobs_of_dead_workers() -> list[ProcrastinateJob]:
    is_dead = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - HEARTBEAT_LOST)
    return list(ProcrastinateJob.objects.filter(is_dead, status="doing"))
