"""One worker at a time: whoever works on a meeting at Zoom holds its claim for a limited time."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kurslink.models import Meeting
from kurslink.services.errors import Busy

# Longer than any single call may take, with its retries; renewed before every change.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Claim:
    """The right to change one meeting. A claim that ran out and was taken over is void."""

    meeting: Meeting
    token: uuid.UUID
    clock: Callable[[], datetime]

    def renew(self) -> None:
        """Extend the claim before a change. Raises Busy if somebody else has taken it over."""
        until = self.clock() + LEASE
        if not self._row().update(claimed_until=until):
            raise Busy(course=self.meeting.course.number)

    def save(self, **fields: object) -> None:
        """Store fields of the meeting while the claim is ours. Raises Busy otherwise."""
        if not self._row().update(**fields):
            raise Busy(course=self.meeting.course.number)
        for name, value in fields.items():
            setattr(self.meeting, name, value)

    def _row(self) -> QuerySet[Meeting]:
        return Meeting.objects.filter(pk=self.meeting.pk, claim=self.token)


@contextmanager
def claimed(meeting: Meeting, *, clock: Callable[[], datetime]) -> Iterator[Claim]:
    """Hold `meeting` while working on it. Raises Busy if somebody else does."""
    now, token = clock(), uuid.uuid4()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    taken = Meeting.objects.filter(free, pk=meeting.pk).update(
        claim=token, claimed_until=now + LEASE
    )
    if not taken:
        raise Busy(course=meeting.course.number)
    meeting.refresh_from_db()
    try:
        yield Claim(meeting, token, clock)
    finally:
        Meeting.objects.filter(pk=meeting.pk, claim=token).update(claim=None, claimed_until=None)
