"""Changes how long personal data are kept."""

from dataclasses import asdict, dataclass

from django.db import transaction

from kurslink.models import Event, Retention
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import Actor, Right


@dataclass(frozen=True)
class RetentionValues:
    """Periods in days, None: nothing of this kind is deleted by itself."""

    access_days: int | None
    deletes_meetings: bool
    participant_days: int | None
    mail_text_days: int | None
    mail_line_days: int | None
    history_days: int | None


def edit_retention(*, actor: Actor, values: RetentionValues) -> None:
    """Store `values`. Raises Refusal; its data name the form field as `attribute`."""
    actor.require(Right.PRIVACY)
    line, text = values.mail_line_days, values.mail_text_days
    if line is not None and text is not None and line < text:
        raise Refusal(RefusalCode.PERIODS_REVERSED, days=text, attribute="mail_line_days")
    row, wanted = Retention.load(), asdict(values)
    before = snapshot(row, wanted)
    for name, value in wanted.items():
        setattr(row, name, value)
    with transaction.atomic():
        row.save()
        record_changes(actor, Event.SETTINGS_CHANGED, row, before, wanted)
