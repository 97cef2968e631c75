"""What the journal says of an import of courses: one entry for all, and one for each course."""

from collections.abc import Iterable, Mapping
from typing import Any

from kurslink.models import Course, Event
from kurslink.services.importing.compare_courses import Comparison, CourseChange
from kurslink.services.journal.record import record, record_many
from kurslink.services.rights import Actor


def record_import(comparison: Comparison, new: Iterable[Course], *, actor: Actor) -> None:
    """Note what was carried out; needs the transaction."""
    counts = {
        "new": len(comparison.new),
        "changed": len(comparison.changed),
        "missing": len(comparison.missing),
        "returned": len(comparison.returned),
        "rejected": len(comparison.rejected),
        "unchanged": len(comparison.unchanged),
    }
    record(actor, Event.COURSES_IMPORTED, **counts)
    record_many(actor, Event.COURSE_CREATED, ((course, {}) for course in new))
    changed = ((change.course, _values(change)) for change in comparison.changed)
    record_many(actor, Event.COURSE_CHANGED, changed)
    record_many(actor, Event.COURSE_MISSING, ((course, {}) for course in comparison.missing))
    record_many(actor, Event.COURSE_RETURNED, ((course, {}) for course in comparison.returned))


def _values(change: CourseChange) -> Mapping[str, Any]:
    fields = {field.name: [field.old, field.new] for field in change.fields}
    counts = {
        "days_added": len(change.added_days),
        "days_changed": len(change.changed_days),
        "days_missing": len(change.missing_days),
    }
    values: dict[str, Any] = {name: count for name, count in counts.items() if count}
    if fields:
        values["changed"] = fields
    if change.instructors_change:
        values["instructors"] = True
    return values
