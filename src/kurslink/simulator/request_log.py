"""What was asked of the simulator, without secrets, and how often."""

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

REMEMBERED = 10_000
SECRET_FIELDS = frozenset(
    {"password", "client_secret", "access_token", "assertion", "passcode", "default_passcode"}
)
MASK = "***"


@dataclass(kw_only=True)
class Asked:
    """A request as it came in; ``body`` is what its JSON or form said, None without one."""

    operation: str
    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass(kw_only=True)
class Entry(Asked):
    """One request; ``status`` stays None while it is held, or if no answer was ever sent."""

    number: int
    at: datetime
    status: int | None = None
    code: int | str | None = None


@dataclass
class RequestLog:
    """The latest requests; the counters go on counting beyond them."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    calls: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    too_many: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def add(self, request: Asked, at: datetime) -> Entry:
        self.count += 1
        self.calls[request.operation] += 1
        safe = replace(request, query=masked(request.query), body=masked(request.body))
        entry = Entry(number=self.count, at=at, **vars(safe))
        self.entries.append(entry)
        return entry

    def answered(self, entry: Entry, status: int, code: int | str | None, message: str) -> None:
        entry.status, entry.code = status, code
        self.answers[str(status)] += 1
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self.too_many[_kind_of_limit(message)] += 1


def _kind_of_limit(message: str) -> str:
    if "per-second" in message:
        return "second"
    return "host" if "Create/Update" in message else "day"


def masked(value: Any) -> Any:
    """The same value with every secret replaced, however deep it lies."""
    if isinstance(value, dict):
        return {k: MASK if k in SECRET_FIELDS and v else masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    return value
