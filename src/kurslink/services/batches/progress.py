"""How far a batch is: counts by result, what is left, and its report."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from kurslink.models import OPEN, Batch, Course, Order, OrderState
from kurslink.services.batches.outlook import Job, Outlook, outlook
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.result_words import ORDER_WORDS, word_key
from kurslink.services.words.stored import as_read

_FINE = (TransferStatus.TRANSFERRED, TransferStatus.UNCHANGED)
_FAILED = ~Q(status__in=_FINE)


@dataclass(frozen=True)
class Progress:
    """`counts` by the keys of ORDER_WORDS; `outlook` only while something is open."""

    total: int
    open: int
    counts: dict[str, int]
    outlook: Outlook | None

    @property
    def done(self) -> int:
        """How many have their result."""
        return self.total - self.open

    @property
    def rest(self) -> int:
        """How many ended without being at Zoom as the office wants them."""
        return self.done - sum(self.counts.get(each.value, 0) for each in _FINE)


def progress_of(batch: Batch, *, now: datetime) -> Progress:
    """Asked every few seconds: two small queries, whatever the size of the batch."""
    counts: Counter[str] = Counter()
    grouped = batch.orders.order_by().values_list("state", "status").annotate(Count("pk"))
    for state, status, count in grouped:
        counts[word_key(state, status)] += count
    jobs = _open_jobs(batch, now)
    in_order = {key: counts[key] for key in ORDER_WORDS if counts[key]}
    ahead = outlook(jobs, now=now) if jobs else None
    return Progress(counts.total(), len(jobs), in_order, ahead)


def _open_jobs(batch: Batch, now: datetime) -> list[Job]:
    held = batch.orders.filter(state__in=OPEN).order_by()
    planned = held.values_list("due_at", "result__plan__seconds")
    return [Job(max(due_at, now), seconds or 0.0) for due_at, seconds in planned]


def orders_of(batch: Batch, key: str = "") -> QuerySet[Order]:
    """The orders of a batch in the order of the plan; `key` of ORDER_WORDS: only these."""
    orders = batch.orders.select_related("course__semester", "course__online__host").order_by("pk")
    is_later = Q(status=TransferStatus.SCHEDULED)
    match key:
        case "":
            return orders
        case OrderState.WAITING:
            return orders.filter(~is_later, state=key)
        case OrderState.RUNNING | OrderState.CANCELLED:
            return orders.filter(state=key)
        case TransferStatus.SCHEDULED:
            return orders.filter(is_later, state=OrderState.WAITING)
        case _:
            return orders.filter(state=OrderState.ENDED, status=key)


def rest_of(batch: Batch) -> QuerySet[Course]:
    """The courses of a batch that ended without being as the office wants them."""
    failed = Q(state=OrderState.CANCELLED) | (Q(state=OrderState.ENDED) & _FAILED)
    return Course.objects.filter(pk__in=batch.orders.filter(failed).values("course"))


def report_of(batch: Batch) -> Iterator[tuple[str, ...]]:
    """One line per course: number, title, state, host, link, meeting ID, passcode, error."""
    for order in orders_of(batch):
        details = order.course.online
        error = as_read(order.result).get("error") or {}
        yield (
            order.course.number,
            order.course.title,
            str(ORDER_WORDS[word_key(order.state, order.status)]),
            details.host.email if details.host else "",
            details.link,
            details.meeting_number,
            details.passcode,
            " ".join(filter(None, (error.get("message"), error.get("hint")))),
        )
