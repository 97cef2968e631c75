"""Finds people by what somebody remembers of them."""

from typing import TypeVar

from django.db.models import QuerySet

from kurslink.models import Instructor, Participant
from kurslink.models.search import with_every_word

Person = TypeVar("Person", Participant, Instructor)


def find_people(people: "QuerySet[Person]", text: str) -> "QuerySet[Person]":
    """Those of `people` in whom every word of `text` occurs: in name, address or number."""
    return with_every_word(people, text, "last_name", "first_name", "email", "number")
