"""Which course holds a meeting: no second one may get it, and nobody may delete it."""

from kurslink.models import Course, Meeting
from kurslink.models.meeting import HISTORY
from kurslink.services.errors import Refusal, RefusalCode


def require_not_held(zoom_meeting_id: int, *, but_by: Course | None = None) -> None:
    """Raise Refusal(MEETING_HELD) naming the course that holds it, unless that is `but_by`."""
    rows = Meeting.objects.filter(zoom_meeting_id=zoom_meeting_id).exclude(state__in=HISTORY)
    holder = rows.exclude(course=but_by).select_related("course").first()
    if holder is not None:
        raise Refusal(
            RefusalCode.MEETING_HELD,
            number=holder.course.number,
            title=holder.course.title,
            attribute="meeting",
        )
