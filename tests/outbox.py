"""An office that may send, and mails that wait in its outbox."""

from datetime import datetime
from typing import Any

from kurslink.models import Audience, Institution, MailArea, MailMessage, MailSettings, MailState
from tests.course_office import NOW

SENDER = "kurse@vhs.example"


def may_send(*, per_minute: int = 6000) -> Institution:
    """The office has an address, and no limit a test would notice."""
    Institution.load()
    Institution.objects.update(name="VHS Musterstadt", sender_address=SENDER)
    MailSettings.load()
    MailSettings.objects.update(mails_per_minute=per_minute)
    return Institution.load()


def make_mail(name: str = "anna", **fields: Any) -> MailMessage:
    """A mail to `name`@example.org that is due."""
    return MailMessage.objects.create(**mail_values(name, **fields))


def make_mails(count: int) -> list[MailMessage]:
    """Mails to person 000, 001 and so on."""
    rows = [MailMessage(**mail_values(f"person{number:03}")) for number in range(count)]
    return MailMessage.objects.bulk_create(rows)


def mail_values(name: str, *, at: datetime = NOW, **fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "area": MailArea.ACCESS_DATA,
        "audience": Audience.PARTICIPANTS,
        "to_name": name.capitalize(),
        "to_address": f"{name}@example.org",
        "subject": f"Zugangsdaten für {name}",
        "text": "Guten Tag\n",
        "html": "<p>Guten Tag</p>\n",
        "placed_by": "Test",
        "placed_at": at,
        "due_at": at,
    }
    return values | fields


def states() -> dict[str, str]:
    """What became of whose mail."""
    mails = MailMessage.objects.order_by("pk")
    return {mail.to_address.partition("@")[0]: mail.state for mail in mails}


def sent() -> int:
    return MailMessage.objects.filter(state=MailState.SENT).count()
