"""How full the licences are this week: the busiest hour of each day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from kurslink.planning.board import days_of_week
from kurslink.services.read_board import read_board


@dataclass(frozen=True)
class DayPeak:
    """At most `used` licences are needed in one hour of a day."""

    on: date
    used: int


@dataclass(frozen=True)
class WeekOccupancy:
    """Monday to Sunday; `conflicts`: how often a licence is double-booked."""

    licences: int
    peaks: tuple[DayPeak, ...]
    conflicts: int


def occupancy(now: datetime) -> WeekOccupancy:
    """The week of `now`; three queries."""
    days = days_of_week(localdate(now))
    board = read_board(days[0], days[-1])
    peaks = dict.fromkeys(days, 0)
    for hour, used in board.busy.items():
        if hour.date() in peaks:
            peaks[hour.date()] = max(peaks[hour.date()], used)
    return WeekOccupancy(
        board.licences,
        tuple(DayPeak(on, used) for on, used in peaks.items()),
        sum(len(row.conflicts) for row in board.rows),
    )
