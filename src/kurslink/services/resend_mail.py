"""Sends a mail once more, on purpose: as a new mail with a Message-ID of its own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from kurslink.models import ACCOUNT_MAIL, Event, MailArea, MailMessage, MailSettings, MailState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.mails import record_mails
from kurslink.services.mails.mails_before import key_of
from kurslink.services.mails.sending_queue import defer_sending
from kurslink.services.mails.way_in import why_not_ready
from kurslink.services.mails.wish import Wish
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import Actor, Right
from kurslink.sources.email_address import is_email_address

REPEATABLE = (MailState.SENT, MailState.REJECTED, MailState.UNCERTAIN)


def resend_mail(
    mail: MailMessage, *, actor: Actor, now: datetime, to_address: str = ""
) -> MailMessage:
    """The repetition, to `to_address` or where `mail` went; one that exists already is returned.

    Raises Refusal: MAIL_NOT_REPEATABLE for a mail that is still on its way, EMAIL_INVALID,
    MAIL_TEXT_DELETED once the period of its text is over, MAIL_OUTDATED if the person would be
    told something else now, MAIL_OF_ACCOUNT for one that lets its reader sign in, SENDING_OFF.
    """
    actor.require(Right.SEND)
    if mail.area == ACCOUNT_MAIL:
        raise Refusal(RefusalCode.MAIL_OF_ACCOUNT)
    address = to_address or mail.to_address
    if not is_email_address(address):
        raise Refusal(RefusalCode.EMAIL_INVALID, email=address)
    with transaction.atomic():
        held = MailMessage.objects.select_for_update().get(pk=mail.pk)
        if repetition := find_repetition(held):  # the button was pushed twice
            return repetition
        if held.state not in REPEATABLE:
            state = MailState(held.state).label
            raise Refusal(RefusalCode.MAIL_NOT_REPEATABLE, state=state)
        if not held.text:
            raise Refusal(RefusalCode.MAIL_TEXT_DELETED)
        if not held.is_test:
            _require_true(held, now)
        repetition = _copy(held, address, actor, now)
        record_mails(actor, Event.MAIL_REPEATED, [repetition], repeats=held.pk)
        defer_sending()
    return repetition


def _require_true(mail: MailMessage, now: datetime) -> None:
    """Raise Refusal unless access data are sent at all, and `mail` says what holds now."""
    if not MailSettings.load().sends_access_data:
        raise Refusal(RefusalCode.SENDING_OFF)
    if mail.course is None or not mail.told:
        return
    wish = Wish(area=MailArea(mail.area), to_instructors=True)
    plan = prepare_dispatch(mail.course, wish, now=now)
    if refusal := why_not_ready(plan.course, wish.area):
        raise refusal
    if (key_of(mail), mail.version) not in {
        (line.recipient.key, line.version) for line in plan.lines
    }:
        raise Refusal(RefusalCode.MAIL_OUTDATED, number=plan.course.number)


def find_repetition(mail: MailMessage) -> MailMessage | None:
    """What was sent instead of `mail`, or is going to be."""
    return mail.repetitions.exclude(state=MailState.CANCELLED).first()


def _copy(mail: MailMessage, address: str, actor: Actor, now: datetime) -> MailMessage:
    return MailMessage.objects.create(
        dispatch=mail.dispatch,
        course=mail.course,
        area=mail.area,
        audience=mail.audience,
        enrolment=mail.enrolment,
        instructor=mail.instructor,
        to_name=mail.to_name,
        to_address=address,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        calendar=mail.calendar,
        told=mail.told,
        version=mail.version,
        round=_next_round(mail),
        repeats=mail,
        is_test=mail.is_test,
        placed_by=actor.reference,
        placed_at=now,
        due_at=now,
    )


def _next_round(mail: MailMessage) -> int:
    """One more than any mail that told the same person the same."""
    same = Q(pk=mail.pk)
    if mail.enrolment_id or mail.instructor_id:
        same |= Q(
            enrolment=mail.enrolment_id,
            instructor=mail.instructor_id,
            course=mail.course_id,
            area=mail.area,
            version=mail.version,
        )
    highest: int = MailMessage.objects.filter(same).aggregate(highest=Max("round"))["highest"]
    return highest + 1
