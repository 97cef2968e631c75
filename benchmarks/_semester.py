"""A generated semester: course days in the mix a mid-size centre of adult education has."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from kurslink.planning.days import Day

FIRST, LAST = date(2026, 8, 31), date(2027, 2, 12)
HOLIDAYS = (
    (date(2026, 10, 3), date(2026, 10, 3)),
    (date(2026, 10, 19), date(2026, 11, 1)),
    (date(2026, 12, 23), date(2027, 1, 6)),
)
EVENING = (time(17), time(18), time(18, 30), time(19, 30))
MORNING = (time(9), time(9, 30), time(10, 15))
LENGTHS = (60, 75, 90, 90, 90, 120)
AUTUMN, CHRISTMAS = HOLIDAYS[1], HOLIDAYS[2]

Kind = Callable[[Random], list[Day]]


def semester(courses: int, seed: int) -> list[list[Day]]:
    """The days of that many courses, each list in order and without two days at one moment."""
    random = Random(seed)
    kinds, weights = zip(*MIX, strict=True)
    chosen = random.choices(kinds, weights, k=courses)
    return [sorted({day.start: day for day in kind(random)}.values()) for kind in chosen]


def is_free(on: date) -> bool:
    return any(begin <= on <= end for begin, end in HOLIDAYS)


def _day(on: date, at: time, minutes: int) -> Day:
    return Day(datetime.combine(on, at), minutes)


def _weekly_dates(begin: date, count: int, *, weeks: int = 1) -> list[date]:
    """The next `count` dates of that rhythm on which nobody has holidays."""
    dates = (begin + timedelta(weeks=weeks * week) for week in range(4 * count))
    return [on for on in dates if not is_free(on)][:count]


def _some_date(random: Random, begin: date, end: date) -> date:
    """Any weekday but Sunday in between that is no holiday."""
    while True:
        on = begin + timedelta(days=random.randrange((end - begin).days + 1))
        if on.isoweekday() < 7 and not is_free(on):
            return on


def _weekly_with_holidays(random: Random) -> list[Day]:
    count = random.choice((8, 10, 10, 10, 12, 12, 15))
    latest = min(AUTUMN[0] - timedelta(days=7), FIRST + timedelta(days=30))
    dates = _weekly_dates(_some_date(random, FIRST, latest), count)
    at, minutes = random.choice(EVENING + MORNING), random.choice(LENGTHS)
    days = [_day(on, at, minutes) for on in dates]
    return _with_substitute(random, days) if random.random() < 0.2 else days


def _with_substitute(random: Random, days: list[Day]) -> list[Day]:
    """One day falls out and is made up for after the end, on another weekday and time."""
    lost = random.choice(days)
    on = days[-1].start.date() + timedelta(days=random.choice((1, 2, 3, 4)))
    return [*(day for day in days if day != lost), _day(on, time(17, 30), lost.duration)]


def _single(random: Random) -> list[Day]:
    return [_day(_some_date(random, FIRST, LAST), random.choice(EVENING), 90)]


def _weekend(random: Random) -> list[Day]:
    on = _some_date(random, FIRST, LAST - timedelta(days=30))
    saturday = on + timedelta(days=6 - on.isoweekday())
    weekends = [saturday + timedelta(weeks=week) for week in range(random.choice((1, 1, 2, 3)))]
    if random.random() < 0.3:
        both = [saturday + timedelta(days=more) for saturday in weekends for more in (0, 1)]
        return [_day(on, time(10), 360) for on in both]
    fridays = [_day(saturday - timedelta(days=1), time(18), 180) for saturday in weekends]
    return fridays + [_day(saturday, time(9), 540) for saturday in weekends]


def _weekly_without_holidays(random: Random) -> list[Day]:
    begin = _some_date(random, AUTUMN[1], AUTUMN[1] + timedelta(days=10))
    at, minutes = random.choice(EVENING + MORNING), random.choice(LENGTHS)
    return [_day(on, at, minutes) for on in _weekly_dates(begin, random.randint(4, 7))]


def _block_week(random: Random) -> list[Day]:
    on = _some_date(random, FIRST, LAST - timedelta(days=12))
    monday = on - timedelta(days=on.isoweekday() - 1)
    dates = [monday + timedelta(days=day) for day in range(random.choice((3, 5, 5, 5)))]
    return [_day(on, time(9), 420) for on in dates]


def _twice_weekly(random: Random) -> list[Day]:
    begin = _some_date(random, FIRST, FIRST + timedelta(days=25))
    first, second = sorted(random.sample(range(5), 2))
    monday = begin - timedelta(days=begin.isoweekday() - 1)
    at = random.choice(EVENING)
    other = random.choice(MORNING) if random.random() < 0.25 else at
    weeks = random.randint(6, 9)
    days = [_day(on, at, 90) for on in _weekly_dates(monday + timedelta(days=first), weeks)]
    return days + [_day(on, other, 90) for on in _weekly_dates(monday + timedelta(second), weeks)]


def _sparse(random: Random) -> list[Day]:
    begin = _some_date(random, FIRST, FIRST + timedelta(days=20))
    weeks, count = random.choice(((2, 6), (2, 8), (4, 5)))
    return [_day(on, time(19), 120) for on in _weekly_dates(begin, count, weeks=weeks)]


def _irregular(random: Random) -> list[Day]:
    dates = {_some_date(random, FIRST, LAST) for _ in range(random.randint(4, 10))}
    return [_day(on, random.choice(EVENING), random.choice((90, 120))) for on in dates]


def _integration(random: Random) -> list[Day]:
    begin = _some_date(random, FIRST, FIRST + timedelta(days=20))
    dates = (begin + timedelta(days=offset) for offset in range(120))
    working = [on for on in dates if on.isoweekday() < 6 and not is_free(on)]
    return [_day(on, time(8, 30), 255) for on in working[: random.randint(20, 45)]]


MIX: tuple[tuple[Kind, int], ...] = (
    (_weekly_with_holidays, 41),
    (_single, 13),
    (_twice_weekly, 11),
    (_weekend, 10),
    (_weekly_without_holidays, 8),
    (_block_week, 7),
    (_sparse, 4),
    (_irregular, 4),
    (_integration, 2),
)
