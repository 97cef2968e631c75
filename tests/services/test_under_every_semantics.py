"""Whatever Zoom makes of series, moves and ids: its dates end up as the course days.

Ten courses of different shapes, made by us; where a real export lies beside the project, twenty of
its courses too, moved into the future.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from kurslink.models import Course, CourseDay, ZoomAccount
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import TransferStatus, transfer_course
from kurslink.sources.course_rows import DayRow
from kurslink.sources.kufer_xml import read_courses
from tests.course_office import Span, clock, dates_of_meeting, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.sources.real_export import REAL_EXPORT

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS: list[dict[str, object]] = [
    {},
    {"occurrence_limit": 60},
    {"above_occurrence_limit": "refuse"},
    {"series_patch": "keeps"},
    {"moved_occurrence_id": "new"},
    {"deleted_occurrences": "listed"},
    {"previous_occurrences": "always"},
    {"previous_occurrences": "never"},
    {"move_past_neighbour": "refused"},
    {"move_onto_used_day": "refused"},
    {"occurrence_timezone": "ignored"},
    {"recurrence_without_start": "ignored"},
    {"past_start": "refused"},
    {"valid_tokens": "one"},
    {
        "series_patch": "keeps",
        "moved_occurrence_id": "new",
        "deleted_occurrences": "listed",
        "move_past_neighbour": "refused",
        "move_onto_used_day": "refused",
        "occurrence_timezone": "ignored",
        "list_lag_seconds": 20,
    },
]


def our_courses() -> list[list[Span]]:
    """Shapes of an office's year, around both clock changes and over midnight."""
    gap = {date(2026, 10, 20), date(2026, 10, 27)}
    with_gap = [day for day in weekly(date(2026, 9, 1), 15) if day[0] not in gap]
    moved = [*weekly(date(2026, 9, 3), 8), (date(2026, 11, 6), time(17), time(18, 30))]
    weekend = [(date(2026, 9, 4), time(18), time(21)), (date(2026, 9, 5), time(9), time(18))]
    block = [(date(2026, 9, 7) + timedelta(days=n), time(9), time(16)) for n in range(5)]
    twice = sorted([*weekly(date(2026, 9, 8), 8), *weekly(date(2026, 9, 10), 8)])
    spring = weekly(date(2027, 3, 2), 8)
    night = [(date(2026, 9, 11), time(22), time(1)), (date(2026, 9, 18), time(22), time(1))]
    single = weekly(date(2026, 9, 16), 1)
    fortnight = weekly(date(2026, 9, 2), 12)[::2]
    same_day = [(date(2026, 9, 19), time(9), time(12)), (date(2026, 9, 20), time(13), time(16))]
    return [with_gap, moved, weekend, block, twice, spring, night, single, fortnight, same_day]


def our_courses_next_week() -> list[list[Span]]:
    return [[_later(day, 7) for day in shape] for shape in our_courses()]


def _later(day: Span, days: int) -> Span:
    return (day[0] + timedelta(days=days), day[1], day[2])


def real_courses() -> list[list[Span]]:
    """Twenty courses of the real export, by whole weeks into the autumn of 2026."""
    with REAL_EXPORT.open("rb") as stream:
        rows = read_courses(stream).courses
    some = islice((row for row in rows if row.days), 0, None, 4)
    return [_in_the_future(row.days, row.starts_at, row.ends_at) for row in islice(some, 20)]


def _in_the_future(days: Sequence[DayRow], begin: time | None, end: time | None) -> list[Span]:
    weeks = (date(2026, 9, 7) - days[0].date) // timedelta(days=7) + 1
    ahead = timedelta(weeks=weeks)
    spans = ((day.date + ahead, day.starts_at or begin, day.ends_at or end) for day in days)
    return [(on, first, last) for on, first, last in spans if first and last]


# Next week's are the same shapes beside other days: enough to try where nothing is odd, and all is.
CASES = [(switches, our_courses) for switches in SETTINGS]
CASES += [(SETTINGS[0], our_courses_next_week), (SETTINGS[-1], our_courses_next_week)]
if REAL_EXPORT.exists():
    CASES += [(switches, real_courses) for switches in SETTINGS]


def wanted_dates(course: Course) -> list[tuple[datetime, int]]:
    found = []
    for day in course.days.filter(is_cancelled=False):
        begin, end = day.times() or (time(), time())
        start = datetime.combine(day.date, begin)
        until = datetime.combine(day.date, end)
        length = (until - start) % timedelta(days=1) or timedelta(days=1)
        found.append((start.replace(tzinfo=BERLIN), length // timedelta(minutes=1)))
    return sorted(found)


def transfer(course: Course) -> TransferStatus:
    result = transfer_course(Course.objects.get(pk=course.pk), actor=SHELL, clock=clock)
    assert result.error is None
    return result.status


def make_courses(account: ZoomAccount, shapes: list[list[Span]]) -> list[Course]:
    hosts = list(account.users.filter(is_offered=True))
    courses = []
    for index, days in enumerate(shapes):
        course = make_course(f"262-{index:04}", days=days)
        course.online.host = hosts[index % len(hosts)]
        course.online.save()
        courses.append(course)
    return courses


def change(course: Course) -> None:
    """Move two days to other times and drop one, as far as there are that many."""
    days = list(course.days.all())
    for day in days[1:3]:
        begin, _end = day.times() or (time(9), time(10))
        earlier = time(begin.hour - 1, begin.minute)
        CourseDay.objects.filter(pk=day.pk).update(starts_at=earlier)
    CourseDay.objects.filter(pk__in=[day.pk for day in days[3:4]]).update(is_cancelled=True)


@pytest.mark.parametrize(
    ("switches", "shapes"),
    CASES,
    ids=lambda each: each.__name__ if callable(each) else "+".join(each) or "default",
)
def test_dates_at_zoom_equal_the_course_days(
    simulator: RunningSimulator,
    switches: dict[str, object],
    shapes: Callable[[], list[list[Span]]],
) -> None:
    account = make_account(simulator, offer=8)
    simulator.control.set_switch(rate_limits=False, **switches)
    courses = make_courses(account, shapes())
    for course in courses:
        transfer(course)
        assert dates_of_meeting(simulator, course) == wanted_dates(course)
        change(course)
        transfer(course)
        assert dates_of_meeting(simulator, course) == wanted_dates(course)
    before = simulator.control.counters().writes
    assert {transfer(course) for course in courses} == {TransferStatus.UNCHANGED}
    assert simulator.control.counters().writes == before
