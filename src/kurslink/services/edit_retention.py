"""Changes how long personal data are kept."""

from dataclasses import asdict, dataclass

from kurslink.models import Retention
from kurslink.services.errors import Refusal, RefusalCode
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
    row = Retention.load()
    for name, value in asdict(values).items():
        setattr(row, name, value)
    row.save()
