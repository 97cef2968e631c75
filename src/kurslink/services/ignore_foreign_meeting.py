"""„Ignorieren": keeps a meeting no course holds out of the list, until somebody wants it back."""

from datetime import datetime

from django.db.models import QuerySet

from kurslink.models import ForeignMeeting
from kurslink.services.rights import Actor, Right


def ignore_foreign_meeting(foreign: ForeignMeeting, *, actor: Actor, now: datetime) -> None:
    """Hide `foreign`; nothing changes at Zoom."""
    actor.require(Right.TRANSFER)
    foreign.ignored_at, foreign.ignored_by = now, actor.name
    foreign.save(update_fields=["ignored_at", "ignored_by"])


def show_foreign_meeting(foreign: ForeignMeeting, *, actor: Actor) -> None:
    """List `foreign` again."""
    actor.require(Right.TRANSFER)
    foreign.ignored_at, foreign.ignored_by = None, ""
    foreign.save(update_fields=["ignored_at", "ignored_by"])


def ignore_foreign_meetings(rows: QuerySet[ForeignMeeting], *, actor: Actor, now: datetime) -> int:
    """Hide those of `rows` that are listed; how many that were."""
    actor.require(Right.TRANSFER)
    return rows.filter(ignored_at=None).update(ignored_at=now, ignored_by=actor.name)


def show_foreign_meetings(rows: QuerySet[ForeignMeeting], *, actor: Actor) -> int:
    """List those of `rows` again that are ignored; how many that were."""
    actor.require(Right.TRANSFER)
    return rows.exclude(ignored_at=None).update(ignored_at=None, ignored_by="")
