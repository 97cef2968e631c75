"""„Ignorieren": keeps a meeting no course holds out of the list, until somebody wants it back."""

from datetime import datetime

from django.db import transaction

from kurslink.models import Event, ForeignMeeting
from kurslink.services.journal.record import record
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
