"""When many courses will be at Zoom: how many today, from when the others, when all are done."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kurslink.models import ZoomAccount
from kurslink.services.limits.call_pace import SHARE
from kurslink.services.limits.write_budget import utc_day
from kurslink.zoom.pace import PER_SECOND, Label

# A call takes about a third of a second, and a worker carries out four courses at a time.
_FASTEST = 0.08


@dataclass(frozen=True)
class Job:
    """One course: when it may begin, and how long its calls take by the limits of its Zugang."""

    due_at: datetime
    seconds: float


@dataclass(frozen=True)
class Outlook:
    """`today` of `total` courses are done today (in UTC, as Zoom counts), the others later."""

    total: int
    today: int
    resumes_at: datetime | None
    ends_at: datetime


def seconds_for(account: ZoomAccount, calls: int) -> float:
    """How long `calls` take that keep below the limit per second."""
    return calls * max(_FASTEST, 1 / (PER_SECOND[account.plan][Label.LIGHT] * SHARE))


def outlook(jobs: Iterable[Job], *, now: datetime) -> Outlook:
    """What to expect of courses that are still to be done."""
    seconds: dict[datetime, float] = defaultdict(float)
    listed = list(jobs)
    for job in listed:
        seconds[max(job.due_at, now)] += job.seconds
    later = [moment for moment in seconds if utc_day(moment) > utc_day(now)]
    ends = (moment + timedelta(seconds=length) for moment, length in seconds.items())
    return Outlook(
        total=len(listed),
        today=sum(utc_day(job.due_at) <= utc_day(now) for job in listed),
        resumes_at=min(later, default=None),
        ends_at=_next_minute(max(ends, default=now)),
    )


def _next_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=math.ceil((moment - whole).total_seconds() / 60))
