"""Writes what somebody did into the journal, in the transaction of what was done."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.db.models import Model

from kurslink.models import Event, JournalEntry
from kurslink.services.journal.subjects import About, subject_of
from kurslink.services.rights import Actor


def record(
    actor: Actor, event: Event, subject: Model | About | None = None, /, **values: Any
) -> JournalEntry:
    """Note that `actor` did `event` to `subject` (None: to the installation as a whole).

    Call it where the rows change, within the same transaction: there is the change with its
    entry, or neither. `values` are numbers, texts, moments, or lists of them: never a secret, nor
    anything that tells who a person is. People are named by number.
    """
    return JournalEntry.objects.create(**_columns(actor, event, subject, values))


def record_many(
    actor: Actor, event: Event, subjects: Iterable[tuple[Model, Mapping[str, Any]]]
) -> None:
    """`record` for many subjects, each with its values, with one statement."""
    JournalEntry.objects.bulk_create(
        (JournalEntry(**_columns(actor, event, subject, values)) for subject, values in subjects),
        batch_size=1_000,
    )


def record_changes(
    actor: Actor,
    event: Event,
    subject: Model | None,
    before: Mapping[str, object],
    after: Mapping[str, object],
    *,
    hidden: Container[str] = (),
) -> None:
    """Note what differs between `before` and `after`, with both values; nothing if nothing does.

    Of what is `hidden` (secrets, people, long texts) only the names of the fields are noted.
    """
    values = changes_between(before, after, hidden=hidden)
    if values:
        record(actor, event, subject, **values)


def changes_between(
    before: Mapping[str, object], after: Mapping[str, object], *, hidden: Container[str] = ()
) -> dict[str, Any]:
    """`changed` {name: [old, new]} and `fields` [names of what is hidden], where not empty."""
    names = [name for name in after if before.get(name) != after[name]]
    changed = {name: [before.get(name), after[name]] for name in names if name not in hidden}
    fields = [name for name in names if name in hidden]
    return {key: value for key, value in (("changed", changed), ("fields", fields)) if value}


def snapshot(row: Model, names: Iterable[str]) -> dict[str, object]:
    """What `row` says in these columns now, to be compared later."""
    return {name: getattr(row, name) for name in names}


def _columns(
    actor: Actor, event: Event, subject: Model | About | None, values: Mapping[str, Any]
) -> dict[str, Any]:
    about = subject if isinstance(subject, About) else subject_of(subject)
    return {
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "event": event,
        "subject_kind": about.kind,
        "subject_id": about.id,
        "label": about.label,
        "course_id": about.course_id,
        "values": dict(values),
    }
