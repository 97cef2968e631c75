"""Finds entries of the journal: those of one thing or person, or all that fit a wish."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model, Q, QuerySet

from kurslink.models import (
    ActorKind,
    Event,
    Instructor,
    JournalEntry,
    Participant,
    SubjectKind,
    User,
)
from kurslink.models.search import search_words
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.journal.subjects import About, subject_of
from kurslink.services.rights import Actor, Right

_PEOPLE = ("first_name", "last_name", "number")
_RIGHTS = {
    SubjectKind.COURSE: Right.VIEW,
    SubjectKind.PARTICIPANT: Right.VIEW,
    SubjectKind.INSTRUCTOR: Right.VIEW,
}
"""Whoever may see the page of a thing may see what happened to it; the rest is for settings."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are meant; what is None or empty narrows nothing. Both days are included."""

    since: date | None = None
    until: date | None = None
    actor_kind: ActorKind | None = None
    actor_id: int | None = None
    topic: str = ""
    event: str = ""
    about: About | None = None
    text: str = ""


def entries_of(thing: Model, *, actor: Actor) -> "QuerySet[JournalEntry]":
    """What was done to a course, person, user or Zugang, newest first. Raises Refusal."""
    about = subject_of(thing)
    actor.require(_RIGHTS.get(about.kind, Right.SETTINGS))
    return JournalEntry.objects.filter(_is_about(about))


def find_entries(wanted: Wanted, *, actor: Actor) -> "QuerySet[JournalEntry]":
    """All entries that fit, newest first. Raises Refusal."""
    actor.require(Right.JOURNAL)
    entries = JournalEntry.objects.all()
    if wanted.since:
        entries = entries.filter(at__gte=_begin(wanted.since))
    if wanted.until:
        entries = entries.filter(at__lt=_begin(wanted.until + timedelta(days=1)))
    if wanted.actor_kind:
        entries = entries.filter(actor_kind=wanted.actor_kind)
    if wanted.actor_id is not None:
        entries = entries.filter(actor_id=wanted.actor_id)
    if wanted.topic:
        entries = entries.filter(event__startswith=f"{wanted.topic}.")
    if wanted.event:
        entries = entries.filter(event=wanted.event)
    if wanted.about:
        entries = entries.filter(_is_about(wanted.about))
    for word in search_words(wanted.text):
        entries = entries.filter(_mentions(word))
    return entries


def _begin(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=time_zone())


def _is_about(about: About) -> Q:
    """A course's entries are also those of its people and mails."""
    if about.kind == SubjectKind.COURSE:
        return Q(course_id=about.id)
    subject = Q(subject_kind=about.kind, subject_id=about.id)
    if about.kind == SubjectKind.USER:
        subject |= Q(actor_kind=ActorKind.USER, actor_id=about.id)
    return subject


def _mentions(word: str) -> Q:
    """In a label, in what happened, or in a name, which stands only with the person."""
    events = [event.value for event in Event if word.casefold() in str(event.label).casefold()]
    found = Q(label__icontains=word) | Q(event__in=events) | Q(event__icontains=word)
    for kind, model in (
        (SubjectKind.PARTICIPANT, Participant),
        (SubjectKind.INSTRUCTOR, Instructor),
    ):
        named = Q()
        for name in _PEOPLE:
            named |= Q(**{f"{name}__icontains": word})
        keys = model._default_manager.filter(named).values("pk")
        found |= Q(subject_kind=kind, subject_id__in=keys)
    users = User.objects.filter(Q(name__icontains=word) | Q(email__icontains=word)).values("pk")
    found |= Q(subject_kind=SubjectKind.USER, subject_id__in=users)
    return found | Q(actor_kind=ActorKind.USER, actor_id__in=users)
