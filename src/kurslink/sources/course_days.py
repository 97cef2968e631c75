"""Puts the course days of every format in order: each moment once, with times that can be meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from kurslink.sources.course_rows import DayRow, InstructorRow, RemarkCode
from kurslink.sources.day_rules import clock_problem, end_of, length_problem
from kurslink.sources.remarks import Place, Remarks


@dataclass(frozen=True, slots=True)
class PlacedDay:
    """A day with the times that hold for it, and where in the file it stands."""

    row: DayRow
    begin: time | None
    end: time | None
    place: Place

    @property
    def order(self) -> tuple[date, time]:
        """What days are sorted by."""
        return self.row.date, self.begin or time.min

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Beginning and end as wall clock, None if either is unknown."""
        if self.begin is None or self.end is None:
            return None
        begin = datetime.combine(self.row.date, self.begin)
        return begin, end_of(self.row.date, self.begin, self.end)

    @property
    def german_date(self) -> str:
        """The date as sentences show it."""
        return f"{self.row.date:%d.%m.%Y}"


def days_in_order(
    days: Iterable[PlacedDay], remarks: Remarks, zone: ZoneInfo
) -> tuple[DayRow, ...]:
    """The days of a course; what cannot be meant is refused, and with it the whole course."""
    placed = sorted(days, key=lambda day: day.order)
    for day in placed:
        _check_times(day, remarks, zone)
    distinct = tuple(_without_repetition(placed, remarks))
    _check_overlap(distinct, remarks)
    return tuple(day.row for day in distinct)


def each_once(people: Iterable[InstructorRow | None]) -> tuple[InstructorRow, ...]:
    """Everybody there is, without repetition: the number names a person if there is one."""
    found: dict[object, InstructorRow] = {}
    for person in people:
        if person is not None:
            found.setdefault(person.number or person, person)
    return tuple(found.values())


def _check_times(day: PlacedDay, remarks: Remarks, zone: ZoneInfo) -> None:
    if day.begin is None or day.end is None:
        if day.begin is not day.end:
            remarks.warn(day.place, RemarkCode.TIME_INCOMPLETE, date=day.german_date)
    elif problem := length_problem(day.begin, day.end):
        clocks = {"begin": f"{day.begin:%H:%M}", "end": f"{day.end:%H:%M}"}
        remarks.refuse(day.place, problem, date=day.german_date, **clocks)
    else:
        _check_clock(day, remarks, zone)


def _check_clock(day: PlacedDay, remarks: Remarks, zone: ZoneInfo) -> None:
    for moment in day.span or ():
        if odd := clock_problem(moment, zone):
            remarks.warn(day.place, odd, date=day.german_date, time=f"{moment:%H:%M}")


def _without_repetition(days: list[PlacedDay], remarks: Remarks) -> Iterator[PlacedDay]:
    """The days without literal repetitions; two different ones at one moment are refused.

    A repetition is how an office notes a second instructor or room for the same hours.
    """
    kept: dict[tuple[date, time | None], PlacedDay] = {}
    for day in days:
        moment = (day.row.date, day.begin)
        first = kept.get(moment)
        if first is None:
            kept[moment] = day
        elif first.end == day.end:
            remarks.warn(day.place, RemarkCode.DAY_TWICE, date=day.german_date)
            people = each_once((*first.row.instructors, *day.row.instructors))
            kept[moment] = replace(first, row=replace(first.row, instructors=people))
        else:
            remarks.refuse(day.place, RemarkCode.START_TWICE, date=day.german_date)
    yield from kept.values()


def _check_overlap(days: Iterable[PlacedDay], remarks: Remarks) -> None:
    timed = [(day, span) for day in days if (span := day.span)]
    for (_, (_, end)), (later, (begin, _)) in pairwise(timed):
        if begin < end:
            remarks.warn(later.place, RemarkCode.DAYS_OVERLAP, date=later.german_date)
