"""Notes in the journal that somebody took data out of the house."""

from django.db.models import QuerySet

from kurslink.models import Course, Event
from kurslink.services.exports.table import ExportChoice
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor


def record_export(
    courses: "QuerySet[Course]", choice: ExportChoice, event: Event, *, actor: Actor
) -> None:
    """How many courses, in which format, and which variables were asked for (none: all)."""
    values = {"courses": courses.count(), "format": choice.format, "variables": choice.variables}
    record(actor, event, **values)
