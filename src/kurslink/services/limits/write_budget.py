"""About 100 creates and updates per host and UTC day: counted here before Zoom counts them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Q
from django.db.models.functions import Greatest

from kurslink.models import WriteBudget, ZoomUser
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.zoom.errors import HostDailyLimit

DAILY_WRITES = 100  # create and update requests per host and UTC day; deletes are not counted
CLOCKS_DIFFER = timedelta(minutes=1)
URGENT_RESERVE = 15  # of them kept for single courses somebody waits for


def utc_day(now: datetime) -> date:
    """The day Zoom counts by."""
    return now.astimezone(UTC).date()


def next_day(now: datetime) -> datetime:
    """When the host's count begins anew; a minute later, as clocks differ."""
    return _midnight(now) + timedelta(days=1) + CLOCKS_DIFFER


def free_after_refusal(now: datetime) -> datetime:
    """When a host Zoom has just refused may write again: what it refuses right after midnight it
    still counts as yesterday's.
    """
    is_yesterdays = now < _midnight(now) + CLOCKS_DIFFER
    return now + CLOCKS_DIFFER if is_yesterdays else next_day(now)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(utc_day(now), time.min, tzinfo=UTC)


def writes_today(host: ZoomUser, now: datetime) -> int:
    """Create and update requests of ours for `host` since 00:00 UTC; all, if Zoom says so."""
    held = WriteBudget.objects.filter(host=host, on=utc_day(now)).first()
    if held is None:
        return 0
    return max(held.used, DAILY_WRITES) if held.is_exhausted else held.used


def writes_left(now: datetime) -> Mapping[int, int]:
    """What a batch may still write today, by host id; a host that is missing has all of it."""
    held = WriteBudget.objects.filter(on=utc_day(now))
    return {
        each.host_id: 0 if each.is_exhausted else max(0, for_batches() - each.used) for each in held
    }


def for_batches() -> int:
    """What batches may write per host and day."""
    return DAILY_WRITES - URGENT_RESERVE


@contextmanager
def spending(
    host: ZoomUser,
    planned: int,
    *,
    sent: Callable[[], int],
    clock: Callable[[], datetime],
    is_urgent: bool,
) -> Iterator[None]:
    """Reserve `planned` writes of `host` while they are sent, then count what `sent` says.

    A process that dies in between leaves them counted: never fewer than Zoom counts. Where a
    meeting changes its host, reserve for both: which of the two Zoom charges is not known. Raises
    Refusal(DAY_USED_UP) before anything is sent.
    """
    began_at = clock()
    _reserve(host, planned, now=began_at, is_urgent=is_urgent)
    try:
        yield
    except HostDailyLimit:
        _note_exhausted(host, now=began_at)
        raise
    finally:
        _count(host, sent() - planned, on=utc_day(began_at))
        if (ended_on := utc_day(clock())) != utc_day(began_at):
            _count(host, sent(), on=ended_on)  # which of them fell on which day nobody knows


def _reserve(host: ZoomUser, count: int, *, now: datetime, is_urgent: bool) -> None:
    """Count `count` writes of `host` as used, all or none: a course is not begun by halves.

    Raises Refusal(DAY_USED_UP) with `resume_at`. A course that needs more than a whole day has is
    let through on a fresh day: Zoom may allow more than we know.
    """
    if count == 0:
        return
    limit = DAILY_WRITES if is_urgent else for_batches()
    fits = Q(used__lte=limit - count) | Q(used=0)
    room = WriteBudget.objects.filter(fits, host=host, on=utc_day(now), is_exhausted=False)
    if room.update(used=F("used") + count):
        return
    WriteBudget.objects.get_or_create(host=host, on=utc_day(now))  # the first write of the day
    if not room.update(used=F("used") + count):
        raise Refusal(
            RefusalCode.DAY_USED_UP,
            host=host.email,
            used=writes_today(host, now),
            limit=DAILY_WRITES,
            resume_at=next_day(now),
        )


def _count(host: ZoomUser, writes: int, *, on: date) -> None:
    if writes:
        row, _ = WriteBudget.objects.get_or_create(host=host, on=on)
        WriteBudget.objects.filter(pk=row.pk).update(used=Greatest(F("used") + writes, 0))


def _note_exhausted(host: ZoomUser, *, now: datetime) -> None:
    """Zoom refused a write of `host`: other programs have used up its day too."""
    WriteBudget.objects.update_or_create(
        host=host, on=utc_day(now), defaults={"is_exhausted": True}
    )
