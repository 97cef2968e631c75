"""What a program is told: what happened to which thing. People are numbers, nothing is secret."""

from collections.abc import Iterable
from typing import Any

from kurslink.models import Course, Event, JournalEntry

TOPICS = ("course", "courses", "enrolment", "enrolments", "order", "meeting", "dispatch", "mail")
OFFERED = tuple(event for event in Event if event.value.split(".", maxsplit=1)[0] in TOPICS)
"""The events a program may hear of: what it can look up with a token of its own."""


def payloads_of(entries: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """One for each entry; one query for all."""
    entries = list(entries)
    keys = {entry.course_id for entry in entries if entry.course_id is not None}
    courses = Course.objects.filter(pk__in=keys).select_related("semester").in_bulk()
    return [_payload(entry, courses.get(entry.course_id or 0)) for entry in entries]


def _payload(entry: JournalEntry, course: Course | None) -> dict[str, Any]:
    return {
        "event": entry.event,
        "at": entry.at.isoformat(),
        "position": entry.position,
        "subject": {"kind": entry.subject_kind, "id": entry.subject_id},
        "course": _course(entry, course),
    }


def _course(entry: JournalEntry, course: Course | None) -> dict[str, Any] | None:
    """The course by all its names; of a deleted one the number that is left."""
    if entry.course_id is None:
        return None
    return {
        "id": entry.course_id,
        "number": course.number if course else entry.label or None,
        "semester": course.semester.code if course else None,
        "external_id": (course.external_id or None) if course else None,
    }
