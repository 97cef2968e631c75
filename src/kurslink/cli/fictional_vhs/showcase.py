"""Three courses to show the product with: easy to name, and always still to come."""

from datetime import date, time, timedelta
from itertools import pairwise

from kurslink.cli.fictional_vhs.half_years import half_year_of, is_free
from kurslink.cli.fictional_vhs.ideas import Idea
from kurslink.cli.fictional_vhs.programme import LANGUAGES, SOCIETY, WORK, Department
from kurslink.cli.fictional_vhs.slots import Slots, free_of_holidays, rhythm, slot

WEEKLY, WEEKEND, EVENING = "DEMO-1", "DEMO-2", "DEMO-3"
"""Numbers of the showcase courses: ten weeks with a gap, Friday and Saturday, one evening."""

_WEDNESDAY, _THURSDAY, _FRIDAY = 3, 4, 5
_NOTICE = timedelta(days=7)
_WEEK, _LONGEST_GAP = timedelta(weeks=1), timedelta(weeks=4)


def showcase(today: date) -> tuple[Idea, Idea, Idea]:
    """The three courses, none of them beginning within a week of `today`."""
    soon = today + _NOTICE
    return (
        _idea(WEEKLY, "Italienisch A1 – online", LANGUAGES, _ten_weeks_with_a_gap(soon)),
        _idea(WEEKEND, "Excel kompakt am Wochenende – online", WORK, _friday_and_saturday(soon)),
        _idea(EVENING, "Vorsorgevollmacht – online", SOCIETY, _one_evening(soon)),
    )


def _idea(number: str, title: str, department: Department, slots: Slots) -> Idea:
    return Idea(half_year_of(slots[0].date), department, title, slots, number=number)


def _ten_weeks_with_a_gap(soon: date) -> Slots:
    """Ten Wednesdays around the next holidays; the summer would be too long a gap."""
    while True:
        slots = rhythm(free_of_holidays(soon), {_WEDNESDAY}, count=10, begin=time(18), minutes=90)
        gaps = {later.date - earlier.date for earlier, later in pairwise(slots)}
        if _WEEK < max(gaps) <= _LONGEST_GAP:
            return slots
        soon += _WEEK


def _friday_and_saturday(soon: date) -> Slots:
    friday = next(
        day
        for day in free_of_holidays(soon)
        if day.isoweekday() == _FRIDAY and not is_free(day + timedelta(days=1))
    )
    return slot(friday, time(18), 180), slot(friday + timedelta(days=1), time(9), 540)


def _one_evening(soon: date) -> Slots:
    return rhythm(free_of_holidays(soon), {_THURSDAY}, count=1, begin=time(19), minutes=90)
