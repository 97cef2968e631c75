"""Knows how the wall clock of a place and the world's time hang together when clocks change."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.planning.days import Day
from kurslink.planning.errors import NonexistentTime


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock of the place ever shows this naive time; in the spring gap it does not."""
    return from_utc(local.replace(tzinfo=zone, fold=0).astimezone(UTC), zone) == local


def happens_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock of the place shows this naive time two times, as in autumn."""
    earlier, later = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return exists(local, zone) and earlier != later


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """The aware UTC moment of a naive local time; of two in autumn the earlier.

    Raises NonexistentTime in the spring gap: a silent shift would move the course.
    """
    if not exists(local, zone):
        raise NonexistentTime(local, zone.key)
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def from_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the place shows at an aware moment, as a naive local time."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def leave_out_nonexistent(
    days: Iterable[Day], zone: ZoneInfo
) -> tuple[tuple[Day, ...], tuple[Caveat, ...]]:
    """The days whose start exists, and a warning for each start that does not or happens twice."""
    kept: list[Day] = []
    caveats: list[Caveat] = []
    for day in days:
        if not exists(day.start, zone):
            caveats.append(Caveat(CaveatCode.TIME_DOES_NOT_EXIST, day.start.date()))
            continue
        if happens_twice(day.start, zone):
            caveats.append(Caveat(CaveatCode.TIME_HAPPENS_TWICE, day.start.date()))
        kept.append(day)
    return tuple(kept), tuple(caveats)
