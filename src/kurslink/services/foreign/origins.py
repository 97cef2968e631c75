"""Whose a meeting with a marker is: verified by our rows, or by making the marker anew."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from kurslink.models import Course, Meeting, MeetingState, ZoomUser
from kurslink.services.transfer.markers import marker_maker

PART = 1  # a course holds one meeting at a time
# A restored backup lacks the newest rows only: so many generations beyond those it has are tried.
_GENERATIONS_LOST = 5


@dataclass(frozen=True)
class Origin:
    """The meeting of ours a verified marker names; `row` is None if its row was lost."""

    marker: str
    course: Course
    generation: int
    row: Meeting | None


def origins_of(markers: Collection[str]) -> dict[str, Origin]:
    """The origin of every marker that is ours; the others are just text.

    Only a marker without a row costs time: then those of all courses are made anew, about a
    second for 20,000 courses.
    """
    rows = Meeting.objects.filter(marker__in=markers).select_related("course", "host")
    found = {row.marker: Origin(row.marker, row.course, row.generation, row) for row in rows}
    lost = set(markers) - set(found) - {""}
    return found | (_of_lost_rows(lost) if lost else {})


def _of_lost_rows(markers: set[str]) -> dict[str, Origin]:
    places = {marker: place for marker, place in _every_marker() if marker in markers}
    courses = Course.objects.in_bulk([course_id for course_id, _generation in places.values()])
    return {
        marker: Origin(marker, courses[course_id], generation, None)
        for marker, (course_id, generation) in places.items()
        if course_id in courses
    }


def _every_marker() -> Iterator[tuple[str, tuple[int, int]]]:
    marker_of = marker_maker()
    newest = Course.objects.order_by().annotate(newest=Max("meetings__generation"))
    for course_id, held in newest.values_list("pk", "newest").iterator():
        for generation in range(1, (held or 0) + _GENERATIONS_LOST + 1):
            yield marker_of(course_id, PART, generation), (course_id, generation)


def restore_row(
    origin: Origin, *, host: ZoomUser, meeting_id: int, state: MeetingState, now: datetime
) -> Meeting:
    """The lost row of a meeting once more. Raises IntegrityError if its place is taken."""
    return Meeting.objects.create(
        course=origin.course,
        part=PART,
        generation=origin.generation,
        marker=origin.marker,
        state=state,
        host=host,
        zoom_meeting_id=meeting_id,
        attempts=1,
        created_at=now,
    )
