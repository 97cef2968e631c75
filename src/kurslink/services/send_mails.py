"""Sends what waits in the outbox; who dies while doing so sends nothing twice (decision 14)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from kurslink.mail.delivery import Delivery
from kurslink.mail.errors import Lost, MailError, PutOff, Rejected, ServerTrouble, Uncertain
from kurslink.models import ACCOUNT_MAIL, Event, Institution, MailMessage, MailSecret, MailState
from kurslink.services.errors import Refusal
from kurslink.services.journal.mails import about_people, record_mails
from kurslink.services.mails.mail_pace import mails_allowed
from kurslink.services.mails.one_sender import one_sender
from kurslink.services.mails.outgoing import (
    letter_of,
    mail_server,
    open_delivery,
    readdress,
    sender_of,
)
from kurslink.services.mails.patience import next_try
from kurslink.services.mails.problems import GIVEN_UP, Problem, problem_of
from kurslink.services.mails.server_state import is_resting, note_health, note_trouble
from kurslink.services.rights import BACKGROUND

AT_A_STRETCH = timedelta(seconds=20)  # then the worker's thread is free for others

_EVENTS = {
    MailState.SENT: Event.MAIL_SENT,
    MailState.REJECTED: Event.MAIL_REJECTED,
    MailState.UNCERTAIN: Event.MAIL_UNCERTAIN,
}
_OPEN = (MailState.WAITING, MailState.HANDED_OVER, MailState.UNCERTAIN)

Clock = Callable[[], datetime]


class _Withdrawn(Exception):
    """Somebody cancelled the mail while the server was being told of it."""


def send_mails(*, clock: Clock) -> bool:
    """Send what is due, one sender at a time; whether more could go out at once.

    May be called as often and by as many processes as one likes. What goes wrong is stored: with
    the mail, or in OutboxState if it is the server.
    """
    if not (_due(clock()).exists() or _left_behind().exists()):
        return False
    with one_sender() as is_ours:
        if not is_ours:
            return False
        _settle_left_behind(clock())
        return _send_due(clock)


def _due(now: datetime) -> QuerySet[MailMessage]:
    """What is to be sent; first what somebody who sits before the screen waits for."""
    due = MailMessage.objects.filter(state=MailState.WAITING, due_at__lte=now)
    awaited = ExpressionWrapper(Q(is_test=True) | Q(area=ACCOUNT_MAIL), BooleanField())
    due = due.select_related(
        "enrolment__participant", "enrolment__registrant", "instructor", "course"
    )
    return due.order_by(awaited.desc(), "due_at", "pk")


def _left_behind() -> QuerySet[MailMessage]:
    return MailMessage.objects.filter(state=MailState.HANDED_OVER)


def _settle_left_behind(now: datetime) -> None:
    """Nobody else sends now: who handed these over is dead."""
    problem = problem_of(Uncertain(""))
    with transaction.atomic():
        left = about_people(_left_behind())
        _left_behind().update(state=MailState.UNCERTAIN, ended_at=now, problem=problem)
        record_mails(BACKGROUND, Event.MAIL_UNCERTAIN, left)


def _send_due(clock: Clock) -> bool:
    """Whether more could go out at once."""
    now = clock()
    institution = Institution.load()
    if is_resting(now) or not _due(now).exists():
        return False
    try:
        sender_of(institution)
        server = mail_server()
    except Refusal as refusal:
        note_trouble(refusal, now=now)
        return False
    with open_delivery(server) as delivery:
        return _send_for_a_while(delivery, institution, clock)


def _send_for_a_while(delivery: Delivery, institution: Institution, clock: Clock) -> bool:
    until, allowed = clock() + AT_A_STRETCH, 0
    while (now := clock()) < until:
        allowed = allowed or mails_allowed(now)
        mail = _due(now).first()
        if mail is None or not allowed:
            return False
        try:
            _send(mail, delivery, institution, clock)
        except (ServerTrouble, Lost) as trouble:
            note_trouble(trouble, now=clock())
            return False
        note_health(now=now)
        allowed -= 1
    return True


def _send(mail: MailMessage, delivery: Delivery, institution: Institution, clock: Clock) -> None:
    """Offer `mail` to the server and store what becomes of it. Raises ServerTrouble, Lost."""
    readdress(mail)
    try:
        letter = letter_of(mail, institution, now=clock())
        delivery.hand_over(letter, before_end=lambda: _note_handed_over(mail, clock()))
    except _Withdrawn:
        return
    except (Rejected, Refusal) as error:
        _close(mail, MailState.REJECTED, now=clock(), problem=problem_of(error))
    except Uncertain as error:
        _close(mail, MailState.UNCERTAIN, now=clock(), problem=problem_of(error))
    except PutOff as error:
        _put_off(mail, error, now=clock())
    except Lost as error:  # it may be this mail that ends connections: the others come first
        _put_off(mail, error, now=clock())
        raise
    except ServerTrouble:  # here too: a server may find words of its own for one address
        _ours(mail).update(due_at=clock())
        raise
    else:
        _close(mail, MailState.SENT, now=clock(), problem=None)


def _note_handed_over(mail: MailMessage, now: datetime) -> None:
    """Committed before the end of the mail leaves. Raises _Withdrawn."""
    with transaction.atomic(durable=True):
        taken = MailMessage.objects.filter(pk=mail.pk, state=MailState.WAITING).update(
            state=MailState.HANDED_OVER, handed_over_at=now, problem=None
        )
    if not taken:
        raise _Withdrawn


def _put_off(mail: MailMessage, error: MailError, *, now: datetime) -> None:
    problem, attempts = problem_of(error), mail.attempts + 1
    due_at = next_try(attempts, now)
    if due_at is None:
        _close(mail, MailState.REJECTED, now=now, problem=problem | {"code": GIVEN_UP})
        return
    _ours(mail).update(state=MailState.WAITING, due_at=due_at, attempts=attempts, problem=problem)


def _close(mail: MailMessage, state: MailState, *, now: datetime, problem: Problem | None) -> None:
    with transaction.atomic():
        if _ours(mail).update(state=state, ended_at=now, problem=problem):
            values = {"reason": problem["code"]} if problem else {}
            record_mails(BACKGROUND, _EVENTS[state], [mail], **values)
    if mail.area == ACCOUNT_MAIL:
        MailSecret.objects.filter(mail=mail).delete()


def _ours(mail: MailMessage) -> QuerySet[MailMessage]:
    """The row, unless somebody cancelled it before its end was on the way."""
    return MailMessage.objects.filter(pk=mail.pk, state__in=_OPEN)
