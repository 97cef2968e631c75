"""Turns planned courses into rows as an export has them: numbers, people, rooms, enrolments."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto
from itertools import cycle

from kurslink.cli.fictional_vhs.ideas import Form, Idea
from kurslink.cli.fictional_vhs.people import instructors
from kurslink.cli.fictional_vhs.programme import ROOMS
from kurslink.cli.fictional_vhs.shares import dealt, stream
from kurslink.sources.course_rows import CourseRow, DayRow, InstructorRow, Room

INSTRUCTORS, TEACHING_ONLINE = 220, 45

_SEVERAL_TEACH_EVERY = 10
_NO_ROOM = Room()


class Demand(Enum):
    """How a course sells."""

    CANCELLED = auto()
    FULL = auto()
    OPEN = auto()


_DEMAND = {Demand.CANCELLED: 0.13, Demand.FULL: 0.15, Demand.OPEN: 0.72}


def numbered(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """The ideas with numbers as offices give them: semester, department, running number."""
    used: Counter[tuple[str, str]] = Counter()
    return tuple(idea if idea.number else _with_number(idea, used) for idea in ideas)


def _with_number(idea: Idea, used: Counter[tuple[str, str]]) -> Idea:
    series = (idea.half_year.code, idea.department.code)
    used[series] += 1
    return replace(idea, number=f"{series[0]}-{series[1]}{used[series]:03d}")


def course_rows(ideas: tuple[Idea, ...], *, always_open: int) -> Iterator[CourseRow]:
    """A row for each idea; the first `always_open` of them are neither cancelled nor full."""
    people = _people()
    regular = dealt(len(ideas) - always_open, _demand(len(ideas), always_open), purpose="demand")
    demands = [*[Demand.OPEN] * always_open, *regular]
    for n, (idea, demand) in enumerate(zip(ideas, demands, strict=True)):
        teaching = people[idea.form is Form.ON_SITE]
        count = 2 if n % _SEVERAL_TEACH_EVERY == _SEVERAL_TEACH_EVERY - 1 else 1
        yield _row(idea, demand, tuple(next(teaching) for _ in range(count)), n)


def _demand(courses: int, always_open: int) -> dict[Demand, float]:
    """The shares hold for all courses, although some are kept out."""
    exact = {demand: share * courses for demand, share in _DEMAND.items()}
    return {**exact, Demand.OPEN: exact[Demand.OPEN] - always_open}


def _people() -> dict[bool, Iterator[InstructorRow]]:
    """Who teaches next, on site (True) and online."""
    everybody = instructors(INSTRUCTORS, stream("people"))
    online, on_site = everybody[:TEACHING_ONLINE], everybody[TEACHING_ONLINE:]
    return {False: cycle(online), True: cycle(on_site)}


def _row(idea: Idea, demand: Demand, people: tuple[InstructorRow, ...], n: int) -> CourseRow:
    random = stream(f"rows/{n}")
    room = _NO_ROOM if idea.form is Form.ONLINE else random.choice(ROOMS)
    minimum, maximum = random.randint(5, 8), random.randint(10, 18)
    enrolled = {
        Demand.CANCELLED: random.randint(0, minimum - 1),
        Demand.FULL: maximum,
        Demand.OPEN: random.randint(minimum, maximum - 1),
    }
    return CourseRow(
        number=idea.number,
        semester_code=idea.half_year.code,
        title=idea.title,
        subtitle="",
        department_code=idea.department.code,
        department=idea.department.name,
        starts_on=idea.span[0],
        ends_on=idea.span[1],
        starts_at=idea.times[0],
        ends_at=idea.times[1],
        minimum=minimum,
        maximum=maximum,
        enrolled=enrolled[demand],
        waiting=random.randint(0, 5) if demand is Demand.FULL else 0,
        is_cancelled=demand is Demand.CANCELLED,
        place=room.building or "Online",
        room=room,
        days=tuple(DayRow(s.date, s.starts_at, s.ends_at, room) for s in idea.slots),
        instructors=people,
    )
