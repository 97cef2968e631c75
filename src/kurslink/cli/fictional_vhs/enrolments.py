"""Who takes part in the fictional centre's online courses: as many as the courses count."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from kurslink.cli.fictional_vhs.people import FIRST_NAMES, LAST_NAMES, spelt_out
from kurslink.cli.fictional_vhs.shares import share_out, stream
from kurslink.sources.course_rows import CourseRow, Salutation
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow, RowStatus

_DOMAIN = "teilnehmende.example"
_SHARES = {Salutation.MS: 0.74, Salutation.MR: 0.24, Salutation.NONE: 0.02}
_WITHOUT_EMAIL = 0.06
_SALUTATIONS = {Salutation.MS: "Frau", Salutation.MR: "Herr", Salutation.NONE: ""}


def enrolment_rows(courses: Iterable[CourseRow]) -> Iterator[EnrolmentRow]:
    """`enrolled` people with a place and `waiting` on the list of each course."""
    random = stream("enrolments")
    people = _people(700, random)
    for course in courses:
        places, queue = course.enrolled or 0, course.waiting or 0
        statuses = [RowStatus.ENROLLED] * places + [RowStatus.WAITING] * queue
        chosen = random.sample(people, len(statuses))
        for person, status in zip(chosen, statuses, strict=True):
            yield EnrolmentRow(0, course.number, course.semester_code, person, status)


def _people(count: int, random: Random) -> list[PersonRow]:
    names = [
        (salutation, *name)
        for salutation, number in share_out(count, _SHARES).items()
        for name in random.sample(list(product(FIRST_NAMES[salutation], LAST_NAMES)), number)
    ]
    return [_person(index, *name, random) for index, name in enumerate(names, start=20_001)]


def _person(
    number: int, salutation: Salutation, first_name: str, last_name: str, random: Random
) -> PersonRow:
    address = f"{spelt_out(first_name)}.{spelt_out(last_name)}@{_DOMAIN}"
    return PersonRow(
        last_name=last_name,
        first_name=first_name,
        salutation=_SALUTATIONS[salutation],
        email="" if random.random() < _WITHOUT_EMAIL else address,
        number=str(number),
    )
