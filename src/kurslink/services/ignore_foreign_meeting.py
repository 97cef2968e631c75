"""„Ignorieren": keeps a meeting no course holds out of the list, until somebody wants it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import Event, ForeignMeeting
from kurslink.services.journal.record import record, record_many
from kurslink.services.rights import Actor, Right


def ignore_foreign_meeting(foreign: ForeignMeeting, *, actor: Actor, now: datetime) -> None:
    """Hide `foreign`; nothing changes at Zoom."""
    actor.require(Right.TRANSFER)
    foreign.ignored_at, foreign.ignored_by = now, actor.reference
    with transaction.atomic():
        foreign.save(update_fields=["ignored_at", "ignored_by"])
        record(actor, Event.FOREIGN_MEETING_IGNORED, foreign)


def show_foreign_meeting(foreign: ForeignMeeting, *, actor: Actor) -> None:
    """List `foreign` again."""
    actor.require(Right.TRANSFER)
    foreign.ignored_at, foreign.ignored_by = None, ""
    with transaction.atomic():
        foreign.save(update_fields=["ignored_at", "ignored_by"])
        record(actor, Event.FOREIGN_MEETING_SHOWN, foreign)


def ignore_foreign_meetings(rows: QuerySet[ForeignMeeting], *, actor: Actor, now: datetime) -> int:
    """Hide those of `rows` that are listed; how many that were."""
    actor.require(Right.TRANSFER)
    with transaction.atomic():
        listed = list(rows.filter(ignored_at=None).select_for_update())
        _among(listed).update(ignored_at=now, ignored_by=actor.reference)
        event = Event.FOREIGN_MEETING_IGNORED
        record_many(actor, event, ((each, {}) for each in listed))
    return len(listed)


def show_foreign_meetings(rows: QuerySet[ForeignMeeting], *, actor: Actor) -> int:
    """List those of `rows` again that are ignored; how many that were."""
    actor.require(Right.TRANSFER)
    with transaction.atomic():
        ignored = list(rows.exclude(ignored_at=None).select_for_update())
        _among(ignored).update(ignored_at=None, ignored_by="")
        record_many(actor, Event.FOREIGN_MEETING_SHOWN, ((each, {}) for each in ignored))
    return len(ignored)


def _among(rows: list[ForeignMeeting]) -> QuerySet[ForeignMeeting]:
    return ForeignMeeting.objects.filter(pk__in=[each.pk for each in rows])
