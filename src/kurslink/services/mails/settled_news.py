"""Whether the office is done with changing what a correction would tell."""

from datetime import datetime, timedelta

from kurslink.models import News
from kurslink.services.mails.way_in import version_of
from kurslink.services.mails.wish import DispatchPlan

SETTLED = timedelta(minutes=10)
"""A correction waits until nobody has changed anything for so long: one mail, not five."""


def is_settled(plan: DispatchPlan, *, now: datetime) -> bool:
    """Whether there is news in `plan`, the same for SETTLED. Remembers since when it is so."""
    held = News.objects.filter(course=plan.course)
    if not plan.written:
        held.delete()
        return False
    digest = version_of({plan.wish.area: sorted(line.version for line in plan.written)})
    news = held.first()
    if news is None or news.digest != digest:
        News.objects.update_or_create(course=plan.course, defaults={"digest": digest, "since": now})
        return False
    return now - news.since >= SETTLED
