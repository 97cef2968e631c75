"""Which courses fit into what their hosts may write today, and when the others come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from kurslink.models import Order, OrderState
from kurslink.planning.daily_budgets import Work, spread
from kurslink.services.batches.plan_row import PlanRow
from kurslink.services.limits.write_budget import (
    for_batches,
    next_day,
    utc_day,
    writes_left,
)


def scheduled(rows: Iterable[PlanRow], *, now: datetime) -> tuple[PlanRow, ...]:
    """The rows with the moment at which each ticked one may begin; earlier rows go first."""
    listed = tuple(rows)
    chosen = [row for row in listed if row.is_ticked]
    works = [
        Work(row.writing_host.pk if row.writing_host else 0, row.calls.writes) for row in chosen
    ]
    days = spread(works, per_day=for_batches(), used=_spoken_for(now))
    due = {row.course.pk: _moment(day, now) for row, day in zip(chosen, days, strict=True)}
    return tuple(replace(row, due_at=due.get(row.course.pk)) for row in listed)


def _moment(day: int, now: datetime) -> datetime:
    return now if day == 0 else next_day(now) + timedelta(days=day - 1)


def _spoken_for(now: datetime) -> dict[tuple[int, int], int]:
    """Writes by host and day from today: what is used up, and what waiting orders will need."""
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for host, left in writes_left(now).items():
        taken[host, 0] = for_batches() - left
    waiting = Order.objects.filter(state=OrderState.WAITING, result__has_key="plan")
    for due_at, plan in waiting.values_list("due_at", "result__plan"):
        day = max(0, (utc_day(due_at) - utc_day(now)).days)
        taken[plan["host"], day] += plan["writes"]
    return taken
