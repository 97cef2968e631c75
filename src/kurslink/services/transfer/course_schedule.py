"""What a course's days mean for its meeting: which are sent, which are not, and why not."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from kurslink.models import Course, CourseDay
from kurslink.models.course_day import minutes_between
from kurslink.planning.days import Day
from kurslink.planning.wall_clock import exists, from_utc
from kurslink.services.errors import Refusal, RefusalCode


class DayState(StrEnum):
    """Whether a day is sent to Zoom, or the reason why not."""

    CHOSEN = "chosen"
    LEFT_OUT = "left_out"
    PAST = "past"
    CANCELLED = "cancelled"
    WITHOUT_TIME = "without_time"
    NO_SUCH_TIME = "no_such_time"


@dataclass(frozen=True)
class ScheduledDay:
    """One line of the table „Tage für das Meeting". `day_id` is None for „Datum von" alone."""

    day_id: int | None
    date: date
    begin: time | None
    end: time | None
    room: str
    state: DayState
    day: Day | None

    @property
    def may_be_chosen(self) -> bool:
        """Whether the clerk can tick it."""
        return self.state in (DayState.CHOSEN, DayState.LEFT_OUT)


@dataclass(frozen=True)
class Schedule:
    """All days of a course, in order of time."""

    days: tuple[ScheduledDay, ...]
    has_course_days: bool

    @property
    def chosen(self) -> tuple[Day, ...]:
        """What the meeting is to consist of."""
        return tuple(line.day for line in self.days if line.state is DayState.CHOSEN and line.day)


def schedule_of(
    course: Course, *, now: datetime, zone: ZoneInfo, choice: Set[date] | None = None
) -> Schedule:
    """The days of `course` as seen at `now` (aware).

    Kurstage are the truth if there are any; without them „Datum von" and the times of the
    „1. Seite" make one day (decision 20). `choice` replaces the stored choice of days.
    """
    local_now = from_utc(now, zone)
    held = sorted(course.days.all(), key=lambda day: (day.date, day.starts_at or time.min, day.pk))
    if held:
        lines = (_line(day, local_now, zone, choice) for day in held)
        return Schedule(tuple(lines), has_course_days=True)
    return Schedule(_from_first_page(course, local_now, zone), has_course_days=False)


def require_sendable(schedule: Schedule) -> tuple[Day, ...]:
    """The chosen days. Raises Refusal with field and page when nothing sensible can be sent."""
    for line in schedule.days:
        if line.state is DayState.WITHOUT_TIME:
            raise Refusal(RefusalCode.DAY_WITHOUT_TIME, date=line.date)
    if schedule.chosen:
        _refuse_two_at_one_moment(schedule.chosen)
        return schedule.chosen
    if not schedule.days:
        raise Refusal(RefusalCode.NO_DATE)
    if any(line.may_be_chosen for line in schedule.days):
        raise Refusal(RefusalCode.NO_DAY_SELECTED)
    for line in schedule.days:
        if line.state is DayState.NO_SUCH_TIME:
            raise Refusal(RefusalCode.DAY_TIME_MISSING_IN_SPRING, date=line.date, time=line.begin)
    raise Refusal(RefusalCode.ALL_PAST, last=max(line.date for line in schedule.days))


def _refuse_two_at_one_moment(days: Iterable[Day]) -> None:
    seen: set[datetime] = set()
    for day in days:
        if day.start in seen:
            raise Refusal(RefusalCode.DAY_TWICE, date=day.start.date(), time=day.start.time())
        seen.add(day.start)


def _line(
    day: CourseDay, local_now: datetime, zone: ZoneInfo, choice: Set[date] | None
) -> ScheduledDay:
    times = day.times()
    begin, end = times if times else (day.starts_at, day.ends_at)
    wanted = Day(datetime.combine(day.date, times[0]), minutes_between(*times)) if times else None
    is_ticked = day.is_selected if choice is None else day.date in choice
    state = _state(wanted, day.date, local_now, zone, is_ticked=is_ticked)
    if not day.takes_place:
        state = DayState.CANCELLED
    return ScheduledDay(day.pk, day.date, begin, end, day.room or day.course.room, state, wanted)


def _from_first_page(
    course: Course, local_now: datetime, zone: ZoneInfo
) -> tuple[ScheduledDay, ...]:
    if course.starts_on is None:
        return ()
    begin, end = course.starts_at, course.ends_at
    wanted = None
    if begin and end:
        wanted = Day(datetime.combine(course.starts_on, begin), minutes_between(begin, end))
    state = _state(wanted, course.starts_on, local_now, zone, is_ticked=True)
    line = ScheduledDay(None, course.starts_on, begin, end, course.room, state, wanted)
    return (line,)


def _state(
    wanted: Day | None, on: date, local_now: datetime, zone: ZoneInfo, *, is_ticked: bool
) -> DayState:
    if on < local_now.date() or (wanted and wanted.start <= local_now):
        return DayState.PAST
    if wanted is None:
        return DayState.WITHOUT_TIME if is_ticked else DayState.LEFT_OUT
    if not exists(wanted.start, zone):
        return DayState.NO_SUCH_TIME
    return DayState.CHOSEN if is_ticked else DayState.LEFT_OUT
