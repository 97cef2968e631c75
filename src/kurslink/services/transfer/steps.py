"""What is done at Zoom, one thing at a time: what a preview shows and a transfer carries out."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurslink.planning.changes import Move, Remove
from kurslink.planning.plan import Calls
from kurslink.planning.plan import Meeting as Shape
from kurslink.planning.update import Rebuild
from kurslink.services.transfer.setting_values import Settings


@dataclass(frozen=True)
class CreateMeeting:
    """Make a new meeting of this shape. One write."""

    shape: Shape


@dataclass(frozen=True)
class ChangeHost:
    """Give the meeting to another host; link, ID and passcode stay. One write."""

    email: str


@dataclass(frozen=True)
class ChangeDetails:
    """Send what differs, and only that; None leaves a field as it is. One write.

    Never carries a schedule: Zoom would rebuild all occurrences.
    """

    topic: str | None = None
    alternatives: tuple[str, ...] | None = None
    agenda: str | None = None
    settings: Settings | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self == ChangeDetails()


@dataclass(frozen=True)
class DeleteMeeting:
    """Take the whole meeting out of Zoom; its link dies. Apparently no write.

    `other` is the ID of a meeting that carries our marker, but is not the one the row holds.
    """

    other: int | None = None


Step = CreateMeeting | DeleteMeeting | ChangeHost | ChangeDetails | Rebuild | Move | Remove


def count_calls(steps: Iterable[Step], *, read_first: bool) -> Calls:
    """What carrying out `steps` will cost, reading before (an update) and after included."""
    listed = tuple(steps)
    creates = sum(isinstance(step, CreateMeeting) for step in listed)
    removals = sum(isinstance(step, Remove) for step in listed)
    changes = len(listed) - creates
    return Calls(creates, changes - removals, removals, int(read_first) + bool(changes))
