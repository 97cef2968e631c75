"""Zoom's limits: calls per second and day of an account, writes per host and UTC day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from kurslink.simulator.account import User
from kurslink.simulator.errors import ApiRefusal
from kurslink.simulator.switches import Plan
from kurslink.simulator.world import World, WriteCount

PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header"
    " for details on when you can make another request."
)
PER_HOST = (
    "You have exceeded the daily rate limit ({limit}) of Meeting Create/Update API requests"
    " permitted for this particular user. You may resume these requests at GMT 00:00:00."
)
DAYS_REMEMBERED = timedelta(days=2)


class Label(StrEnum):
    LIGHT = "Light"
    MEDIUM = "Medium"
    HEAVY = "Heavy"


SECOND: Mapping[Plan, Mapping[Label, int]] = {
    Plan.FREE: {Label.LIGHT: 4, Label.MEDIUM: 2, Label.HEAVY: 1},
    Plan.PRO: {Label.LIGHT: 30, Label.MEDIUM: 20, Label.HEAVY: 10},
    Plan.BUSINESS: {Label.LIGHT: 80, Label.MEDIUM: 60, Label.HEAVY: 40},
}
DAY: Mapping[Plan, Mapping[Label, int]] = {
    Plan.FREE: {Label.LIGHT: 6000, Label.MEDIUM: 2000, Label.HEAVY: 1000},
    Plan.PRO: {Label.HEAVY: 30_000},
    Plan.BUSINESS: {Label.HEAVY: 60_000},
}


@dataclass
class CallRates:
    """Calls of the current second and of the current UTC day, by label. Not kept over a restart."""

    second: datetime | None = None
    day: date | None = None
    this_second: Counter[Label] = field(default_factory=Counter)
    today: Counter[Label] = field(default_factory=Counter)

    def charge(self, label: Label, *, plan: Plan, now: datetime) -> Mapping[str, str]:
        """Count one call; the headers Zoom sends with its answer. Refuses beyond the limits."""
        self._turn_to(now)
        per_second, per_day = SECOND[plan][label], DAY[plan].get(label)
        if per_day is not None and self.today[label] >= per_day:
            raise daily_limit(label, per_day, now)
        if self.this_second[label] >= per_second:
            raise second_limit(label, per_second, now)
        self.this_second[label] += 1
        self.today[label] += 1
        return _headers(label, "QPS", per_second, per_second - self.this_second[label])

    def _turn_to(self, now: datetime) -> None:
        if self.second != (second := now.replace(microsecond=0)):
            self.second, self.this_second = second, Counter()
        if self.day != now.date():
            self.day, self.today = now.date(), Counter()


def _headers(label: Label, kind: str, limit: int, remaining: int) -> dict[str, str]:
    return {
        "X-RateLimit-Category": label.value,
        "X-RateLimit-Type": kind,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
    }


def second_limit(label: Label, limit: int, now: datetime) -> ApiRefusal:
    reset = {"X-RateLimit-Reset": _iso(now.replace(microsecond=0) + timedelta(seconds=1))}
    return ApiRefusal(429, 429, PER_SECOND, headers={**_headers(label, "QPS", limit, 0), **reset})


def daily_limit(label: Label, limit: int, now: datetime) -> ApiRefusal:
    """``Retry-After`` is a date-time here, not a number of seconds."""
    headers = {**_headers(label, "Daily-limit", limit, 0), "Retry-After": _iso(_midnight(now))}
    return ApiRefusal(429, 429, PER_DAY, headers=headers)


def host_limit(limit: int) -> ApiRefusal:
    """Seen without a kind and without ``Retry-After``: only the text tells it from the others."""
    headers = {
        "X-RateLimit-Category": Label.LIGHT.value,
        "X-RateLimit-Limit": "6000",
        "X-RateLimit-Remaining": str(6000 - limit),
    }
    return ApiRefusal(429, 429, PER_HOST.format(limit=limit), headers=headers)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time.min, UTC)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def charge_write(world: World, host: User) -> None:
    """Count one create or update against its host, also one that is refused later on."""
    today = world.now.date()
    used = next(
        (w for w in world.standing.writes if (w.host_id, w.day) == (host.user_id, today)), None
    )
    count = used or WriteCount(host_id=host.user_id, day=today, count=0)
    limit = world.switches.host_daily_limit
    if world.switches.rate_limits and count.count >= limit:
        raise host_limit(limit)
    others = [w for w in world.standing.writes if w != used and w.day > today - DAYS_REMEMBERED]
    raised = replace(count, count=count.count + 1)
    world.remember(replace(world.standing, writes=(*others, raised)))
