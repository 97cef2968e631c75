"""Writes what somebody did into the journal, in the transaction of what was done."""

from typing import Any

from django.db.models import Model

from kurslink.models import Event, JournalEntry
from kurslink.services.journal.subjects import subject_of
from kurslink.services.rights import Actor


def record(
    actor: Actor, event: Event, subject: Model | None = None, /, **values: Any
) -> JournalEntry:
    """Note that `actor` did `event` to `subject` (None: to the installation as a whole).

    Call it where the rows change, within the same transaction: there is the change with its
    entry, or neither. `values` are plain (texts, numbers, lists of them): never a secret, nor
    anything that tells who a person is. People are named by number.
    """
    return JournalEntry.objects.create(**_columns(actor, event, subject, values))


def record_many(actor: Actor, event: Event, subjects: "list[tuple[Model, dict[str, Any]]]") -> None:
    """`record` for many subjects, each with its values, with one statement."""
    JournalEntry.objects.bulk_create(
        [JournalEntry(**_columns(actor, event, subject, values)) for subject, values in subjects],
        batch_size=1_000,
    )


def _columns(
    actor: Actor, event: Event, subject: Model | None, values: dict[str, Any]
) -> dict[str, Any]:
    about = subject_of(subject)
    return {
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "event": event,
        "subject_kind": about.kind,
        "subject_id": about.id,
        "label": about.label,
        "course_id": about.course_id,
        "values": values,
    }
