"""Entries as lines for people: sentences with names filled in, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from kurslink.models import Event, JournalEntry, SubjectKind
from kurslink.services.journal.entries import entries_of
from kurslink.services.journal.names import names_for
from kurslink.services.rights import Actor
from kurslink.services.words.describe_entry import describe_details, describe_entry

FEW = 5


@dataclass(frozen=True)
class Line:
    """One entry in words; `event` is what happened in two words, `what` the whole sentence."""

    entry: JournalEntry
    at: datetime
    who: str
    event: str
    what: str
    details: tuple[str, ...]

    @property
    def address(self) -> str:
        """What the entry is about, as an address of the journal names it; empty for nothing."""
        entry = self.entry
        if entry.course_id is not None:
            return f"{SubjectKind.COURSE}:{entry.course_id}"
        return "" if entry.subject_id is None else f"{entry.subject_kind}:{entry.subject_id}"


def lines_of(entries: Sequence[JournalEntry]) -> list[Line]:
    """A line for each; the number of queries does not depend on how many there are."""
    names = names_for(entries)
    return [
        Line(
            entry=entry,
            at=entry.at,
            who=names.actor(entry),
            event=event_label(entry.event),
            what=describe_entry(entry, names),
            details=tuple(describe_details(entry, names)),
        )
        for entry in entries
    ]


def latest_of(thing: Model, *, actor: Actor) -> list[Line]:
    """The few latest lines about `thing`. Raises Refusal."""
    return lines_of(list(entries_of(thing, actor=actor)[:FEW]))


def event_label(event: str) -> str:
    """What happened, in two words."""
    return str(Event(event).label) if event in Event.values else event
