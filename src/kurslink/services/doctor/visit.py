"""Who asked for the examination, and when."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.services.rights import Actor


@dataclass(frozen=True)
class Visit:
    """What every check is given; `now` is aware."""

    actor: Actor
    now: datetime
