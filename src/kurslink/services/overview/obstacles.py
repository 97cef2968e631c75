"""What can keep a course from being „Startklar"."""

from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Each has its remedy on a page (web/overview_words.py)."""

    IN_WORK = "in_work"
    NO_MEETING = "no_meeting"
    LOST = "lost"
    UNSETTLED = "unsettled"
    DIFFERENCE = "difference"
    CHANGED_AT_ZOOM = "changed_at_zoom"
    CHANGED_HERE = "changed_here"
    HOST_UNFIT = "host_unfit"
    NO_WAY_IN = "no_way_in"
    TOLD_OLD = "told_old"
    NOT_TOLD = "not_told"
    MAIL_FAILED = "mail_failed"
    MAIL_UNCERTAIN = "mail_uncertain"
    MAIL_WAITING = "mail_waiting"
    LETTER = "letter"


@dataclass(frozen=True)
class Finding:
    """One obstacle; `count`: how many people it concerns."""

    obstacle: Obstacle
    count: int = 0
