"""Finds the person a row means, and takes over what the row says about the person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import Q
from django.db.models.functions import Lower

from kurslink.models import Enrolment, Participant
from kurslink.services.importing.enrolment_count import FieldSaid
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow

_FIELDS = ("number", "salutation", "title", "first_name", "last_name", "email", "phone")

Placed = tuple[int, EnrolmentRow]
"""The id of the course, and a row of it."""


class KnownPeople:
    """Everybody a batch of rows may mean.

    The number names a person. Without one, name and address together do; a name alone only
    within one course, because two people of one name are two people.
    """

    def __init__(self, placed: Iterable[Placed], enrolments: Iterable[Enrolment]) -> None:
        self._by_number: dict[str, Participant] = {}
        self._by_address: dict[tuple[str, str, str], Participant] = {}
        self._in_course: dict[tuple[int, str, str], list[Participant]] = defaultdict(list)
        for person in _stored([row for _, row in placed]):
            self._index(person)
        for enrolment in enrolments:
            for one in (enrolment.participant, enrolment.registrant):
                if one is not None:
                    # One object for each person: what is changed here shall be seen there.
                    self._add_to_course(enrolment.course_id, self._index(one))

    def find(self, row: PersonRow, course_id: int) -> Participant | None:
        """The person, or None if nobody here is meant."""
        if row.number and (person := self._by_number.get(row.number)):
            return person
        person = self._by_address.get(_address(row)) if row.email else self._only(row, course_id)
        return None if person and row.number and person.number else person

    def add(self, row: PersonRow, course_id: int) -> Participant:
        """Somebody new, not stored yet."""
        person = Participant(**{name: getattr(row, name) for name in _FIELDS})
        self._index(person)
        self._add_to_course(course_id, person)
        return person

    def meet(self, person: Participant, course_id: int) -> None:
        """Remember that `person` is in the course."""
        self._add_to_course(course_id, person)

    def bring_up(
        self, person: Participant, row: PersonRow, *, is_described: bool
    ) -> Iterator[FieldSaid]:
        """Take over what `row` says; the first description in a file holds, later ones fill gaps.

        Otherwise two descriptions would replace each other at every import.
        """
        for name in _FIELDS:
            held, said = getattr(person, name), getattr(row, name)
            if said and said != held and not (held and is_described):
                setattr(person, name, said)
                yield FieldSaid(name, held, said)
        self._index(person)

    def _only(self, row: PersonRow, course_id: int) -> Participant | None:
        """Without an address: who has none either, else the only one of this name."""
        found = self._in_course.get((course_id, row.last_name, row.first_name), [])
        bare = [person for person in found if not person.email]
        return next(iter(bare or (found if len(found) == 1 else [])), None)

    def _index(self, person: Participant) -> Participant:
        """`person`, or the object that stands for the same person already."""
        if person.number:
            person = self._by_number.setdefault(person.number, person)
        if person.email:
            same = self._by_address.setdefault(_address(person), person)
            person = same if same.pk == person.pk else person
        return person

    def _add_to_course(self, course_id: int, person: Participant) -> None:
        people = self._in_course[course_id, person.last_name, person.first_name]
        if not any(each is person for each in people):
            people.append(person)


def _address(person: PersonRow | Participant) -> tuple[str, str, str]:
    return (person.last_name, person.first_name, person.email.casefold())


def _stored(rows: list[EnrolmentRow]) -> Iterable[Participant]:
    """Everybody with a number or an address of `rows`, the longest known first."""
    people = list(chain.from_iterable((row.person, row.registrant) for row in rows))
    numbers = {each.number for each in people if each and each.number}
    addresses = {each.email.lower() for each in people if each and each.email}
    return (
        Participant.objects.annotate(address=Lower("email"))
        .filter(Q(number__in=numbers) | Q(address__in=addresses))
        .order_by("pk")
    )
