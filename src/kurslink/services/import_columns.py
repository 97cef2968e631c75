"""Remembers what the columns of the office's tables mean, by the set of their headings."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction

from kurslink.models import Event, ImportProfile
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.journal.subjects import About
from kurslink.services.rights import Actor, Right
from kurslink.sources.email_address import is_email_address
from kurslink.sources.table_columns import letters_of
from kurslink.sources.table_kind import Subject, TableKind, meanings_of


def recall_columns(table: TableKind, *, subject: Subject | None = None) -> TableKind:
    """`table` as the office had a table with these headings read before, else as it seems.

    `subject` is what a person says it holds; what was remembered for another then does not count.
    """
    profile = ImportProfile.objects.filter(key=_key(table)).first()
    if profile is not None and subject in {None, profile.subject}:
        return table.read_as(Subject(profile.subject), profile.columns)
    return table.read_as(subject or table.subject)


def remember_columns(
    table: TableKind, meanings: Mapping[str, str], *, subject: Subject, actor: Actor
) -> TableKind:
    """Store that a heading of `table` means the canonical one given in `meanings`, "" for nothing.

    What is only the guess is forgotten, so that better guesses count. Raises Refusal for a meaning
    there is not, for one that two columns have, and for a table without headings: its first person
    would be lost, and kept here where no deletion looks.
    """
    actor.require(Right.IMPORT)
    if any(is_email_address(column.heading) for column in table.columns):
        raise Refusal(RefusalCode.HEADINGS_MISSING)
    choice = {letters_of(heading): meaning for heading, meaning in meanings.items()}
    _check(choice, subject)
    chosen = table.read_as(subject, choice)
    _store(table, chosen, {"subject": subject.value, "columns": choice}, actor)
    return chosen


@transaction.atomic
def _store(table: TableKind, chosen: TableKind, values: dict[str, Any], actor: Actor) -> None:
    subject = Subject(values["subject"])
    if chosen.columns == table.read_as(subject).columns and subject is table.subject:
        ImportProfile.objects.filter(key=_key(table)).delete()
    else:
        ImportProfile.objects.update_or_create(key=_key(table), defaults=values)
    record(actor, Event.SETTINGS_CHANGED, About(label="importprofile"), fields=["columns"])


def _check(choice: Mapping[str, str], subject: Subject) -> None:
    given = [meaning for meaning in choice.values() if meaning]
    for meaning in given:
        if meaning not in meanings_of(subject):
            raise Refusal(RefusalCode.COLUMN_MEANING_UNKNOWN, meaning=meaning)
        if given.count(meaning) > 1:
            raise Refusal(RefusalCode.COLUMN_MEANING_TWICE, meaning=meaning)


def _key(table: TableKind) -> str:
    headings = sorted({letters_of(column.heading) for column in table.columns})
    return sha256("\n".join(headings).encode()).hexdigest()
