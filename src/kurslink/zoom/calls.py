"""One call of Zoom's API before it is sent, and the record of each request that was made for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from kurslink.zoom.pace import Label


class Effect(Enum):
    """What a call does to Zoom, and so what a lost answer leaves open."""

    NONE = auto()
    REPEATABLE = auto()  # doing it twice equals doing it once
    ONCE = auto()  # a second one is a second meeting: Zoom knows no idempotency key


@dataclass(frozen=True)
class Call:
    """A request by name: `operation` is the client's method, `path` begins below `/v2/`."""

    operation: str
    method: str
    path: str
    effect: Effect
    params: Mapping[str, str | int | bool] = field(default_factory=dict)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    label: Label = Label.LIGHT

    @property
    def is_write(self) -> bool:
        """Return whether the call is meant to change something at Zoom."""
        return self.effect is not Effect.NONE


@dataclass(frozen=True)
class CallRecord:
    """One request as it went over the wire; repeated ones have one record each.

    `status` is None where no answer came; operation "token" is the request for a token.
    """

    operation: str
    method: str
    status: int | None
    duration: timedelta
    tracking_id: str | None
    is_write: bool
