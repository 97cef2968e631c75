"""Names for the people of entries, filled in when shown: one query for each kind of person."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kurslink.models import Instructor, JournalEntry, Participant, SubjectKind
from kurslink.services.staff_names import StaffNames


@dataclass(frozen=True)
class Names:
    """Who is meant by the numbers of entries; whom nobody knows any more is said to be deleted."""

    staff: StaffNames = field(default_factory=StaffNames)
    participants: dict[int, str] = field(default_factory=dict)
    instructors: dict[int, str] = field(default_factory=dict)

    def actor(self, entry: JournalEntry) -> str:
        """Who did it."""
        return self.staff.of(entry.actor_kind, entry.actor_id)

    def subject(self, entry: JournalEntry) -> str:
        """Whom or what it was done to; empty for the installation."""
        key = entry.subject_id or 0
        match entry.subject_kind:
            case SubjectKind.PARTICIPANT:
                return self.participants.get(key) or _("[gelöschte Person]")
            case SubjectKind.INSTRUCTOR:
                return self.instructor(key)
            case SubjectKind.USER:
                return self.staff.of("user", entry.subject_id) if key else _("unbekannt")
        return entry.label

    def instructor(self, key: int) -> str:
        """Somebody who teaches."""
        return self.instructors.get(key) or _("[gelöschte Person]")


def names_for(entries: Iterable[JournalEntry]) -> Names:
    """The names `entries` need."""
    people: set[int] = set()
    teachers: set[int] = set()
    for entry in entries:
        key = entry.subject_id or 0
        if entry.subject_kind == SubjectKind.PARTICIPANT:
            people.add(key)
        elif entry.subject_kind == SubjectKind.INSTRUCTOR:
            teachers.add(key)
        teachers.update(teachers_named(entry))
    return Names(
        participants={row.pk: str(row) for row in Participant.objects.filter(pk__in=people)},
        instructors={row.pk: str(row) for row in Instructor.objects.filter(pk__in=teachers)},
    )


def teachers_named(entry: JournalEntry) -> list[int]:
    """Whom a course got or lost as instructors."""
    if entry.event != "course.instructors_changed":
        return []
    return [*entry.values.get("added", ()), *entry.values.get("removed", ())]
