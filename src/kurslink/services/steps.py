"""What is done at Zoom, one thing at a time: the list a preview shows and a transfer carries out."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurslink.planning.changes import Move, Remove
from kurslink.planning.plan import NoFixedTime, Recurring, Single
from kurslink.planning.update import Rebuild

Shape = Single | Recurring | NoFixedTime


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

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self == ChangeDetails()


Step = CreateMeeting | ChangeHost | ChangeDetails | Rebuild | Move | Remove


@dataclass(frozen=True)
class CallCount:
    """How many calls to Zoom; all but removals and reads count against the host's daily limit."""

    create: int = 0
    update: int = 0
    remove: int = 0
    read: int = 0

    @property
    def writes(self) -> int:
        """Calls that count against about 100 per host and UTC day."""
        return self.create + self.update

    @property
    def total(self) -> int:
        """All calls."""
        return self.create + self.update + self.remove + self.read

    def as_json(self) -> dict[str, int]:
        """The shape of the public commands."""
        counted = {"create": self.create, "update": self.update, "remove": self.remove}
        return counted | {"read": self.read, "total": self.total, "writes": self.writes}


def count_calls(steps: Iterable[Step], *, read_first: bool) -> CallCount:
    """What carrying out `steps` will cost, reading before (an update) and after included."""
    listed = tuple(steps)
    creates = sum(isinstance(step, CreateMeeting) for step in listed)
    removals = sum(isinstance(step, Remove) for step in listed)
    changes = len(listed) - creates
    return CallCount(creates, changes - removals, removals, int(read_first) + bool(changes))
