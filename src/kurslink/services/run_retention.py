"""The nightly deletion (Löschlauf): what is over its period goes, and a report of it stays."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import Deletion, DeletionKind, Event, MailMessage, MailState, Retention
from kurslink.services.journal.cut import cut_before
from kurslink.services.journal.record import record
from kurslink.services.retention.access import empty_access, release_meetings
from kurslink.services.retention.due import Due
from kurslink.services.retention.erasure import erase_due
from kurslink.services.retention.things import Counts, Thing
from kurslink.services.rights import Actor, Right

RUNS_AT = time(1, 41)
"""When the worker calls it, UTC: at night in Germany, beside nothing else."""

_AT_ONCE = 2_000


def run_retention(*, actor: Actor, clock: Callable[[], datetime]) -> Deletion:
    """Delete what is due, in small transactions; the report is complete once `ended_at` is set.

    Done twice, or again after it was killed, it goes on with what is left. Raises Refusal.
    """
    actor.require(Right.PRIVACY)
    report = Deletion.objects.create(
        kind=DeletionKind.PERIODS, started_by=actor.reference, started_at=clock()
    )
    for counts in _phases(Due(Retention.load(), report.started_at), clock):
        report.counts |= {thing.value: count for thing, count in counts.items() if count}
        report.save(update_fields=["counts"])
    report.ended_at = clock()
    with transaction.atomic():
        report.save(update_fields=["ended_at"])
        record(actor, Event.RETENTION_RAN, counts=report.counts)
    return report


def preview_retention(*, actor: Actor, now: datetime) -> Counts:
    """What a run at `now` would delete; kinds without anything are left out. Raises Refusal."""
    actor.require(Right.PRIVACY)
    due = Due(periods := Retention.load(), now)
    meetings = Thing.MEETINGS_AT_ZOOM if periods.deletes_meetings else Thing.MEETINGS_RELEASED
    counts = {
        meetings: due.courses_with_meeting().count(),
        Thing.ACCESS_DATA: due.courses_with_access().count(),
        Thing.PARTICIPANTS: due.participants().count(),
        Thing.MAIL_TEXTS: due.mail_texts().count(),
        Thing.MAIL_LINES: due.mail_lines().count(),
        Thing.HISTORY: sum(rows.count() for rows in due.history()),
        Thing.JOURNAL: due.journal().count(),
    }
    return {thing: count for thing, count in counts.items() if count}


def next_run(now: datetime) -> datetime:
    """When the worker deletes next."""
    today = datetime.combine(now.astimezone(UTC).date(), RUNS_AT, tzinfo=UTC)
    return today if today > now else today + timedelta(days=1)


def _phases(due: Due, clock: Callable[[], datetime]) -> Iterator[Counts]:
    deletes = due.periods.deletes_meetings
    yield release_meetings(due.courses_with_meeting(), at_zoom=deletes, clock=clock)
    yield {Thing.ACCESS_DATA: empty_access(due.courses_with_access())}
    yield erase_due(due.participants())
    yield {Thing.MAIL_LINES: _deleted(due.mail_lines())}
    yield {Thing.MAIL_TEXTS: _empty_texts(due)}
    yield {Thing.HISTORY: sum(_deleted(rows) for rows in due.history())}
    if moment := due.journal_before():
        yield {Thing.JOURNAL: cut_before(moment)}


def _empty_texts(due: Due) -> int:
    """A letter nobody has printed cannot be printed any more."""
    emptied = 0
    while keys := list(due.mail_texts().values_list("pk", flat=True)[:_AT_ONCE]):
        mails = MailMessage.objects.filter(pk__in=keys)
        mails.filter(state=MailState.TO_PRINT).update(state=MailState.CANCELLED)
        emptied += mails.update(text="", html="", calendar="")
    return emptied


def _deleted(rows: "QuerySet[Any]") -> int:
    """Delete `rows`, some thousand at a time; how many there were."""
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        deleted += len(keys)
    return deleted
