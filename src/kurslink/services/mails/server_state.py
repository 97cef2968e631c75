"""How the mail server is, as the sender last saw it; pages show it, the sender waits for it."""

from datetime import datetime

from kurslink.mail.errors import Lost, ServerTrouble
from kurslink.models import OutboxState
from kurslink.services.errors import Refusal
from kurslink.services.mails.patience import next_look
from kurslink.services.mails.problems import problem_of

_COUNTED = 100  # more failures in a row tell nothing new


def is_resting(now: datetime) -> bool:
    """Whether the server failed a moment ago and is left alone for a while."""
    next_at = OutboxState.load().next_at
    return next_at is not None and now < next_at


def note_trouble(error: ServerTrouble | Lost | Refusal, *, now: datetime) -> None:
    """Nothing can be sent. What is missing in the settings (Refusal) is looked at every time."""
    state = OutboxState.load()
    state.problem, state.tried_at = problem_of(error), now
    state.failures = min(state.failures + 1, _COUNTED)
    state.next_at = None if isinstance(error, Refusal) else next_look(state.failures, now)
    state.save()


def note_health(*, now: datetime) -> None:
    """The server answered; stored only if that is news."""
    OutboxState.objects.filter(failures__gt=0).update(
        problem=None, failures=0, tried_at=now, next_at=None
    )


def forget_trouble() -> None:
    """Somebody wants the server tried now."""
    OutboxState.objects.update(next_at=None)
