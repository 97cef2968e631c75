"""Puts the fictional centre together: 480 courses of two half-years around a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kurslink.cli.fictional_vhs.edge_cases import edge_cases
from kurslink.cli.fictional_vhs.half_years import HalfYear, following, half_year_of
from kurslink.cli.fictional_vhs.ideas import Form
from kurslink.cli.fictional_vhs.regular import regular_courses
from kurslink.cli.fictional_vhs.rows import course_rows, numbered
from kurslink.cli.fictional_vhs.showcase import showcase
from kurslink.sources.course_rows import CourseRow

CourseKey = tuple[str, str]
"""Semester code and course number: a number alone may stand in several semesters."""

COURSES, ONLINE, HYBRID = 480, 96, 6

_YOUNG = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class FictionalVhs:
    """A centre to try the product with; `online` names the software of every online course."""

    name: str
    semesters: tuple[HalfYear, ...]
    courses: tuple[CourseRow, ...]
    online: Mapping[CourseKey, str]


def fictional_vhs(today: date) -> FictionalVhs:
    """„vhs Musterstadt“ as it stands on `today`: always the same names, dates around today."""
    main, other = _half_years(today)
    special = (*showcase(today), *edge_cases(main, other))
    counts = {
        Form.ONLINE: ONLINE - len(special),
        Form.HYBRID: HYBRID,
        Form.ON_SITE: COURSES - ONLINE - HYBRID,
    }
    ideas = numbered((*special, *regular_courses(counts, main=main, other=other)))
    online = {(each.half_year.code, each.number): each.software for each in ideas if each.software}
    return FictionalVhs(
        name="vhs Musterstadt",
        semesters=tuple(sorted((main, other), key=lambda half_year: half_year.first_on)),
        courses=tuple(course_rows(ideas, always_open=len(special))),
        online=online,
    )


def _half_years(today: date) -> tuple[HalfYear, HalfYear]:
    """The half-year the office is busy with, and the other one of the running and the next."""
    running = half_year_of(today)
    coming = following(running)
    is_young = today <= running.teaching_from + _YOUNG
    return (running, coming) if is_young else (coming, running)
