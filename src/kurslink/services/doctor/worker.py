"""Whether what the pages queue will be done."""

from collections.abc import Iterator

from kurslink.models import OPEN, Order
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.orders.workers import living_workers


def look(_visit: Visit) -> Iterator[Finding]:
    """How many workers live; none is a warning: the shell transfers without."""
    count, waiting = living_workers(), Order.objects.filter(state__in=OPEN).count()
    verdict, code = Verdict.OK, FindingCode.WORKER_FINE
    if count == 0:
        verdict, code = Verdict.WARNING, FindingCode.WORKER_MISSING
    yield found(Area.WORKER, verdict, code, count=count, open=waiting)
