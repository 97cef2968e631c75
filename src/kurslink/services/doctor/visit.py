"""Who asked for the examination, when, and how long somebody waits for it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from kurslink.services.connection.zoom_access import patience_of
from kurslink.services.rights import Actor
from kurslink.zoom.patience import Patience


@dataclass(frozen=True)
class Visit:
    """What every check is given; `now` is aware. `patience` is that of all calls together."""

    actor: Actor
    now: datetime
    patience: Patience = field(default_factory=partial(patience_of, None))
