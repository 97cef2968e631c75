"""Finds rows by the words somebody typed."""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

_LONGEST, _MOST_WORDS = 200, 20
"""Nobody remembers more; a pasted page would keep the database busy."""

Rows = TypeVar("Rows", bound=QuerySet[Any])


def search_words(text: str) -> list[str]:
    """The words searched for; of a pasted page the first ones."""
    return text[:_LONGEST].split()[:_MOST_WORDS]


def with_every_word(rows: Rows, text: str, *fields: str) -> Rows:
    """Those of `rows` where every word of `text` occurs in one of `fields`."""
    for word in search_words(text):
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)))
    return rows
