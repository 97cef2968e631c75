"""What is still to be done for a course keeps others from working against it."""

from kurslink.models import OPEN, Course
from kurslink.services.errors import Refusal, RefusalCode


def require_no_open_order(course: Course) -> None:
    """Raise Refusal(ORDER_OPEN) while something is still to be done for `course` at Zoom."""
    if course.orders.filter(state__in=OPEN).exists():
        raise Refusal(RefusalCode.ORDER_OPEN, number=course.number)
