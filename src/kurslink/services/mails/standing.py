"""Whether mails can leave, as a page tells it: what is wrong, who mends it, what waits."""

from dataclasses import dataclass
from datetime import datetime

from kurslink.models import Institution, MailMessage, MailState, OutboxState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.outgoing import mail_server, sender_of
from kurslink.services.orders.workers import living_workers
from kurslink.services.words.mail_problems import explain_problem
from kurslink.services.words.sentences import Explanation, explain

_SETTINGS = {RefusalCode.MAIL_SERVER_MISSING.value, RefusalCode.MAIL_SENDER_MISSING.value}


@dataclass(frozen=True)
class Standing:
    """`problem` is None if nothing is known to be wrong; at `next_at` the sender tries again."""

    problem: Explanation | None
    next_at: datetime | None
    waiting: int
    is_nobody_working: bool


def read_standing(*, now: datetime) -> Standing:
    """How the outbox stands; the mail server itself is not asked."""
    state = OutboxState.load()
    waiting = MailMessage.objects.filter(state=MailState.WAITING, due_at__lte=now).count()
    return Standing(
        problem=_missing() or _kept(state),
        next_at=state.next_at if state.next_at and state.next_at > now else None,
        waiting=waiting,
        is_nobody_working=bool(waiting) and living_workers() == 0,
    )


def _missing() -> Explanation | None:
    """What the settings lack now."""
    try:
        mail_server()
        sender_of(Institution.load())
    except Refusal as refusal:
        return explain(refusal)
    return None


def _kept(state: OutboxState) -> Explanation | None:
    """What the sender saw last; a setting it missed is there by now."""
    if state.problem is None or state.problem["code"] in _SETTINGS:
        return None
    return explain_problem(state.problem)
