"""What a call to the simulated API is: a request as values, an answer as values, and a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kurslink.simulator.limits import Label
from kurslink.simulator.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One request; ``body`` is empty where none was sent."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json


@dataclass(frozen=True)
class Answer:
    """``body`` None is an answer without content."""

    status: int
    body: Json | None = None


NO_CONTENT = Answer(204)


@dataclass(frozen=True)
class Operation:
    """``scopes``: the classic and the granular name; either opens the call."""

    name: str
    method: str
    path: str
    label: Label
    scopes: tuple[str, str]
    run: Callable[[World, Call], Answer] = field(repr=False)

    @property
    def takes_body(self) -> bool:
        return self.method in ("POST", "PATCH", "PUT")
