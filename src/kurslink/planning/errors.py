"""What planning refuses.

PlanningError
├── NoDays            nothing to plan: the list of days is empty
├── DuplicateStart    two days begin at the same moment
├── PastDay           a day begins before the present moment that was given
└── NonexistentTime   the clock jumps over this local time
"""

from datetime import datetime


class PlanningError(ValueError):
    """A schedule that cannot be planned; `code` names the reason for entrances."""

    code: str


class NoDays(PlanningError):
    """The list of days is empty."""

    code = "no_days"

    def __init__(self) -> None:
        super().__init__("no days to plan")


class DuplicateStart(PlanningError):
    """Two days begin at the same moment, so no series can tell them apart."""

    code = "duplicate_start"

    def __init__(self, start: datetime) -> None:
        super().__init__(f"two days begin at {start:%Y-%m-%d %H:%M}")
        self.start = start


class PastDay(PlanningError):
    """A day begins before the moment planning may begin."""

    code = "past_day"

    def __init__(self, start: datetime) -> None:
        super().__init__(f"{start:%Y-%m-%d %H:%M} is past")
        self.start = start


class NonexistentTime(PlanningError):
    """The clock jumps over this local time in spring."""

    code = "nonexistent_time"

    def __init__(self, local: datetime, zone: str) -> None:
        super().__init__(f"{local:%Y-%m-%d %H:%M} does not exist in {zone}")
        self.local = local
        self.zone = zone
