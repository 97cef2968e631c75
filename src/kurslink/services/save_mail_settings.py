"""Stores what Kurslink sends, and what of it without being asked („System / Belegung")."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import transaction

from kurslink.models import Event, MailSettings
from kurslink.services.entered_texts import label_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import Actor, Right

_RANGES = {"reminder_days": (1, 60), "reminder_hours": (1, 48), "mails_per_minute": (1, 6000)}


@dataclass(frozen=True, kw_only=True)
class MailSettingsValues:
    """The box „Belegung". A reminder that is None is not sent."""

    sends_access_data: bool = True
    corrects_by_itself: bool = False
    sends_to_latecomers: bool = False
    reminder_days: int | None = None
    reminder_hours: int | None = None
    mails_per_minute: int = 60


def mail_settings_values() -> MailSettingsValues:
    """What is stored."""
    row = MailSettings.load()
    return MailSettingsValues(
        **{each.name: getattr(row, each.name) for each in fields(MailSettingsValues)}
    )


def save_mail_settings(values: MailSettingsValues, *, actor: Actor) -> MailSettings:
    """Store them. Raises Refusal(NUMBER_RANGE); its data name the form field as `attribute`."""
    actor.require(Right.SETTINGS)
    row, wanted = MailSettings.load(), asdict(values)
    before = snapshot(row, wanted)
    for each in fields(values):
        value = getattr(values, each.name)
        _require_in_range(each.name, value)
        setattr(row, each.name, value)
    with transaction.atomic():
        row.save()
        record_changes(actor, Event.SETTINGS_CHANGED, row, before, wanted)
    return row


def _require_in_range(attribute: str, value: Any) -> None:
    least, most = _RANGES.get(attribute, (None, None))
    if least is None or most is None or value is None or least <= value <= most:
        return
    raise Refusal(
        RefusalCode.NUMBER_RANGE,
        field=label_of(MailSettings, attribute),
        number=value,
        least=least,
        most=most,
        attribute=attribute,
    )
