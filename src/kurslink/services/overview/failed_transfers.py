"""Orders that ended without the course being at Zoom as wanted, and that nobody took up again."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from kurslink.models import Meeting, Order, OrderState
from kurslink.services.transfer_course import TransferStatus

_FAILED = (TransferStatus.FAILED, TransferStatus.REFUSED, TransferStatus.UNKNOWN)


def failed_transfers(now: datetime) -> tuple[Order, ...]:
    """The newest first, for courses that are not over; one query."""
    later = Order.objects.filter(course=OuterRef("course"), pk__gt=OuterRef("pk"))
    mended = Meeting.objects.filter(
        course=OuterRef("course"), transferred_at__gt=OuterRef("ended_at")
    )
    not_over = Q(course__ends_on=None) | Q(course__ends_on__gte=localdate(now))
    orders = Order.objects.filter(
        not_over, ~Exists(later), ~Exists(mended), state=OrderState.ENDED, status__in=_FAILED
    )
    return tuple(orders.select_related("course").order_by("-ended_at", "-pk"))
