"""Which entries of the journal a page shows, as its address says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kurslink.models import ActorKind, JournalEntry, SubjectKind
from kurslink.services.journal.entries import Wanted
from kurslink.services.journal.names import names_for
from kurslink.services.journal.subjects import About
from kurslink.services.staff_names import StaffNames
from kurslink.services.words.catalogue.journal import TOPICS
from kurslink.services.words.dates import of_year
from kurslink.web.lists.wishes import Chip
from kurslink.web.row_keys import find_key


@dataclass(frozen=True)
class JournalFilter:
    """The wishes of an address; unknown ones are ignored."""

    since: date | None
    until: date | None
    who: str
    topic: str
    about: About | None
    text: str

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "JournalFilter":
        """Read the parameters von, bis, wer, thema, objekt and q."""
        topic, who = query.get("thema", ""), query.get("wer", "")
        return cls(
            since=_day(query.get("von", "")),
            until=_day(query.get("bis", "")),
            who=who if _actor(who) else "",
            topic=topic if topic in TOPICS else "",
            about=_about(query.get("objekt", "")),
            text=query.get("q", "").strip(),
        )

    @property
    def wanted(self) -> Wanted:
        """The same for the service."""
        kind, key = _actor(self.who) or (None, None)
        return Wanted(
            since=self.since,
            until=self.until,
            actor_kind=kind,
            actor_id=key,
            topic=self.topic,
            about=self.about,
            text=self.text,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return any((self.since, self.until, self.who, self.topic, self.about, self.text))

    def chips(self, staff: StaffNames) -> Iterator[Chip]:
        """What narrows the list."""
        if self.since:
            yield Chip("von", _("Ab %(day)s") % {"day": of_year(self.since)})
        if self.until:
            yield Chip("bis", _("Bis %(day)s") % {"day": of_year(self.until)})
        if self.who:
            yield Chip("wer", _("Wer: %(name)s") % {"name": staff.called(self.who)})
        if self.topic:
            yield Chip("thema", _("Was: %(topic)s") % {"topic": TOPICS[self.topic]})
        if self.about:
            yield Chip("objekt", _("Nur %(thing)s") % {"thing": _named(self.about)})
        if self.text:
            yield Chip("q", _("Suche: %(text)s") % {"text": self.text})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _actor(text: str) -> tuple[ActorKind, int | None] | None:
    kind, colon, number = text.partition(":")
    key = find_key(number)
    if kind not in ActorKind.values or (colon and key is None):
        return None
    return ActorKind(kind), key


def _about(text: str) -> About | None:
    kind, _colon, number = text.partition(":")
    key = find_key(number)
    return About(SubjectKind(kind), key) if kind in SubjectKind.values and key is not None else None


def _named(about: About) -> str:
    """The kind and, of people, the name; of things the label entries carry."""
    kind = str(about.kind.label)
    entry = JournalEntry(subject_kind=about.kind, subject_id=about.id)
    newest = JournalEntry.objects.filter(subject_kind=about.kind, subject_id=about.id).first()
    name = names_for([entry]).subject(newest or entry)
    return f"{kind} {name}" if name else kind
