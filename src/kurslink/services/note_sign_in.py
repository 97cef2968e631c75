"""What the journal says of signing in; who only tried is named by number, or not at all."""

from datetime import timedelta

from django.db.models.functions import Now

from kurslink.models import Event, JournalEntry, SubjectKind, User
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.journal.subjects import About
from kurslink.services.rights import Actor, actor_for

_ANYBODY = Actor("", frozenset())
_LOCKED_FOR = timedelta(minutes=5)


def note_own_sign_in(user: User, event: Event) -> None:
    """The person signed in or out, or changed how."""
    record(actor_for(user), event, user)


def note_failed(email: str) -> None:
    """Somebody gave a wrong password, or an address nobody has."""
    record(_ANYBODY, Event.SIGN_IN_FAILED, _about(email))


def note_locked(email: str) -> None:
    """Guessing was stopped; once for each time, however often somebody goes on."""
    about = _about(email)
    lately = JournalEntry.objects.filter(
        event=Event.SIGN_IN_LOCKED, subject_id=about.id, at__gt=Now() - _LOCKED_FOR
    )
    if not lately.exists():
        record(_ANYBODY, Event.SIGN_IN_LOCKED, about)


def note_if_forbidden(actor: Actor, error: Exception) -> None:
    """Somebody wanted what their role does not include; for entrances, which answer 403."""
    if isinstance(error, Refusal) and error.code is RefusalCode.NOT_ALLOWED:
        record(actor, Event.REFUSED, right=error.data["right"])


def _about(email: str) -> About:
    user = User.objects.filter(email__iexact=email.strip()).only("pk").first()
    return About(SubjectKind.USER, user.pk if user else None)
