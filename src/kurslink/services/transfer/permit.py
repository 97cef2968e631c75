"""Who works on a course, and whether the work may still go on."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field


def _go_on() -> None:
    pass


@dataclass(frozen=True)
class Permit:
    """The right to work on one course; `token` also claims its meeting.

    `checkpoint` is asked before every change at Zoom: it raises Refusal(STOPPED) if somebody does
    not want the work any more, Busy if another worker has taken it over. `is_urgent` opens the
    part of the daily budget that is kept for courses somebody waits for.
    """

    token: uuid.UUID = field(default_factory=uuid.uuid4)
    checkpoint: Callable[[], None] = _go_on
    is_urgent: bool = True
