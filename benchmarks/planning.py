"""Measures our plans: calls, writes and links per course against other approaches, and time.

The courses are a generated semester of 3,000, and a real export where one lies beside the project.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import fmean, median

from _approaches import APPROACHES, BASELINE, Cost
from _semester import FIRST, semester

from kurslink.planning.days import Day
from kurslink.planning.plan import LongCourse, plan_course
from kurslink.sources.course_rows import CourseRow, DayRow
from kurslink.sources.day_rules import end_of
from kurslink.sources.kufer_xml import read_courses

REAL_EXPORT = (
    Path(__file__).parents[2] / "shared/data/course-files/REAL_kufer-internet-xml_95-courses.xml"
)

Courses = Sequence[Sequence[Day]]


def main() -> None:
    report(f"3,000 generated courses from {FIRST:%Y-%m-%d}", semester(3_000, seed=20260831))
    if REAL_EXPORT.exists():
        report(f"the real export {REAL_EXPORT.name}", real_courses())
    report_hard_cases()


def report(title: str, courses: Courses) -> None:
    days = fmean(len(course) for course in courses)
    print(f"\n{title}: {len(courses)} courses, {days:.2f} days on average\n")
    costs = {name: _mean([cost(days) for days in courses]) for name, cost in APPROACHES.items()}
    baseline = costs[BASELINE]
    print(f"{'per course':36} {'writes':>8} {'calls':>8} {'links':>8}   ratio of writes, calls")
    for name, cost in costs.items():
        ratios = f"{cost.writes / baseline.writes:8.2f} {cost.calls / baseline.calls:8.2f}"
        print(f"{name:36} {cost.writes:8.2f} {cost.calls:8.2f} {cost.links:8.2f}   {ratios}")
    times = sorted(_milliseconds(days) for days in courses)
    print(f"time of a plan: median {median(times):.2f} ms, longest {times[-1]:.2f} ms")


def report_hard_cases() -> None:
    random = Random(7)
    evenings = [
        Day(datetime.fromordinal(FIRST.toordinal() + offset).replace(hour=18), 90)
        for offset in sorted(random.sample(range(2_000), 1_000))
    ]
    scattered = sorted(random.sample(evenings[:200], 50))
    print(f"\n50 random days in one plan: {_milliseconds(scattered):.0f} ms")
    began = time.perf_counter()
    plan = plan_course(evenings, long=LongCourse.SPLIT)
    seconds = time.perf_counter() - began
    print(f"1,000 random days split into {len(plan.meetings)} links: {seconds:.1f} s")


def real_courses() -> Courses:
    """The courses of the real export that have days with times."""
    with REAL_EXPORT.open("rb") as stream:
        courses = read_courses(stream).courses
    days = ([_day(course, row) for row in course.days] for course in courses)
    return [course for course in days if course]


def _day(course: CourseRow, row: DayRow) -> Day:
    begin, end = row.starts_at or course.starts_at, row.ends_at or course.ends_at
    if begin is None or end is None:
        raise ValueError(f"course {course.number} has a day without times")
    start = datetime.combine(row.date, begin)
    return Day(start, (end_of(row.date, begin, end) - start).seconds // 60)


def _mean(costs: Sequence[Cost]) -> Cost:
    return Cost(*(fmean(column) for column in zip(*costs, strict=True)))


def _milliseconds(days: Sequence[Day]) -> float:
    began = time.perf_counter()
    plan_course(days)
    return 1_000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
