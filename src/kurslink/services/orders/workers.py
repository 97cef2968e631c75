"""Whether anybody works: each worker leaves a sign of life in the database every few seconds."""

from datetime import timedelta

from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateWorker

HEARTBEAT_LOST = timedelta(seconds=20)
"""A worker that said nothing for so long is dead (it speaks every 5 s, see worker/run.py)."""


def is_any_worker_alive() -> bool:
    """Whether what is queued will be done."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - HEARTBEAT_LOST).exists()
