"""Zoom's limits per second, and how calls keep below them before Zoom has to refuse."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol


class Label(StrEnum):
    """How dear a call is to Zoom; each label has its own limit."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


# Per Zoom account, shared by all apps; zoom/skills rate-limits.md. No API tells an account's plan.
PER_SECOND: Mapping[str, Mapping[Label, int]] = {
    "free": {Label.LIGHT: 4, Label.MEDIUM: 2, Label.HEAVY: 1},
    "pro": {Label.LIGHT: 30, Label.MEDIUM: 20, Label.HEAVY: 10},
    "business": {Label.LIGHT: 80, Label.MEDIUM: 60, Label.HEAVY: 40},
}


class Pace(Protocol):
    """Told before each request and after each refusal at the limit per second."""

    def wait(self, label: Label) -> None:
        """Return when a call of this label may go out. Raises Crowded if that takes long."""

    def slow_down(self, label: Label) -> None:
        """Zoom refused a call of this label: somebody else uses the account too."""


class AtOnce:
    """Lets every call go out at once."""

    def wait(self, _label: Label) -> None:
        """Wait for nothing."""

    def slow_down(self, _label: Label) -> None:
        """Change nothing."""
