"""Failures asked for by a test: which request, at what moment, and in which way it fails."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class Moment(StrEnum):
    """Before the effect nothing happens at Zoom; after it, Zoom did it and the answer is lost."""

    BEFORE = "before"
    AFTER = "after"


class Failure(StrEnum):
    HANG = "hang"
    DROP = "drop"
    HTML_500 = "html_500"
    XML_502 = "xml_502"
    UNAVAILABLE_503 = "unavailable_503"
    HTML_200 = "html_200"
    TRUNCATED_JSON = "truncated_json"
    UNAUTHORISED_401 = "unauthorised_401"
    RATE_SECOND = "rate_second"
    RATE_DAY = "rate_day"
    RATE_HOST = "rate_host"


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which requests are meant. Empty means any; ``path`` may hold ``*``."""

    operation: str = ""
    method: str = ""
    path: str = ""

    def fits(self, operation: str, method: str, path: str) -> bool:
        return (
            self.operation in ("", operation)
            and self.method.upper() in ("", method)
            and fnmatchcase(path, self.path or "*")
        )


@dataclass(kw_only=True)
class Fault:
    """The next ``count`` matching requests fail; the first ``skip`` of them go through."""

    failure: Failure
    when: Moment = Moment.BEFORE
    count: int = 1
    skip: int = 0
    match: Match = Match()


@dataclass(kw_only=True)
class Hold:
    """One matching request stops at ``when`` until it is released; ``skip`` go through before it.

    Released with ``perform`` false, a request held before its effect never has one.
    """

    number: int
    when: Moment
    match: Match
    skip: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    perform: bool = True

    @property
    def is_free(self) -> bool:
        return not self.reached.is_set() and not self.released.is_set()

    def release(self, *, perform: bool = True) -> None:
        self.perform = perform
        self.released.set()


@dataclass
class Mischief:
    """All failures and holds still waiting for their request."""

    faults: list[Fault] = field(default_factory=list)
    holds: dict[int, Hold] = field(default_factory=dict)

    def add_hold(self, when: Moment, match: Match, *, skip: int = 0) -> Hold:
        hold = Hold(number=len(self.holds) + 1, when=when, match=match, skip=skip)
        self.holds[hold.number] = hold
        return hold

    def take_fault(self, when: Moment, fits: Callable[[Match], bool]) -> Failure | None:
        """The failure this request must suffer at this moment, used up by asking."""
        for fault in [f for f in self.faults if f.when == when and fits(f.match)]:
            if fault.skip:
                fault.skip -= 1
                continue
            fault.count -= 1
            if not fault.count:
                self.faults.remove(fault)
            return fault.failure
        return None

    def take_hold(self, when: Moment, fits: Callable[[Match], bool]) -> Hold | None:
        for hold in self.holds.values():
            if hold.when == when and hold.is_free and fits(hold.match):
                if hold.skip:
                    hold.skip -= 1
                    continue
                hold.reached.set()
                return hold
        return None

    def clear(self) -> None:
        """Forget everything; what is held goes on without an effect."""
        for hold in self.holds.values():
            hold.release(perform=False)
        self.faults.clear()
        self.holds.clear()
