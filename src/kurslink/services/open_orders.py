"""Keeps hands off a course for which an order is waiting or running."""

from kurslink.models import OPEN, Course, Order
from kurslink.services.errors import Refusal, RefusalCode


def require_no_order(course: Course) -> None:
    """Raise Refusal(ORDER_OPEN) while an order for `course` is waiting or running."""
    if Order.objects.filter(course=course, state__in=OPEN).exists():
        raise Refusal(RefusalCode.ORDER_OPEN, number=course.number)
