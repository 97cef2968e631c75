"""How Zoom's recurrence object unfolds into starts.

Wall clock is kept over clock changes. The given date is only the earliest possible one: the first
occurrence is the first day the rule matches. A week begins on Sunday, as Zoom numbers its days.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

ENDLESS_COUNT = 110
"""``end_times: 0`` was seen to store about two years of weekly occurrences."""
ENDLESS_MONTHS = 60
HORIZON = 1000
"""More starts than this are never unfolded: an ``end_date_time`` may lie centuries ahead."""
LAST_WEEK = -1


@dataclass(frozen=True)
class Daily:
    interval: int


@dataclass(frozen=True)
class Weekly:
    interval: int
    weekdays: frozenset[int]
    """Zoom's numbers: 1 is Sunday, 7 is Saturday."""


@dataclass(frozen=True)
class MonthlyByDate:
    interval: int
    day: int


@dataclass(frozen=True)
class MonthlyByWeekday:
    interval: int
    week: int
    weekday: int


Rule = Daily | Weekly | MonthlyByDate | MonthlyByWeekday


@dataclass(frozen=True)
class Times:
    """So many occurrences; 0 means without end."""

    count: int


@dataclass(frozen=True)
class Until:
    """Occurrences up to and including this instant."""

    instant: datetime


@dataclass(frozen=True)
class Recurrence:
    rule: Rule
    end: Times | Until

    @property
    def is_endless(self) -> bool:
        return self.end == Times(0)


def zoom_weekday(day: date) -> int:
    return day.isoweekday() % 7 + 1


def starts(recurrence: Recurrence, first: datetime) -> list[datetime]:
    """All starts in UTC that ``recurrence`` asks for.

    ``first`` is aware; its zone is the meeting's, its time of day is that of every occurrence.
    """
    zone = first.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError("the first start must carry the meeting's own zone")
    endless = (
        datetime.combine(day, first.time(), zone).astimezone(UTC)
        for day in dates(recurrence.rule, first.date())
    )
    return list(islice(_until_end(endless, recurrence), HORIZON))


def _until_end(endless: Iterator[datetime], recurrence: Recurrence) -> Iterator[datetime]:
    match recurrence.end:
        case Until(instant):
            return takewhile(lambda start: start <= instant, endless)
        case Times(0):
            weekly_or_daily = isinstance(recurrence.rule, Daily | Weekly)
            return islice(endless, ENDLESS_COUNT if weekly_or_daily else ENDLESS_MONTHS)
        case Times(count):
            return islice(endless, min(count, HORIZON))


def dates(rule: Rule, earliest: date) -> Iterator[date]:
    """Days the rule matches, from ``earliest`` on, without end."""
    match rule:
        case Daily(interval):
            return _daily(interval, earliest)
        case Weekly(interval, weekdays):
            return _weekly(interval, weekdays, earliest)
        case MonthlyByDate() | MonthlyByWeekday():
            return _monthly(rule, earliest)


def _daily(interval: int, earliest: date) -> Iterator[date]:
    day = earliest
    while True:
        yield day
        day += timedelta(days=interval)


def _weekly(interval: int, weekdays: frozenset[int], earliest: date) -> Iterator[date]:
    first = next(day for day in _daily(1, earliest) if zoom_weekday(day) in weekdays)
    sunday = first - timedelta(days=zoom_weekday(first) - 1)
    while True:
        for number in sorted(weekdays):
            day = sunday + timedelta(days=number - 1)
            if day >= first:
                yield day
        sunday += timedelta(weeks=interval)


def _monthly(rule: MonthlyByDate | MonthlyByWeekday, earliest: date) -> Iterator[date]:
    month = next(
        month for month in _months(1, earliest) if (_day_in(rule, month) or date.min) >= earliest
    )
    for later in _months(rule.interval, month):
        if day := _day_in(rule, later):
            yield day


def _months(interval: int, day: date) -> Iterator[date]:
    """The first of every ``interval``-th month, beginning with the month of ``day``."""
    index = day.year * 12 + day.month - 1
    while True:
        yield date(index // 12, index % 12 + 1, 1)
        index += interval


def _day_in(rule: MonthlyByDate | MonthlyByWeekday, month: date) -> date | None:
    match rule:
        case MonthlyByDate(_, number):
            length = calendar.monthrange(month.year, month.month)[1]
            return month.replace(day=number) if number <= length else None
        case MonthlyByWeekday(_, week, weekday):
            return _nth_weekday(month, week, weekday)


def _nth_weekday(month: date, week: int, weekday: int) -> date:
    length = calendar.monthrange(month.year, month.month)[1]
    days = (month.replace(day=number) for number in range(1, length + 1))
    matching = [day for day in days if zoom_weekday(day) == weekday]
    return matching[LAST_WEEK if week == LAST_WEEK else week - 1]
