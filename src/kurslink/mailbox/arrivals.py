"""What arrived, in memory only."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

KEPT = 500


@dataclass(frozen=True)
class Arrival:
    """One mail; `number` counts from 1 and stays."""

    number: int
    at: datetime
    recipient: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject as people read it."""
        return str(self.message["Subject"] or "–")

    def part(self, kind: str) -> str:
        """The text of this kind ("plain", "html"), empty if there is none."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body is not None else ""

    def attachments(self) -> dict[str, bytes]:
        """Attached files by their names."""
        parts = self.message.iter_attachments()
        return {
            part.get_filename() or "anhang": part.get_payload(decode=True) or b""  # type: ignore[misc]
            for part in parts
        }


class Arrivals:
    """The latest mails."""

    def __init__(self) -> None:
        self._held: deque[Arrival] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, content: bytes, recipient: str, *, at: datetime) -> None:
        """One more."""
        self._count += 1
        message = message_from_bytes(content, policy=policy.default)
        self._held.append(Arrival(self._count, at, recipient, message))

    def newest_first(self) -> list[Arrival]:
        """All that are kept."""
        return list(reversed(self._held))

    def find(self, number: int) -> Arrival | None:
        """The one of this number."""
        return next((each for each in self._held if each.number == number), None)
