"""Sentences that are kept in the database: in every language, for people of both read them later.

Where an error itself can be kept (`services/mails/problems.py`), that is better; of Zoom's answers
only the sentences are kept.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, override

from kurslink.models import Language

Said = dict[str, Any]
"""Sentences and what belongs to them, as JSON."""


def in_every_language(say: Callable[[], Said]) -> Said:
    """What `say` says in German, and under "en" the same in English."""
    with override(Language.ENGLISH):
        english = say()
    with override(Language.GERMAN):
        return say() | {Language.ENGLISH.value: english}


def as_read(stored: Mapping[str, Any]) -> Said:
    """What was kept, in the language of the moment; in German if it was kept in no other."""
    said = {name: value for name, value in stored.items() if name != Language.ENGLISH}
    return {**said, **stored.get(get_language(), {})}
