"""A letter with sensible values a test may replace."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kurslink.mail.message import Letter, Mailbox

UID = UUID("5b1c1a52-3f66-4d0e-9f0b-0d5f3b1f8a11")


def make_letter(
    *, to: str = "anna@example.org", name: str = "Anna Müller", **fields: Any
) -> Letter:
    values: dict[str, Any] = {
        "uid": UID,
        "sender": Mailbox("VHS Musterstadt", "kurse@vhs.example"),
        "to": Mailbox(name, to),
        "subject": "Zugangsdaten: Englisch B1 (262-4107)",
        "text": "Guten Tag\n\nLink: https://zoom.example/j/1\n",
        "html": "<p>Guten Tag</p>",
        "date": datetime(2026, 8, 20, 10, 0, tzinfo=UTC),
    }
    return Letter(**values | fields)
