"""Courses that every office has a few of, and that software stumbles over."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice

from kurslink.cli.fictional_vhs.half_years import SATURDAY, HalfYear
from kurslink.cli.fictional_vhs.ideas import Idea
from kurslink.cli.fictional_vhs.programme import (
    CULTURE,
    HEALTH,
    LANGUAGES,
    LITERACY,
    SOCIETY,
    WORK,
)
from kurslink.cli.fictional_vhs.slots import Slot, Slots, rhythm, slot

NUMBER_OF_TWO_SEMESTERS = "EDV-100"
RIVALS = 9
"""Courses at the same hour, one more than the practice account has licences."""

_MONDAY, _TUESDAY, _THURSDAY = 1, 2, 4
_CLOCK_CHANGES = {2: 3, 8: 10}  # first month of a half-year: month whose last Sunday it is
_LONG_TITLE = (
    "Von der ersten Idee zum fertigen Buch: Schreiben, Überarbeiten, Gestalten, Setzen, Drucken "
    "und Veröffentlichen für alle, die schon immer einmal ihre Lebensgeschichte, einen Roman, "
    "Gedichte oder die Chronik ihres Vereins zu Papier bringen wollten – mit vielen Übungen"
)


def edge_cases(main: HalfYear, other: HalfYear) -> tuple[Idea, ...]:
    """One course for each case, all online; `other` holds the twin of one of `main`."""
    return (
        Idea(main, LITERACY, "Lesen und Schreiben intensiv", _fifty_eight_days(main)),
        _without_days(main),
        Idea(main, CULTURE, "Töpfern zu Hause", _one_day_without_times(main)),
        Idea(main, HEALTH, "Yogatag", _two_on_one_date(main)),
        Idea(main, LANGUAGES, "Spanisch A2 über die Zeitumstellung", _over_clock_change(main)),
        Idea(main, SOCIETY, "Lange Nacht der Sternbilder", _past_midnight(main)),
        *(_twin(half_year) for half_year in (main, other)),
        Idea(
            main, CULTURE, "Süßes & Saures: Grüße aus L’Aquila – Küche, Öl, Käse", _evenings(main)
        ),
        Idea(main, CULTURE, _LONG_TITLE, _evenings(main)),
        *(_rival(main, n) for n in range(1, RIVALS + 1)),
    )


def _fifty_eight_days(half_year: HalfYear) -> Slots:
    """More than the fifty days that Zoom puts into one series."""
    weekdays = range(_MONDAY, _THURSDAY + 1)
    return rhythm(half_year.days(), weekdays, count=58, begin=time(8, 30), minutes=195)


def _without_days(half_year: HalfYear) -> Idea:
    return Idea(
        half_year,
        WORK,
        "Sprechstunde Bewerbung",
        (),
        starts_on=next(_saturdays(half_year)),
        starts_at=time(10),
        ends_at=time(12),
    )


def _one_day_without_times(half_year: HalfYear) -> Slots:
    first, second, third = _evenings(half_year)[:3]
    return first, Slot(second.date, None, None), third


def _two_on_one_date(half_year: HalfYear) -> Slots:
    day = next(_saturdays(half_year))
    return slot(day, time(9), 180), slot(day, time(13), 180)


def _over_clock_change(half_year: HalfYear) -> Slots:
    """Eight Thursdays around the last Sunday of March or October."""
    first = _clock_change(half_year) - timedelta(weeks=3)
    days = (day for day in half_year.days() if day >= first)
    return rhythm(days, {_THURSDAY}, count=8, begin=time(18), minutes=90)


def _clock_change(half_year: HalfYear) -> date:
    month_end = date(half_year.first_on.year, _CLOCK_CHANGES[half_year.first_on.month], 31)
    return month_end - timedelta(days=month_end.isoweekday() % 7)


def _past_midnight(half_year: HalfYear) -> Slots:
    """From ten in the evening to one in the morning."""
    return (slot(next(islice(_saturdays(half_year), 3, None)), time(22), 180),)


def _twin(half_year: HalfYear) -> Idea:
    """The same number in every semester."""
    return Idea(
        half_year,
        WORK,
        "Computerführerschein",
        _evenings(half_year),
        number=NUMBER_OF_TWO_SEMESTERS,
    )


def _rival(half_year: HalfYear, n: int) -> Idea:
    """One of several courses that all need a licence on Tuesday at six."""
    return Idea(half_year, LANGUAGES, f"Englisch B1 Konversation, Gruppe {n}", _evenings(half_year))


def _evenings(half_year: HalfYear) -> Slots:
    return rhythm(half_year.days(), {_TUESDAY}, count=10, begin=time(18), minutes=90)


def _saturdays(half_year: HalfYear) -> Iterator[date]:
    return (day for day in half_year.days() if day.isoweekday() == SATURDAY)
