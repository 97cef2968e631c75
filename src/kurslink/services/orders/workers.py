"""Whether anybody works: each worker leaves a sign of life in the database every few seconds."""

from datetime import timedelta

from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateWorker

HEARTBEAT_LOST = timedelta(seconds=20)
"""A worker that said nothing for so long is dead (it speaks every 5 s, see worker/run.py)."""


def living_workers() -> int:
    """How many do what is queued."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - HEARTBEAT_LOST).count()
