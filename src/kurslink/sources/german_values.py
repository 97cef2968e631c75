"""Reads dates, times and counts the way German office programs write them.

Every reader takes cleaned text and gives the value or the code of what is wrong with it.
The same few dates and times fill a whole file: remembered, they cost neither time nor memory.
"""

import re
from datetime import date, time
from functools import lru_cache

from kurslink.sources.course_rows import RemarkCode

_GERMAN_DATE = re.compile(r"(?:[A-Za-z]{2,10}\.?,? )?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
# XML's own dates and times may carry an offset from UTC. The wall clock is meant: see Open-vhs.
_OFFSET = r"(?:Z|[+-]\d{2}:\d{2})?"
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})" + _OFFSET)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?" + _OFFSET + "(?: Uhr)?")
_COUNT = re.compile(r"(-?\d{1,6})(?:,0+)?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2099  # outside: a typing error or a placeholder
_TRUE, _FALSE = {"W", "J", "WAHR", "JA", "X", "1"}, {"F", "N", "FALSCH", "NEIN", "0"}


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | RemarkCode:
    """„03.08.2021“, „Di. 03.08.2021“ or 2021-08-03; years have four digits."""
    if german := _GERMAN_DATE.fullmatch(text):
        day, month, year = map(int, german.groups())
    elif iso := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, iso.groups())
    else:
        return RemarkCode.DATE_INVALID
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return RemarkCode.DATE_IMPLAUSIBLE
    try:
        return date(year, month, day)
    except ValueError:
        return RemarkCode.DATE_INVALID


@lru_cache(maxsize=4096)
def read_time(text: str) -> time | RemarkCode:
    """„16:30“, „9.00 Uhr“ or „16:30:00+02:00“; seconds and offsets are dropped."""
    clock = _TIME.fullmatch(text)
    try:
        return time(int(clock[1]), int(clock[2])) if clock else RemarkCode.TIME_INVALID
    except ValueError:
        return RemarkCode.TIME_INVALID


def read_end_time(text: str) -> time | RemarkCode:
    """As `read_time`, and „24:00“ for midnight at the end of the day."""
    return time(0) if text in {"24:00", "24.00", "24:00:00"} else read_time(text)


def read_count(text: str) -> int | RemarkCode | None:
    """„12“ or „12,00“; a negative number stands for unknown (None)."""
    count = _COUNT.fullmatch(text)
    if count is None:
        return RemarkCode.COUNT_INVALID
    return number if (number := int(count[1])) >= 0 else None


def read_flag(text: str) -> bool | None:
    """W(ahr), J(a), X and 1 are true, F(alsch), N(ein) and 0 false; anything else says neither."""
    letter = text.upper()
    return True if letter in _TRUE else False if letter in _FALSE else None
