"""Knows which beginning and end of a course day can be meant."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kurslink.sources.course_rows import RemarkCode

_LONGEST_NIGHT = timedelta(hours=12)


def length_problem(begin: time, end: time) -> RemarkCode | None:
    """What is wrong with a day from `begin` to `end`; None if it can be meant.

    An end before the beginning is on the next day (22:00-01:00), unless that would make more than
    twelve hours: then two times were swapped (19:30-18:00), and we do not guess.
    """
    if begin == end:
        return RemarkCode.LENGTH_ZERO
    midnight = date.min + timedelta(days=1)
    over_night = datetime.combine(midnight, end) - datetime.combine(date.min, begin)
    too_long = end < begin and over_night > _LONGEST_NIGHT
    return RemarkCode.LENGTH_IMPLAUSIBLE if too_long else None


def end_of(day: date, begin: time, end: time) -> datetime:
    """The moment a day ends, on the next day where `end` is before `begin`."""
    return datetime.combine(day, end) + timedelta(days=end < begin)


@lru_cache(maxsize=4096)
def clock_problem(moment: datetime, zone: ZoneInfo) -> RemarkCode | None:
    """Whether the clock of `zone` skips the naive `moment` or shows it twice."""
    first = moment.replace(tzinfo=zone, fold=0).utcoffset()
    second = moment.replace(tzinfo=zone, fold=1).utcoffset()
    if first is None or second is None or first == second:
        return None
    skipped = first < second
    return RemarkCode.TIME_DOES_NOT_EXIST if skipped else RemarkCode.TIME_OCCURS_TWICE
