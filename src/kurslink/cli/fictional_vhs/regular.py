"""The ordinary courses of a programme: departments, patterns and half-years by their shares."""

from collections.abc import Iterator
from itertools import chain, repeat

from kurslink.cli.fictional_vhs.half_years import HalfYear
from kurslink.cli.fictional_vhs.ideas import ZOOM, Form, Idea
from kurslink.cli.fictional_vhs.programme import DEPARTMENTS, Department
from kurslink.cli.fictional_vhs.shares import dealt, stream
from kurslink.cli.fictional_vhs.slots import (
    PATTERNS,
    SHARE_WITH_REPLACEMENT,
    Pattern,
    Slots,
    with_replacement,
)

_SHARE_OF_MAIN = 0.85
_SOFTWARE = {ZOOM: 0.87, "vhs.cloud": 0.07, "BigBlueButton": 0.04, "edudip": 0.02}
_DEPARTMENT_SHARES = {department: department.share for department in DEPARTMENTS}


def regular_courses(
    counts: dict[Form, int], *, main: HalfYear, other: HalfYear
) -> tuple[Idea, ...]:
    """So many courses of each form, most of them in `main`."""
    titles = {department: _titles(department) for department in DEPARTMENTS}
    return tuple(
        chain.from_iterable(
            _of_form(form, count, titles, {main: _SHARE_OF_MAIN, other: 1 - _SHARE_OF_MAIN})
            for form, count in counts.items()
        )
    )


def _titles(department: Department) -> Iterator[str]:
    """All titles of a department in random order, again and again."""
    while True:
        yield from stream(f"titles/{department.code}").sample(
            department.titles, len(department.titles)
        )


def _of_form(
    form: Form,
    count: int,
    titles: dict[Department, Iterator[str]],
    half_years: dict[HalfYear, float],
) -> Iterator[Idea]:
    columns = zip(
        dealt(count, _DEPARTMENT_SHARES, purpose=f"departments/{form}"),
        dealt(count, PATTERNS, purpose=f"patterns/{form}"),
        dealt(count, half_years, purpose=f"half-years/{form}"),
        _software(form, count),
        strict=True,
    )
    for n, (department, pattern, half_year, software) in enumerate(columns):
        title = f"{next(titles[department])} {form}".strip()
        slots = _slots(pattern, half_year, purpose=f"slots/{form}/{n}")
        yield Idea(half_year, department, title, slots, form, software)


def _software(form: Form, count: int) -> list[str | None]:
    if form is Form.ONLINE:
        return [*dealt(count, _SOFTWARE, purpose="software")]
    return list(repeat(ZOOM if form is Form.HYBRID else None, count))


def _slots(pattern: Pattern, half_year: HalfYear, *, purpose: str) -> Slots:
    random = stream(purpose)
    slots = pattern(random, half_year)
    return with_replacement(random, slots) if random.random() < SHARE_WITH_REPLACEMENT else slots
