"""Finds people by what somebody remembers of them."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Q, QuerySet

from kurslink.models import Instructor, Participant

Person = TypeVar("Person", Participant, Instructor)

_MOST_WORDS = 20  # nobody remembers more; a pasted page would keep the database busy
_LONGEST = 500
_SEARCHED = ("last_name", "first_name", "email", "number")


def find_people(people: "QuerySet[Person]", text: str) -> "QuerySet[Person]":
    """Those of `people` in whom every word of `text` occurs: in name, address or number."""
    for word in text[:_LONGEST].split()[:_MOST_WORDS]:
        people = people.filter(reduce(or_, (Q(**{f"{n}__icontains": word}) for n in _SEARCHED)))
    return people
