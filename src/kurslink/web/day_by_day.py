"""The truth day by day: course days beside the dates Zoom held when we last asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kurslink.models import Course, Meeting, MeetingKind
from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Same, compare
from kurslink.planning.wall_clock import from_utc
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.transfer.course_schedule import DayState, ScheduledDay, schedule_of
from kurslink.services.transfer.drift import Drift


class LineState(StrEnum):
    """How a day stands between course and Zoom."""

    SAME = "same"
    DIFFERS = "differs"
    MISSING = "missing"
    EXTRA = "extra"
    OFF = "off"
    PLANNED = "planned"


@dataclass(frozen=True)
class DayLine:
    """One line of the table: our day, Zoom's, and why a day of ours is not sent."""

    date: date
    here: Day | None
    at_zoom: Day | None
    state: LineState
    off: DayState | None = None

    @property
    def differs(self) -> bool:
        """Whether „Meeting aktualisieren" has something to do here."""
        return self.state in (LineState.DIFFERS, LineState.MISSING, LineState.EXTRA)


def day_by_day(course: Course, meeting: Meeting | None, *, now: datetime) -> tuple[DayLine, ...]:
    """All days of `course` beside what `meeting` held when last read; nothing is asked of Zoom.

    A meeting without fixed times has no dates to compare with.
    """
    schedule = schedule_of(course, now=now, zone=time_zone())
    off = [line for line in schedule.days if line.state is not DayState.CHOSEN]
    if meeting is None or not meeting.is_at_zoom:
        lines = [DayLine(day.start.date(), day, None, LineState.PLANNED) for day in schedule.chosen]
    elif meeting.kind == MeetingKind.NO_FIXED_TIME:
        lines = [DayLine(day.start.date(), day, None, LineState.SAME) for day in schedule.chosen]
    else:
        lines = list(_compared(schedule.chosen, held_days(meeting), off))
    return tuple(sorted((*lines, *_off(off, lines)), key=_position))


def held_days(meeting: Meeting) -> tuple[Day, ...]:
    """The dates Zoom held when last read, as local days; also those somebody changed there."""
    drift = Drift.from_json(meeting.drift)
    if drift.days:
        return drift.held
    zone = time_zone()
    return tuple(
        Day(from_utc(one.starts_at, zone), one.duration) for one in meeting.occurrences.all()
    )


def _compared(
    chosen: Iterable[Day], held: Iterable[Day], off: Iterable[ScheduledDay]
) -> Iterator[DayLine]:
    reasons = {line.date: line for line in off}
    for row in compare(chosen, held):
        match row:
            case Same(day):
                yield DayLine(day.start.date(), day, day, LineState.SAME)
            case Differs(wanted, at_zoom):
                yield DayLine(wanted.start.date(), wanted, at_zoom, LineState.DIFFERS)
            case Missing(day):
                yield DayLine(day.start.date(), day, None, LineState.MISSING)
            case Extra(day):
                yield _extra(day, reasons.get(day.start.date()))


def _extra(held: Day, line: ScheduledDay | None) -> DayLine:
    """A date only Zoom has; for a day that is over that is as it should be."""
    on = held.start.date()
    if line is None:
        return DayLine(on, None, held, LineState.EXTRA)
    state = LineState.OFF if line.state is DayState.PAST else LineState.EXTRA
    return DayLine(on, line.day, held, state, line.state)


def _off(off: Iterable[ScheduledDay], lines: Iterable[DayLine]) -> Iterator[DayLine]:
    """Days that are not sent and that Zoom does not hold either."""
    shown = {line.date for line in lines if line.off is not None}
    for line in off:
        if line.date not in shown:
            yield DayLine(line.date, line.day, None, LineState.OFF, line.state)


def _position(line: DayLine) -> tuple[date, datetime]:
    day = line.here or line.at_zoom
    return line.date, day.start if day else datetime.combine(line.date, datetime.min.time())
