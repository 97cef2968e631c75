"""One worker at a time: whoever works on a meeting at Zoom holds its claim for a limited time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from kurslink.models import Meeting
from kurslink.services.errors import Busy
from kurslink.services.transfer.permit import Permit

# Longer than any single call may take, with its retries; renewed before every change.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Claim:
    """The right to change one meeting. A claim that ran out and was taken over is void."""

    meeting: Meeting
    permit: Permit
    clock: Callable[[], datetime]

    def renew(self, **fields: object) -> None:
        """Extend the claim before a change, and store what the change is to be with it.

        Raises Busy if somebody else has taken it over, Refusal(STOPPED) if it is not wanted.
        """
        self.permit.checkpoint()
        self.save(claimed_until=self.clock() + LEASE, **fields)

    def save(self, **fields: object) -> None:
        """Store fields of the meeting while the claim is ours. Raises Busy otherwise."""
        if not self._row().update(**fields):
            raise Busy(course=self.meeting.course.number)
        for name, value in fields.items():
            setattr(self.meeting, name, value)

    def _row(self) -> QuerySet[Meeting]:
        return Meeting.objects.filter(pk=self.meeting.pk, claim=self.permit.token)


@contextmanager
def claimed(
    meeting: Meeting, *, clock: Callable[[], datetime], permit: Permit | None = None
) -> Iterator[Claim]:
    """Hold `meeting` while working on it. Raises Busy if somebody else does."""
    now, permit = clock(), permit or Permit()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    taken = Meeting.objects.filter(free, pk=meeting.pk).update(
        claim=permit.token, claimed_until=now + LEASE
    )
    if not taken:
        raise Busy(course=meeting.course.number)
    meeting.refresh_from_db()
    try:
        yield Claim(meeting, permit, clock)
    finally:
        drop_claim(permit.token)


def drop_claim(token: UUID) -> None:
    """Nobody works under `token` any more; a claim somebody else has taken since stays."""
    Meeting.objects.filter(claim=token).update(claim=None, claimed_until=None)
